package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"

	"github.com/blakesmith/ar"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

var errPackage = errors.New("this is no Debian package")

// controlOf reads what a package says of itself: ours, or one of Debian's that lies beside
// them.
func controlOf(deb []byte) (string, error) {
	members := ar.NewReader(bytes.NewReader(deb))
	for {
		head, err := members.Next()
		if err != nil {
			return "", fmt.Errorf("%w: %w", errPackage, err)
		}
		unpacked, err := unpack(path.Clean(head.Name), members)
		if err != nil {
			return "", fmt.Errorf("%w: %w", errPackage, err)
		}
		if unpacked == nil {
			continue
		}
		for files := tar.NewReader(unpacked); ; {
			head, err := files.Next()
			if err != nil {
				return "", fmt.Errorf("%w: %w", errPackage, err)
			}
			if path.Base(head.Name) != "control" {
				continue
			}
			text, err := io.ReadAll(files)
			return string(text), err
		}
	}
}

// unpack reads a member of a package that says what the package is, as whoever built it has
// packed it; nil where it is another.
func unpack(name string, packed io.Reader) (io.Reader, error) {
	switch name {
	case "control.tar":
		return packed, nil
	case "control.tar.gz":
		return gzip.NewReader(packed)
	case "control.tar.xz":
		return xz.NewReader(packed)
	case "control.tar.zst":
		return zstd.NewReader(packed, zstd.WithDecoderConcurrency(1))
	}
	return nil, nil
}

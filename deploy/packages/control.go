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
)

var errPackage = errors.New("this is no package of ours")

// controlOf reads what a package says of itself.
func controlOf(deb []byte) (string, error) {
	members := ar.NewReader(bytes.NewReader(deb))
	for {
		head, err := members.Next()
		if err != nil {
			return "", fmt.Errorf("%w: %w", errPackage, err)
		}
		if head.Name != "control.tar.gz" {
			continue
		}
		unzipped, err := gzip.NewReader(members)
		if err != nil {
			return "", fmt.Errorf("%w: %w", errPackage, err)
		}
		for files := tar.NewReader(unzipped); ; {
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

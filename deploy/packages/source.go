package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The names by which apt finds what it needs in a folder of packages.
const (
	indexFile     = "Packages"
	indexZipped   = "Packages.gz"
	releaseFile   = "Release"
	inReleaseFile = "InRelease"
	keyFile       = "rostrum.asc"
	sumsFile      = "SHA256SUMS"
)

// publish makes a folder of packages into a source for apt, with all that lie there: of
// earlier releases too, so that there is a way back, and those of Debian that somebody has
// put beside them, which a room without internet gets nowhere else.
func publish(dir string, r *release, by *signer, out io.Writer) error {
	index, err := indexOf(dir)
	if err != nil {
		return err
	}
	compressed, err := zipped(index)
	if err != nil {
		return err
	}
	head := releaseText(r, map[string][]byte{indexFile: index, indexZipped: compressed})
	written := map[string][]byte{indexFile: index, indexZipped: compressed, releaseFile: head}
	if by == nil {
		// A signature of before would be one for other packages.
		for _, old := range []string{inReleaseFile, keyFile} {
			if err := os.Remove(filepath.Join(dir, old)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	} else {
		if written[inReleaseFile], err = by.sign(head, r.at); err != nil {
			return err
		}
		if written[keyFile], err = by.public(); err != nil {
			return err
		}
	}
	// What is signed comes last: a folder that was cut off before is seen to be the old one.
	for _, name := range []string{keyFile, indexFile, indexZipped, releaseFile, inReleaseFile} {
		if text, ok := written[name]; ok {
			if err := writeFile(filepath.Join(dir, name), text); err != nil {
				return err
			}
		}
	}
	if err := writeSums(dir); err != nil {
		return err
	}
	if by == nil {
		fmt.Fprintf(out, "not signed, so that apt believes none of it: say %s=FILE, a key that deploy/package --new-key FILE makes\n", keyVariable)
		return nil
	}
	fmt.Fprintf(out, "signed by %X; its public half is %s\n", by.PrimaryKey.Fingerprint, keyFile)
	return nil
}

// releaseText is what is signed: the sums of the indexes. It is never too old, and apt is
// to be told not to look at its date: the clock of a closed room may be wrong.
func releaseText(r *release, indexes map[string][]byte) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "Origin: Rostrum\nLabel: Rostrum\nSuite: rostrum\nAcquire-By-Hash: yes\nVersion: %s\nDate: %s\nArchitectures: amd64 arm64 armhf\nDescription: speaking time of a debate\nSHA256:\n",
		r.version, r.at.Format(time.RFC1123))
	for _, name := range []string{indexFile, indexZipped} {
		fmt.Fprintf(&out, " %x %d %s\n", sha256.Sum256(indexes[name]), len(indexes[name]), name)
	}
	return out.Bytes()
}

// indexOf is what apt reads of every package in a folder.
func indexOf(dir string) ([]byte, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.deb"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out bytes.Buffer
	for _, path := range names {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		fields, err := controlOf(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		fmt.Fprintf(&out, "%s\nFilename: ./%s\nSize: %d\nSHA256: %x\n\n", strings.TrimSpace(fields), filepath.Base(path), len(text), sha256.Sum256(text))
	}
	return out.Bytes(), nil
}

// writeSums writes the sums of all else that lies in the folder.
func writeSums(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for _, e := range entries {
		if !e.Type().IsRegular() || e.Name() == sumsFile || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%x  %s\n", sha256.Sum256(text), e.Name())
	}
	return writeFile(filepath.Join(dir, sumsFile), out.Bytes())
}

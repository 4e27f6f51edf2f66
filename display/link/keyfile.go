package link

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strings"
)

// ErrKeyFile is a key file that cannot be used.
var ErrKeyFile = errors.New("link: the key file cannot be used")

// Key is what `rostrum key new` writes for an agent: a secret, and the certificate
// that the controller's own must come from.
type Key struct {
	Secret  string
	Trusted []*x509.Certificate // empty: what the system trusts
}

// ReadKeyFile reads a key file: the secret in the first line, then certificates
// as PEM, or nothing.
func ReadKeyFile(path string) (Key, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Key{}, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	key, err := parseKey(text)
	if err != nil {
		return Key{}, fmt.Errorf("%w: %s: %w; make another with `rostrum key new --role light --seat … --file …`", ErrKeyFile, path, err)
	}
	return key, nil
}

func parseKey(text []byte) (Key, error) {
	line, rest, _ := bytes.Cut(text, []byte("\n"))
	k := Key{Secret: strings.TrimSpace(string(line))}
	if k.Secret == "" || strings.ContainsFunc(k.Secret, notInAKey) || strings.HasPrefix(k.Secret, "-----") {
		return Key{}, errors.New("its first line is not a key, which is one word")
	}
	for rest = bytes.TrimSpace(rest); len(rest) > 0; rest = bytes.TrimSpace(rest) {
		block, after := pem.Decode(rest)
		if block == nil || block.Type != "CERTIFICATE" || !bytes.HasPrefix(rest, []byte("-----BEGIN")) {
			return Key{}, errors.New("what follows its first line is not a certificate")
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return Key{}, fmt.Errorf("its certificate cannot be read: %w", err)
		}
		k.Trusted = append(k.Trusted, certificate)
		rest = after
	}
	return k, nil
}

// notInAKey is true of what cannot stand in a header of HTTP as one word: spaces,
// control characters (a carriage return of an old Macintosh too), all beyond ASCII.
func notInAKey(r rune) bool { return r <= ' ' || r > '~' }

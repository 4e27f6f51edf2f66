package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/clearsign"
)

// What a key signs is the same twice, holds by its public half, and is never older than
// the key, by whatever clock it was made.
func TestSign(t *testing.T) {
	path := filepath.Join(t.TempDir(), "builder.key")
	if err := makeKey(path, new(bytes.Buffer)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's file is %v, %v", info.Mode(), err)
	}
	if err := makeKey(path, new(bytes.Buffer)); !errors.Is(err, os.ErrExist) {
		t.Errorf("a key is written over: %v", err)
	}
	s, err := readKey(path)
	if err != nil {
		t.Fatal(err)
	}
	text := []byte("Origin: Rostrum\n- a line\n")
	for _, at := range []time.Time{time.Unix(1e9, 0), time.Now().Add(time.Hour)} {
		one, err := s.sign(text, at)
		if err != nil {
			t.Fatal(err)
		}
		if two, err := s.sign(text, at); err != nil || !bytes.Equal(one, two) {
			t.Errorf("signed twice it is not the same, %v", err)
		}
		public, err := s.public()
		if err != nil {
			t.Fatal(err)
		}
		ring, err := openpgp.ReadArmoredKeyRing(bytes.NewReader(public))
		if err != nil || ring[0].PrivateKey != nil {
			t.Fatalf("the public half: %v", err)
		}
		block, _ := clearsign.Decode(one)
		if block == nil {
			t.Fatalf("nothing is signed: %s", one)
		}
		if _, err := block.VerifySignature(ring, configAt(time.Now().Add(2*time.Hour))); err != nil {
			t.Errorf("signed as of %v: %v", at, err)
		}
	}
}

func TestKeyThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, one := range []string{path, path + ".missing"} {
		if _, err := readKey(one); !errors.Is(err, errKey) {
			t.Errorf("%s: %v", one, err)
		}
	}
	if s, err := readKey(""); s != nil || err != nil {
		t.Errorf("nobody is %v, %v", s, err)
	}
}

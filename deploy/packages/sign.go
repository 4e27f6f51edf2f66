package main

import (
	"bytes"
	"crypto"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/clearsign"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

var errKey = errors.New("the key cannot sign")

// signer is who vouches for the packages.
type signer struct{ *openpgp.Entity }

// The same text is signed to the same bytes.
var deterministic = false

func configAt(at time.Time) *packet.Config {
	return &packet.Config{
		Algorithm: packet.PubKeyAlgoEdDSA, DefaultHash: crypto.SHA512, NonDeterministicSignaturesViaNotation: &deterministic,
		Time: func() time.Time { return at },
	}
}

// makeKey makes a key that every apt since Debian 9 can check, and its public half beside
// it.
func makeKey(path string, out io.Writer) error {
	e, err := openpgp.NewEntity("Rostrum's builder", "", "", configAt(time.Now()))
	if err != nil {
		return fmt.Errorf("%w: %w", errKey, err)
	}
	e.Subkeys = nil // nothing is ever sent to it
	var text bytes.Buffer
	err = armored(&text, openpgp.PrivateKeyType, func(w io.Writer) error { return e.SerializePrivate(w, configAt(time.Now())) })
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text.Bytes())
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	public, err := (&signer{e}).public()
	if err != nil {
		return err
	}
	if err := writeFile(path+".asc", public); err != nil {
		return err
	}
	fmt.Fprintf(out, "the key %[1]X is in %[2]s: keep it off the controller and off every Pi; who has it installs what he likes; %[2]s.asc is its public half\n", e.PrimaryKey.Fingerprint, path)
	return nil
}

// readKey reads who signs; nil where nobody does.
func readKey(path string) (*signer, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // nobody is a choice
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errKey, err)
	}
	all, err := openpgp.ReadArmoredKeyRing(bytes.NewReader(text))
	if err != nil {
		all, err = openpgp.ReadKeyRing(bytes.NewReader(text))
	}
	if err != nil || len(all) != 1 || all[0].PrivateKey == nil {
		return nil, fmt.Errorf("%w: %s is not one OpenPGP secret key; deploy/package --new-key FILE makes one", errKey, path)
	}
	if e := all[0]; e.PrivateKey.Encrypted {
		if err := e.DecryptPrivateKeys([]byte(os.Getenv(passphraseVariable))); err != nil {
			return nil, fmt.Errorf("%w: %s opens it with the passphrase in %s: %w", errKey, path, passphraseVariable, err)
		}
	}
	return &signer{all[0]}, nil
}

// sign returns the text with its signature around it. It is of the time given, or of the
// key's own where that is later: nobody believes a signature that is older than its key.
func (s *signer) sign(text []byte, at time.Time) ([]byte, error) {
	key, usable := s.SigningKey(time.Now())
	if !usable || key.PrivateKey == nil {
		return nil, fmt.Errorf("%w: it has expired, or is not for signing", errKey)
	}
	if key.PublicKey.CreationTime.After(at) {
		at = key.PublicKey.CreationTime
	}
	var out bytes.Buffer
	w, err := clearsign.Encode(&out, key.PrivateKey, configAt(at))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errKey, err)
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("%w: %w", errKey, err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// public is the half that everybody may have: what apt checks by.
func (s *signer) public() ([]byte, error) {
	var out bytes.Buffer
	err := armored(&out, openpgp.PublicKeyType, s.Serialize)
	return out.Bytes(), err
}

func armored(out *bytes.Buffer, kind string, write func(io.Writer) error) error {
	w, err := armor.Encode(out, kind, nil)
	if err != nil {
		return err
	}
	if err := errors.Join(write(w), w.Close()); err != nil {
		return fmt.Errorf("%w: %w", errKey, err)
	}
	out.WriteByte('\n')
	return nil
}

package link

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var made = time.Date(2026, time.November, 24, 10, 0, 0, 0, time.UTC)

// authority vouches for controllers in the tests.
type authority struct {
	t           *testing.T
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{t: t, key: key}
	a.certificate = a.sign(&x509.Certificate{
		Subject: pkix.Name{CommonName: "authority"}, NotBefore: made, NotAfter: made.AddDate(10, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}, nil, &key.PublicKey)
	return a
}

func (a *authority) sign(c, parent *x509.Certificate, public *ecdsa.PublicKey) *x509.Certificate {
	a.t.Helper()
	if parent == nil {
		parent = c
	}
	c.SerialNumber = big.NewInt(1)
	der, err := x509.CreateCertificate(rand.Reader, c, parent, public, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	out, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return out
}

func (a *authority) leaf(name string, from time.Time) *x509.Certificate {
	return a.sign(&x509.Certificate{
		Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: from, NotAfter: from.AddDate(1, 0, 0), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, a.certificate, &a.key.PublicKey)
}

func keyText(secret string, certificates ...*x509.Certificate) []byte {
	text := []byte(secret + "\n")
	for _, c := range certificates {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return text
}

func TestReadKeyFile(t *testing.T) {
	a := newAuthority(t)
	for name, c := range map[string]struct {
		text    []byte
		secret  string
		trusted int
	}{
		"a key":                      {[]byte("secret"), "secret", 0},
		"a key with a line end":      {[]byte("secret\r\n\n"), "secret", 0},
		"a key that begins so":       {[]byte("-secret\n"), "-secret", 0},
		"with an authority":          {keyText("secret", a.certificate), "secret", 1},
		"with two, and room between": {append(keyText("secret", a.certificate), append([]byte("\n\n"), keyText("", a.certificate)...)...), "secret", 2},
	} {
		path := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(path, c.text, 0o600); err != nil {
			t.Fatal(err)
		}
		k, err := ReadKeyFile(path)
		if err != nil || k.Secret != c.secret || len(k.Trusted) != c.trusted {
			t.Errorf("%s: %q, %d trusted, %v", name, k.Secret, len(k.Trusted), err)
		}
	}
	for name, text := range map[string][]byte{
		"nothing": nil, "two words": []byte("a key"), "a certificate alone": keyText("", a.certificate)[1:],
		"something else after it": []byte("secret\nnot a certificate"), "half a certificate": keyText("secret", a.certificate)[:200],
		"another thing in PEM": []byte("secret\n-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"),
	} {
		path := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if k, err := ReadKeyFile(path); !errors.Is(err, ErrKeyFile) || !strings.Contains(err.Error(), "rostrum key new") {
			t.Errorf("%s was taken as %+v, %v", name, k, err)
		}
	}
	if _, err := ReadKeyFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, ErrKeyFile) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func FuzzKeyFile(f *testing.F) {
	f.Add([]byte("secret\n"))
	f.Add([]byte("0\r0"))
	f.Add([]byte("sécret\n"))
	f.Add([]byte("secret\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		k, err := parseKey(text)
		if err == nil && !regexp.MustCompile(`^[!-~]+$`).MatchString(k.Secret) {
			t.Errorf("%q was taken as %+v", text, k)
		}
	})
}

func TestPinnedController(t *testing.T) {
	a, other := newAuthority(t), newAuthority(t)
	good := a.leaf("chamber", made)
	for name, c := range map[string]struct {
		pinned *x509.Certificate
		shown  []*x509.Certificate
		host   string
		now    time.Time
		good   bool
	}{
		"its own":                           {a.certificate, []*x509.Certificate{good, a.certificate}, "chamber", made.AddDate(0, 1, 0), true},
		"by address":                        {a.certificate, []*x509.Certificate{good}, "127.0.0.1", made.AddDate(0, 1, 0), true},
		"pinned itself":                     {good, []*x509.Certificate{good}, "chamber", made.AddDate(0, 1, 0), true},
		"another authority's":               {a.certificate, []*x509.Certificate{other.leaf("chamber", made), other.certificate}, "chamber", made.AddDate(0, 1, 0), false},
		"for another name":                  {a.certificate, []*x509.Certificate{good}, "elsewhere", made.AddDate(0, 1, 0), false},
		"expired":                           {a.certificate, []*x509.Certificate{good}, "chamber", made.AddDate(2, 0, 0), false},
		"not yet valid, the clock is right": {a.certificate, []*x509.Certificate{a.leaf("chamber", made.AddDate(1, 0, 0))}, "chamber", made.AddDate(0, 1, 0), false},
		"in 1970":                           {a.certificate, []*x509.Certificate{good}, "chamber", time.Unix(0, 0), true},
		"in 1970, made later":               {a.certificate, []*x509.Certificate{a.leaf("chamber", made.AddDate(3, 0, 0))}, "chamber", time.Unix(0, 0), true},
		"in 1970, another authority's":      {a.certificate, []*x509.Certificate{other.leaf("chamber", made)}, "chamber", time.Unix(0, 0), false},
		"in 1970, for another name":         {a.certificate, []*x509.Certificate{good}, "elsewhere", time.Unix(0, 0), false},
		"none":                              {a.certificate, nil, "chamber", made, false},
	} {
		config := Key{Trusted: []*x509.Certificate{c.pinned}}.TLS(c.host, func() time.Time { return c.now }, made)
		err := config.VerifyConnection(tls.ConnectionState{PeerCertificates: c.shown})
		if (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
	}
	if c := (Key{}).TLS("chamber", time.Now, made); c.InsecureSkipVerify || c.ServerName != "chamber" {
		t.Errorf("without a pinned authority: %+v", c)
	}
}

func TestCheckAddress(t *testing.T) {
	for address, good := range map[string]bool{
		"https://10.0.0.5:8443": true, "https://chamber.local": true, "https://[fd00::1]:8443/": true,
		"http://127.0.0.1:8080": true, "http://localhost:8080": true, "http://[::1]:8080": true,
		"http://10.0.0.5:8080": false, "chamber:8080": false, "ws://chamber": false, "": false,
		"https://chamber/chair": false, "https://user@chamber": false, "https://": false, "https://chamber?x": false,
	} {
		if err := CheckAddress(address); (err == nil) != good || err != nil && !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

package access

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestGivenCertificateIsReadAnew(t *testing.T) {
	dir := t.TempDir()
	certificate, key := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts("10.0.0.1")}
	i := w.issuer()
	write := func(addresses ...string) {
		t.Helper()
		der, k, err := i.authority.issue(hosts(addresses...), made)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := x509.MarshalECPrivateKey(k)
		if err != nil {
			t.Fatal(err)
		}
		keyText := strings.ReplaceAll(string(PEM(raw)), "CERTIFICATE", "EC PRIVATE KEY")
		if err := errors.Join(os.WriteFile(certificate, append(PEM(der), PEM(i.Pin())...), 0o600), os.WriteFile(key, []byte(keyText), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	write("10.0.0.1")
	now, said := made, 0
	g, err := NewGiven(certificate, key, func() time.Time { return now }, func(string) { said++ })
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(g.Pin(), i.Pin()) || !g.Hosts().Has("10.0.0.1") {
		t.Errorf("it pins %x and is good for %+v", g.Pin(), g.Hosts())
	}
	if g.Called([]string{"rostrum.example"}); !g.Hosts().Has("rostrum.example") || g.Covers("rostrum.example") {
		t.Error("it is not called by another name, or good for it")
	}
	write("10.0.0.1", "10.0.0.22")
	now = now.Add(lookEvery)
	if _, err := g.Certificate(nil); err != nil || !g.Hosts().Has("10.0.0.22") || said != 0 {
		t.Errorf("after it was renewed it is good for %+v, %v", g.Hosts(), err)
	}
	if err := os.WriteFile(key, []byte("half a fi"), 0o600); err != nil {
		t.Fatal(err)
	}
	now = now.Add(lookEvery)
	if _, err := g.Certificate(nil); err != nil || !g.Hosts().Has("10.0.0.22") || said != 1 {
		t.Errorf("after it was broken it is good for %+v, %v; said %d times", g.Hosts(), err, said)
	}
	if _, err := NewGiven(certificate, key, time.Now, nil); err == nil {
		t.Error("a broken pair was taken at the start")
	}
}

// writePair writes a certificate that signs itself, and the key of another where it is
// to be wrong.
func writePair(t *testing.T, dir string, c *x509.Certificate, key, other crypto.Signer) (certificate, keyFile string) {
	t.Helper()
	c.SerialNumber, c.Subject = big.NewInt(1), pkix.Name{CommonName: "x"}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(other)
	if err != nil {
		t.Fatal(err)
	}
	certificate, keyFile = filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})
	if err := errors.Join(os.WriteFile(certificate, PEM(der), 0o600), os.WriteFile(keyFile, text, 0o600)); err != nil {
		t.Fatal(err)
	}
	return certificate, keyFile
}

func TestDoubtsOfAGivenCertificate(t *testing.T) {
	t.Setenv("GODEBUG", "rsa1024min=0") // Go makes no such key any more, others did
	good, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	year := func(from int) x509.Certificate {
		return x509.Certificate{NotBefore: made.AddDate(from, 0, 0), NotAfter: made.AddDate(from+1, 0, 0), DNSNames: []string{"rostrum.example"}, IPAddresses: []net.IP{net.IPv4(10, 0, 0, 1)}}
	}
	now := made.AddDate(0, 6, 0)
	for _, c := range []struct {
		says  string
		from  int
		key   crypto.Signer
		hosts []string
		want  []string
	}{
		{"well", 0, good, []string{"rostrum.example", "10.0.0.1"}, nil},
		{"expired", -2, good, nil, []string{"has expired on 2025-11-24"}},
		{"not yet valid", 1, good, nil, []string{"not valid before 2027-11-24"}},
		{"a short key", 0, weak, nil, []string{"its RSA key has 1024 bits"}},
		{"other hosts", 0, good, []string{"rostrum.example", "other.example", "10.0.0.2"}, []string{"not for other.example, 10.0.0.2 but for rostrum.example, 10.0.0.1"}},
		{"all of it", -2, weak, []string{"other.example"}, []string{"has expired", "1024", "not for other.example"}},
	} {
		template := year(c.from)
		certificate, key := writePair(t, t.TempDir(), &template, c.key, c.key)
		g, err := NewGiven(certificate, key, func() time.Time { return now }, nil)
		if err != nil {
			t.Errorf("%s: %v", c.says, err)
			continue
		}
		got := g.Doubts(c.hosts)
		if len(got) != len(c.want) {
			t.Errorf("%s: said %q, want %q", c.says, got, c.want)
			continue
		}
		for i, part := range c.want {
			if !strings.Contains(got[i], part) || strings.Contains(got[i], "\n") {
				t.Errorf("%s: said %q, want %q in it", c.says, got[i], part)
			}
		}
	}
	template := year(0)
	certificate, key := writePair(t, t.TempDir(), &template, good, weak)
	if _, err := NewGiven(certificate, key, time.Now, nil); err == nil || !strings.Contains(err.Error(), "the key that belongs to it") {
		t.Errorf("with the key of another one: %v", err)
	}
}

// Go signs nothing with SHA-1 any more, so that one is looked at unsigned.
func TestWeakSignature(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		algorithm x509.SignatureAlgorithm
		root      bool
		weak      bool
	}{{x509.SHA1WithRSA, false, true}, {x509.ECDSAWithSHA1, false, true}, {x509.SHA1WithRSA, true, false}, {x509.SHA256WithRSA, false, false}} {
		one := &x509.Certificate{PublicKey: &key.PublicKey, SignatureAlgorithm: c.algorithm}
		if why := weakness(one, c.root); (why != "") != c.weak {
			t.Errorf("%v, a root %v: %q", c.algorithm, c.root, why)
		}
	}
}

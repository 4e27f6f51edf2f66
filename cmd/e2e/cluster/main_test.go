// Package cluster_test keeps journals in a real etcd cluster: three members of Debian's
// etcd-server on loopback, each a process that can be killed, stopped and started again,
// with certificates that the test makes.
package cluster_test

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
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }

// house is an authority, and a certificate of it that every member and controller shows.
type house struct {
	authority, certificate, key string // files
	tls                         *tls.Config
}

func newHouse(t testing.TB) house {
	t.Helper()
	dir := t.TempDir()
	write := func(name, kind string, der []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	make := func(template, by *x509.Certificate, signer *ecdsa.PrivateKey) ([]byte, *ecdsa.PrivateKey) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if signer == nil {
			signer = key
		}
		der, err := x509.CreateCertificate(rand.Reader, template, by, &key.PublicKey, signer)
		if err != nil {
			t.Fatal(err)
		}
		return der, key
	}
	from, to := time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour)
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "the house"}, NotBefore: from, NotAfter: to,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	authority, rootKey := make(root, root, nil)
	certificate, key := make(&x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "a machine"}, NotBefore: from, NotAfter: to,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}, root, rootKey)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	h := house{write("authority.crt", "CERTIFICATE", authority), write("machine.crt", "CERTIFICATE", certificate), write("machine.key", "PRIVATE KEY", secret), nil}
	h.tls = shown(t, h.authority, h.certificate, h.key)
	return h
}

// shown is what a controller shows to members, and wants of them, by the files that it has.
func shown(t testing.TB, authority, certificate, key string) *tls.Config {
	t.Helper()
	pair, err := tls.LoadX509KeyPair(certificate, key)
	known, wrong := os.ReadFile(authority)
	if err := errors.Join(err, wrong); err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(known) {
		t.Fatalf("no certificate is in %s", authority)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: trusted, MinVersion: tls.VersionTLS12}
}

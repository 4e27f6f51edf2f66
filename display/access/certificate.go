package access

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"strings"
	"sync"
	"time"
)

// lookEvery is how often names and addresses of the machine, or the files of a
// given certificate, are looked at; only when somebody connects.
const lookEvery = 10 * time.Second

// Certificates is where a listener finds the certificate to show.
type Certificates interface {
	// Certificate returns the one of now. It may be called by several goroutines.
	Certificate(*tls.ClientHelloInfo) (*tls.Certificate, error)
	// Hosts returns what the controller is called by.
	Hosts() Hosts
	// Covers says whether the certificate is good for a name or an address.
	Covers(host string) bool
	// Pin returns the certificate that an agent has to trust, DER.
	Pin() []byte
}

// suites are those of TLS 1.2 that authenticate what they encrypt; the others, with
// CBC, are what scanners complain of. TLS 1.3 has no other ones.
var suites = []uint16{
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
}

// Server returns the settings of a listener.
func Server(c Certificates) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, CipherSuites: suites, GetCertificate: c.Certificate, NextProtos: []string{"http/1.1"}}
}

// Issuer shows certificates of the local authority. They are made at the start, and
// again when the machine has other names or addresses, when a third of their life
// is left, or when the clock, which had not been set, has been.
type Issuer struct {
	authority *Authority
	hosts     func() Hosts
	now       func() time.Time
	built     time.Time
	report    func(string) // what a technician should know

	mu     sync.Mutex
	leaf   *tls.Certificate
	is     Hosts // for which the leaf was made
	set    bool  // the clock was plausible
	looked time.Time
}

// IssuerConfig is what an issuer is made of.
type IssuerConfig struct {
	Authority *Authority
	Hosts     func() Hosts
	Now       func() time.Time
	Built     time.Time    // of this program: a clock that is earlier has not been set
	Report    func(string) // what a technician should know
}

// NewIssuer makes the first certificate.
func NewIssuer(c IssuerConfig) (*Issuer, error) {
	i := &Issuer{authority: c.Authority, hosts: c.Hosts, now: c.Now, built: c.Built, report: c.Report}
	if wide := c.Authority.wide(); len(wide) > 0 {
		i.report("the authority may vouch for all that ends in " + strings.Join(wide, " or ") +
			", for it was made by an earlier version; it is kept, since tablets and agents trust it: to have one that may not, move its folder away and have each of them trust the new one")
	}
	return i, i.renew(i.hosts())
}

// Plausible returns now, or, where the clock has not been set, when the program was
// built: a certificate of then is good for those whose clock is right.
func Plausible(now, built time.Time) (at time.Time, set bool) {
	if now.Before(built) {
		return built, false
	}
	return now, true
}

// Certificate returns the one to show.
func (i *Issuer) Certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if now := i.now(); now.Sub(i.looked).Abs() >= lookEvery {
		i.looked = now
		at, set := Plausible(now, i.built)
		hosts := i.hosts()
		if !hosts.equal(i.is) || set && !i.set || at.After(i.leaf.Leaf.NotAfter.Add(-leafLife/3)) || at.Before(i.leaf.Leaf.NotBefore) {
			if err := i.renew(hosts); err != nil {
				i.report("the certificate could not be made anew; the old one is kept: " + err.Error())
			}
		}
	}
	return i.leaf, nil
}

// renew makes a certificate.
func (i *Issuer) renew(hosts Hosts) error {
	at, set := Plausible(i.now(), i.built)
	der, key, err := i.authority.issue(hosts, at)
	if err != nil {
		return fmt.Errorf("access: a certificate could not be made: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return fmt.Errorf("access: %w", err)
	}
	if refused := i.authority.refused(hosts); len(refused) > 0 {
		i.report("the authority was not made for " + strings.Join(refused, ", ") +
			": by these nobody can connect; to change that, move the folder of the authority away and have every tablet and every agent trust the new one")
	}
	i.leaf = &tls.Certificate{Certificate: [][]byte{der, i.authority.certificate.Raw}, PrivateKey: key, Leaf: leaf}
	i.is, i.set = hosts, set
	return nil
}

// Hosts returns what the controller is called by, also those names for which the
// authority may not vouch.
func (i *Issuer) Hosts() Hosts {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.is
}

// Covers says whether the certificate is good for a name or an address.
func (i *Issuer) Covers(host string) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.leaf.Leaf.VerifyHostname(host) == nil
}

// Pin returns the authority's certificate.
func (i *Issuer) Pin() []byte { return i.authority.Certificate() }

// PEM writes a certificate as a key file holds it.
func PEM(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

// KeyPin is the SHA-256 of the public key of the certificate that is shown now, as curl
// compares it (--pinnedpubkey): without looking at a date, for the clock of a machine that
// joins may be wrong.
func KeyPin(c Certificates) (string, error) {
	shown, err := c.Certificate(&tls.ClientHelloInfo{})
	if err != nil {
		return "", err
	}
	leaf := shown.Leaf
	if leaf == nil {
		if leaf, err = x509.ParseCertificate(shown.Certificate[0]); err != nil {
			return "", fmt.Errorf("access: %w", err)
		}
	}
	sum := sha256.Sum256(leaf.RawSubjectPublicKeyInfo)
	return "sha256//" + base64.StdEncoding.EncodeToString(sum[:]), nil
}

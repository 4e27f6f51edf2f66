package access

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
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
	// Hosts returns what the certificate is good for.
	Hosts() Hosts
	// Pin returns the certificate that an agent has to trust, DER.
	Pin() []byte
}

// Server returns the settings of a listener.
func Server(c Certificates) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.Certificate, NextProtos: []string{"http/1.1"}}
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
	is     Hosts // of the leaf
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

// Hosts returns what the certificate is good for.
func (i *Issuer) Hosts() Hosts {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.is
}

// Pin returns the authority's certificate.
func (i *Issuer) Pin() []byte { return i.authority.Certificate() }

// Given shows a certificate that somebody else renews in its files.
type Given struct {
	certificate, key string // paths
	report           func(string)
	now              func() time.Time

	mu     sync.Mutex
	pair   *tls.Certificate
	stamp  string // of the files
	looked time.Time
}

// NewGiven reads the files for the first time.
func NewGiven(certificate, key string, now func() time.Time, report func(string)) (*Given, error) {
	g := &Given{certificate: certificate, key: key, now: now, report: report}
	pair, err := g.read()
	if err != nil {
		return nil, err
	}
	g.pair, g.stamp = pair, g.stat()
	return g, nil
}

func (g *Given) read() (*tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(g.certificate, g.key)
	if err != nil {
		return nil, fmt.Errorf("access: the given certificate cannot be used: %w", err)
	}
	if pair.Leaf == nil {
		if pair.Leaf, err = x509.ParseCertificate(pair.Certificate[0]); err != nil {
			return nil, fmt.Errorf("access: the given certificate cannot be used: %w", err)
		}
	}
	return &pair, nil
}

// stat changes with the files.
func (g *Given) stat() string {
	var b strings.Builder
	for _, path := range []string{g.certificate, g.key} {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintln(&b, info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}

// Certificate returns the one of the files; where they have become unusable, the
// last one that was not.
func (g *Given) Certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now := g.now(); now.Sub(g.looked).Abs() >= lookEvery {
		g.looked = now
		if stamp := g.stat(); stamp != g.stamp {
			g.stamp = stamp
			if pair, err := g.read(); err != nil {
				g.report(err.Error() + "; the old one is kept")
			} else {
				g.pair = pair
			}
		}
	}
	return g.pair, nil
}

// Hosts returns what the certificate is good for.
func (g *Given) Hosts() Hosts {
	g.mu.Lock()
	defer g.mu.Unlock()
	return hostsOf(g.pair.Leaf)
}

// Pin returns the last certificate of the file if it is an authority's, else the
// certificate itself.
func (g *Given) Pin() []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	last := g.pair.Certificate[len(g.pair.Certificate)-1]
	if c, err := x509.ParseCertificate(last); err == nil && c.IsCA {
		return last
	}
	return g.pair.Certificate[0]
}

// PEM writes a certificate as a key file holds it.
func PEM(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

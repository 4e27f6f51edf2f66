package access

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// Given shows a certificate that somebody else renews in its files.
type Given struct {
	certificate, key string // paths
	report           func(string)
	now              func() time.Time
	also             []string // names by which the controller is called, whatever the certificate says

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
	chain, err := os.ReadFile(g.certificate)
	key, err2 := os.ReadFile(g.key)
	if err := errors.Join(err, err2); err != nil {
		return nil, fmt.Errorf("access: the given certificate cannot be read: %w", err)
	}
	pair, err := tls.X509KeyPair(chain, key)
	if err != nil {
		return nil, fmt.Errorf("access: the given certificate cannot be used: %w; %s must hold the certificate and its chain, and %s the key that belongs to it, both as PEM", err, g.certificate, g.key)
	}
	return &pair, nil // with its leaf, since Go 1.23
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
				for _, doubt := range g.doubts(nil) {
					g.report(doubt)
				}
			}
		}
	}
	return g.pair, nil
}

// Called names the controller, beside what the certificate is good for: the public door
// is called by those too. It is said before the certificate is shown.
func (g *Given) Called(names []string) { g.also = names }

// Hosts returns what the controller is called by.
func (g *Given) Hosts() Hosts {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := hostsOf(g.pair.Leaf)
	h.Names = append(h.Names, g.also...)
	return h.sorted()
}

// Covers says whether the certificate is good for a name or an address.
func (g *Given) Covers(host string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.pair.Leaf.VerifyHostname(host) == nil
}

// CoversAny says whether the certificate is good for any of these by which another
// machine can call.
func (g *Given) CoversAny(hosts Hosts) bool {
	return hosts.Reachable(g.Covers) != "localhost"
}

// Doubts says, in a sentence each, why others may not trust the certificate: its dates,
// a weakness, or a host for which it is not. It is shown all the same: a debate does
// not wait for a certificate.
func (g *Given) Doubts(hosts []string) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.doubts(hosts)
}

func (g *Given) doubts(hosts []string) []string {
	var out []string
	doubt := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	now := g.now()
	for n, der := range g.pair.Certificate {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			doubt("certificate %d of %s is damaged: have the chain written anew", n+1, g.certificate)
			continue
		}
		which := "the given certificate"
		if n > 0 {
			which = fmt.Sprintf("certificate %d of %s, for %s,", n+1, g.certificate, c.Subject)
		}
		switch {
		case now.After(c.NotAfter):
			doubt("%s has expired on %s: browsers and agents refuse it; put a new one into %s, which is read anew when it changes", which, c.NotAfter.Format(time.DateOnly), g.certificate)
		case now.Before(c.NotBefore):
			doubt("%s is not valid before %s: browsers and agents refuse it; is the clock of this machine right?", which, c.NotBefore.Format(time.DateTime))
		}
		if why := weakness(c, n > 0 && bytes.Equal(c.RawIssuer, c.RawSubject)); why != "" {
			doubt("%s is weak, for %s: browsers refuse it; ask for one with a key of RSA 2048 or of P-256 at the least, signed with SHA-256", which, why)
		}
	}
	var not []string
	for _, host := range hosts {
		if g.pair.Leaf.VerifyHostname(host) != nil {
			not = append(not, host)
		}
	}
	if len(not) > 0 {
		is := "no host at all"
		if all := hostsOf(g.pair.Leaf).words(); len(all) > 0 {
			is = strings.Join(all, ", ")
		}
		doubt("the given certificate is not for %s but for %s: by those browsers and agents refuse it; use a name that it has, or ask for one that has them all", strings.Join(not, ", "), is)
	}
	return out
}

// weakness says why what a certificate proves can be forged, or nothing. A root at the
// end of a chain is trusted for itself, however it has signed itself.
func weakness(c *x509.Certificate, root bool) string {
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if bits := key.N.BitLen(); bits < 2048 {
			return fmt.Sprintf("its RSA key has %d bits", bits)
		}
	case *ecdsa.PublicKey:
		if bits := key.Params().BitSize; bits < 256 {
			return fmt.Sprintf("its key has %d bits", bits)
		}
	}
	switch c.SignatureAlgorithm {
	case x509.MD2WithRSA, x509.MD5WithRSA, x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1:
		if !root {
			return "it is signed with " + c.SignatureAlgorithm.String()
		}
	}
	return ""
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

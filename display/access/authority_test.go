package access

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var made = time.Date(2026, time.November, 24, 10, 0, 0, 0, time.UTC)

func hosts(addresses ...string) Hosts {
	h := Hosts{Names: []string{"chamber", "chamber.local", "localhost"}}
	for _, a := range addresses {
		h.Addresses = append(h.Addresses, netip.MustParseAddr(a))
	}
	return h.sorted()
}

// issuer is one whose world the test moves.
type world struct {
	t     *testing.T
	dir   string
	now   time.Time
	built time.Time
	hosts Hosts
	said  []string
}

func (w *world) issuer() *Issuer {
	w.t.Helper()
	at, _ := Plausible(w.now, w.built)
	a, err := OpenAuthority(w.dir, w.hosts, at)
	if err != nil {
		w.t.Fatal(err)
	}
	i, err := NewIssuer(IssuerConfig{
		Authority: a, Hosts: func() Hosts { return w.hosts }, Now: func() time.Time { return w.now }, Built: w.built,
		Report: func(text string) { w.said = append(w.said, text) },
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return i
}

func (w *world) shown(i *Issuer) *x509.Certificate {
	w.t.Helper()
	pair, err := i.Certificate(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return pair.Leaf
}

func verify(i *Issuer, leaf *x509.Certificate, host string, at time.Time) error {
	roots := x509.NewCertPool()
	a, err := x509.ParseCertificate(i.Pin())
	if err != nil {
		return err
	}
	roots.AddCert(a)
	_, err = leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: host, CurrentTime: at})
	return err
}

func TestIssuerIsTrustedForItsHosts(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts("192.168.1.5", "203.0.113.7", "127.0.0.1")}
	i := w.issuer()
	leaf := w.shown(i)
	for host, good := range map[string]bool{
		"chamber": false, "chamber.local": true, "localhost": true, "192.168.1.5": true, "203.0.113.7": true, "127.0.0.1": true,
		"bank.example": false, "192.168.1.6": false,
	} {
		if err := verify(i, leaf, host, made); (err == nil) != good || i.Covers(host) != good {
			t.Errorf("%s: %v; covered: %v", host, err, i.Covers(host))
		}
	}
	if life := leaf.NotAfter.Sub(leaf.NotBefore); life > 398*24*time.Hour {
		t.Errorf("a certificate of %v is refused by Apple's devices", life)
	}
	for _, name := range []string{authorityFile, authorityKeyFile} {
		if info, err := os.Stat(filepath.Join(w.dir, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// A single label is for no certificate: whoever may vouch for it may vouch for all that
// ends in it. An authority that was made before that was seen stays, for it is trusted.
func TestAuthorityVouchesForNoSingleLabel(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts("10.0.0.1")}
	i := w.issuer()
	if got := i.authority.certificate.PermittedDNSDomains; !slices.Equal(got, []string{"chamber.local", "localhost"}) || len(w.said) > 0 {
		t.Errorf("it may vouch for %q; said %q", got, w.said)
	}
	old := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts("10.0.0.1")}
	earlierAuthority(t, old.dir, old.hosts)
	i = old.issuer()
	if len(old.said) != 1 || !strings.Contains(old.said[0], "ends in chamber,") {
		t.Errorf("said %q", old.said)
	}
	if err := verify(i, old.shown(i), "chamber", made); err != nil {
		t.Errorf("by the name of one label it is not reached any more: %v", err)
	}
	if again := old.issuer(); !slices.Equal(again.Pin(), i.Pin()) {
		t.Error("the authority that tablets trust was replaced")
	}
}

// earlierAuthority makes one as earlier versions did.
func earlierAuthority(t *testing.T, dir string, hosts Hosts) {
	t.Helper()
	a, err := newAuthority(dir, hosts, made)
	if err != nil {
		t.Fatal(err)
	}
	c := *a.certificate
	c.PermittedDNSDomains = hosts.Names
	der, err := x509.CreateCertificate(rand.Reader, &c, &c, &a.key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteWhole(filepath.Join(dir, authorityFile), PEM(der)); err != nil {
		t.Fatal(err)
	}
}

// Whoever steals the key of the authority can vouch for nothing outside.
func TestAuthorityIsConstrained(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts("192.168.1.5")}
	i := w.issuer()
	thief := *i.authority
	stolen := *i.authority.certificate
	stolen.PermittedDNSDomains, stolen.PermittedIPRanges = []string{"bank.example"}, nil
	thief.certificate = &stolen
	der, _, err := thief.issue(Hosts{Names: []string{"bank.example"}}, made)
	if err != nil {
		t.Fatal(err)
	}
	forged, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(i, forged, "bank.example", made); err == nil || !strings.Contains(err.Error(), "not permitted") {
		t.Errorf("a forged certificate: %v", err)
	}
}

func TestAuthorityStaysTheSame(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts("10.0.0.1")}
	first := w.issuer().Pin()
	w.hosts = hosts("10.0.0.2")
	i := w.issuer()
	if !slices.Equal(first, i.Pin()) {
		t.Error("after a start with another address there is another authority")
	}
	if err := verify(i, w.shown(i), "10.0.0.2", made); err != nil {
		t.Errorf("the certificate of the start: %v", err)
	}
}

func TestCertificateIsMadeAnew(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts("10.0.0.1")}
	i := w.issuer()
	first := w.shown(i)
	w.now = w.now.Add(time.Minute)
	if again := w.shown(i); !again.Equal(first) {
		t.Error("without a reason there is another certificate")
	}
	w.hosts = hosts("10.0.0.1", "172.20.1.1")
	w.now = w.now.Add(time.Minute)
	second := w.shown(i)
	if err := verify(i, second, "172.20.1.1", w.now); err != nil {
		t.Errorf("after the address changed: %v", err)
	}
	w.now = second.NotAfter.Add(-leafLife/3 - time.Minute)
	if again := w.shown(i); !again.Equal(second) {
		t.Error("before a third of its life is left there is another certificate")
	}
	w.now = w.now.Add(2 * time.Minute)
	if third := w.shown(i); third.Equal(second) || verify(i, third, "chamber.local", w.now.Add(300*24*time.Hour)) != nil {
		t.Error("with a third of its life left it was not made anew")
	}
	if len(w.said) > 0 {
		t.Errorf("said %q", w.said)
	}
}

// A Pi in 1970 makes certificates that a tablet with the right time accepts, and
// makes them anew once it knows the time.
func TestCertificateOfAClockThatWasNotSet(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: time.Unix(0, 0), built: made, hosts: hosts("10.0.0.1")}
	i := w.issuer()
	first := w.shown(i)
	if err := verify(i, first, "10.0.0.1", made.Add(90*24*time.Hour)); err != nil {
		t.Errorf("on a tablet in February: %v", err)
	}
	w.now = made.Add(300 * 24 * time.Hour)
	if err := verify(i, w.shown(i), "10.0.0.1", w.now.Add(300*24*time.Hour)); err != nil {
		t.Errorf("after the clock was set: %v", err)
	}
}

func TestHostsOutsideTheAuthorityAreSaid(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts("10.0.0.1")}
	w.issuer()
	w.hosts = Hosts{Names: []string{"elsewhere.example", "chamber.local", "chamber"}, Addresses: []netip.Addr{netip.MustParseAddr("198.51.100.1")}}
	i := w.issuer()
	if len(w.said) != 1 || !strings.Contains(w.said[0], "elsewhere.example, 198.51.100.1") {
		t.Errorf("said %q", w.said)
	}
	if err := verify(i, w.shown(i), "chamber.local", made); err != nil {
		t.Errorf("what it may vouch for: %v", err)
	}
}

func TestDamagedAuthorityIsRefusedAndKept(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts()}
	w.issuer()
	other := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts()}
	other.issuer()
	stranger, err := os.ReadFile(filepath.Join(other.dir, authorityKeyFile))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{authorityKeyFile: stranger, authorityFile: []byte("-----BEGIN nonsense")} {
		path := filepath.Join(w.dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenAuthority(w.dir, w.hosts, made); !errors.Is(err, ErrAuthority) {
			t.Errorf("%s: %v", name, err)
		}
		if kept, err := os.ReadFile(path); err != nil || !slices.Equal(kept, text) {
			t.Errorf("%s was touched", name)
		}
	}
}

func TestHosts(t *testing.T) {
	h := hosts("127.0.0.1", "fe80::1", "192.168.7.9", "203.0.113.7", "fd00::5")
	for host, has := range map[string]bool{"CHAMBER": true, "[fd00::5]": true, "192.168.7.9": true, "::ffff:192.168.7.9": true, "x": false, "192.168.7.8": false} {
		if h.Has(host) != has {
			t.Errorf("%s: %v", host, !has)
		}
	}
	for want, h := range map[string]Hosts{"192.168.7.9": h, "203.0.113.7": hosts("::1", "203.0.113.7"), "localhost": hosts("127.0.0.1")} {
		if got := h.Reachable(func(string) bool { return true }); got != want {
			t.Errorf("%+v is reached by %s", h, got)
		}
	}
	if got := h.Reachable(func(host string) bool { return host == "chamber.local" }); got != "chamber.local" {
		t.Errorf("with a certificate of a name it is reached by %s", got)
	}
	local := LocalHosts([]string{"extra", "198.51.100.9", "[2001:db8::7]", "rostrum.example."})
	for _, host := range []string{"extra", "extra.local", "rostrum.example", "198.51.100.9", "2001:db8::7", "localhost", "127.0.0.1"} {
		if !local.Has(host) {
			t.Errorf("this machine is %+v, and not %s", local, host)
		}
	}
	for _, name := range local.Names {
		if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
			t.Errorf("the address %s is taken for a name", name)
		}
	}
	pattern := Hosts{Names: []string{"*.example.org"}}
	for host, has := range map[string]bool{"a.example.org": true, "A.EXAMPLE.ORG": true, "a.b.example.org": false, "example.org": false, "org": false} {
		if pattern.Has(host) != has {
			t.Errorf("*.example.org and %s: %v", host, !has)
		}
	}
}

func ExampleFingerprint() {
	fmt.Println(Fingerprint([]byte("a certificate"))[:23])
	// Output: 81:AC:D7:62:14:0F:A6:92
}

var _ = []Certificates{(*Issuer)(nil), (*Given)(nil)}

func TestServerSettings(t *testing.T) {
	w := &world{t: t, dir: t.TempDir(), now: made, hosts: hosts()}
	c := Server(w.issuer())
	if c.MinVersion < tls.VersionTLS12 || c.GetCertificate == nil {
		t.Errorf("%+v", c)
	}
	for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		if strings.Contains(suite.Name, "_CBC_") && slices.Contains(c.CipherSuites, suite.ID) {
			t.Errorf("%s is on", suite.Name)
		}
	}
	// Both ends, as they really agree: who has nothing else is refused.
	for id, good := range map[uint16]bool{
		tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: true, tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: true,
		tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: false, tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: false,
	} {
		ours, theirs := net.Pipe()
		ended := make(chan error, 1)
		go func() {
			ended <- tls.Server(ours, c).Handshake()
			_ = ours.Close()
		}()
		client := tls.Client(theirs, &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{id}, InsecureSkipVerify: true}) //nolint:gosec // not about trust
		err := client.Handshake()
		_ = theirs.Close()
		if server := <-ended; (err == nil) != good || (server == nil) != good {
			t.Errorf("%s: %v, %v", tls.CipherSuiteName(id), err, server)
		}
	}
}

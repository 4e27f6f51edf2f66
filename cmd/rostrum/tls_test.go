package main

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/access"
	"rostrum/display/link"
	"rostrum/display/wire"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }

// asked is an answer, with the body that it had.
func asked(t *testing.T, client *http.Client, method, address, key, body string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(text)
}

// What a technician compares is one thing everywhere, and who has compared it is
// safe: on the terminal, on the page, in the certificate, in an agent's key file,
// and also after the controller was started again.
func TestOneIdentity(t *testing.T) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--tls", "--public-http", "127.0.0.1:0")
	compare := p.Said("compare")
	public := strings.TrimSuffix(p.Said("trust")[0], "/trust")
	if !strings.HasPrefix(p.Address(), "https://") || len(compare) != 1 {
		t.Fatalf("it greets with %q", p.Said("listening"))
	}
	_, certificate := asked(t, http.DefaultClient, "GET", public+"/rostrum.crt", "", "")
	digest := fmt.Sprintf("%X", sha256.Sum256([]byte(certificate)))
	if strings.NewReplacer(":", "", " ", "").Replace(compare[0]) != digest {
		t.Errorf("the terminal says %s, the certificate has %s", compare[0], digest)
	}
	if _, said := asked(t, http.DefaultClient, "GET", public+"/api/v1/trust", "", ""); !strings.Contains(said, compare[0]) {
		t.Errorf("the page says %s, the terminal %s", said, compare[0])
	}

	file := filepath.Join(dir, "light.key")
	p.Run("key", "new", "--role", "light", "--seat", "7", "--file", file)
	key, err := link.ReadKeyFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(file)
	_, rest, _ := bytes.Cut(text, []byte("\n"))
	block, _ := pem.Decode(rest)
	if key.Secret == "" || block == nil || string(block.Bytes) != certificate {
		t.Errorf("the key file holds\n%s", text)
	}

	root, err := x509.ParseCertificate([]byte(certificate))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(root)
	trusting := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	if _, said := asked(t, trusting, "GET", p.Address()+"/api/v1/lobby", "", ""); !strings.Contains(said, `"`+public+`/gallery"`) {
		t.Errorf("the lobby sends the public to %s, the door is %s", said, public)
	}
	for range 2 {
		if a, _ := asked(t, trusting, "GET", p.Address()+"/api/v1/state", "", ""); a.StatusCode != http.StatusOK {
			t.Errorf("who trusts it is answered %s", a.Status)
		}
		_, err := http.Get(p.Address() + "/api/v1/state")
		if unknown := new(x509.UnknownAuthorityError); !errors.As(err, unknown) {
			t.Errorf("who does not trust it: %v", err)
		}
		trusting.CloseIdleConnections()
		p.Stop()
		p.Restart()
		if again := p.Said("compare"); again[0] != compare[0] {
			t.Errorf("started again it is %s", again[0])
		}
	}
}

// No key crosses the network in clear: where there is no TLS nobody can use one.
func TestPublicDoorTakesNoKey(t *testing.T) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--tls", "--public-http", "127.0.0.1:0")
	public := strings.TrimSuffix(p.Said("trust")[0], "/trust")
	for _, page := range []string{"/", "/gallery", "/seat/7", "/trust", "/api/v1/state", "/api/v1/health"} {
		if a, said := asked(t, http.DefaultClient, "GET", public+page, "", ""); a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %s", page, a.Status, said)
		}
	}
	for _, c := range []struct{ method, path, key, body string }{
		{"GET", "/chair", "", ""},
		{"GET", "/api/v1/state", p.Key(), ""},
		{"POST", "/api/v1/commands", p.Key(), `{"id":"a","do":"give-floor","entry":"e1"}`},
		{"POST", "/api/v1/session", "", `{"invite":"x"}`},
		{"GET", "/ws", p.Key(), ""},
	} {
		a, said := asked(t, http.DefaultClient, c.method, public+c.path, c.key, c.body)
		if a.StatusCode != http.StatusForbidden || !strings.Contains(said, "https address") {
			t.Errorf("%s %s: %s %s", c.method, c.path, a.Status, said)
		}
	}
}

// A chair at the controller's own machine invites a tablet that is elsewhere: the link has
// the address of the network, for which the certificate is good, it opens there by TLS and
// without anything of the internet, and its secret is in no log and in no file.
func TestInvitedOverTLS(t *testing.T) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--tls", "--listen", "0.0.0.0:0", "--public-http", "0.0.0.0:0")
	public := strings.TrimSuffix(p.Said("trust")[0], "/trust")
	_, pin := asked(t, http.DefaultClient, "GET", public+"/rostrum.crt", "", "")
	root, err := x509.ParseCertificate([]byte(pin))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(root)
	trusting := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	at, err := url.Parse(p.Address())
	if err != nil {
		t.Fatal(err)
	}
	here := "https://" + net.JoinHostPort("127.0.0.1", at.Port())
	var secrets []string
	for _, from := range []string{here, p.Address()} {
		a, said := asked(t, trusting, "POST", from+"/api/v1/invitations", p.Key(), `{"role":"secretary","name":"desk 2"}`)
		var told wire.Invitation
		if err := json.Unmarshal([]byte(said), &told); err != nil || a.StatusCode != http.StatusOK || a.Header.Get("Cache-Control") != "private, no-store" {
			t.Fatalf("asked from %s: %s %s, %v", from, a.Status, said, err)
		}
		base, secret, _ := strings.Cut(told.Link, "/chair#invite=")
		if alone := at.Hostname() == "localhost"; told.Local != alone || !alone && (base != p.Address() || told.Trust != public+"/trust") {
			t.Errorf("asked from %s: the link is at %s, to be trusted at %s, local: %v; the controller at %s and %s", from, base, told.Trust, told.Local, p.Address(), public)
		}
		if told.Trust != "" {
			if a, _ := asked(t, http.DefaultClient, "GET", told.Trust, "", ""); a.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", told.Trust, a.Status)
			}
		}
		if a, said := asked(t, http.DefaultClient, "POST", public+"/api/v1/invitations", p.Key(), `{"role":"chair"}`); a.StatusCode != http.StatusForbidden {
			t.Errorf("in clear: %s %s", a.Status, said)
		}
		if a, _ := asked(t, trusting, "GET", base+"/chair", "", ""); a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", base, a.Status)
		}
		a, said = asked(t, trusting, "POST", base+"/api/v1/session", "", `{"invite":"`+secret+`"}`)
		if a.StatusCode != http.StatusOK || len(a.Cookies()) != 1 || a.Cookies()[0].Name != "__Host-rostrum_session" || !a.Cookies()[0].Secure {
			t.Errorf("opened: %s %s %v", a.Status, said, a.Cookies())
		}
		secrets = append(secrets, secret)
	}
	p.Stop()
	for _, secret := range secrets {
		if strings.Contains(p.Process().Log.String(), secret) {
			t.Errorf("the log tells a secret: %s", p.Process().Log)
		}
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, secret := range secrets {
			if bytes.Contains(text, []byte(secret)) {
				t.Errorf("%s tells a secret", path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An address is an address in the certificate, whichever way it was said, and the
// printed address is one for which the certificate is good. HTTP in clear is sent on.
func TestCertificateIsForThePrintedAddress(t *testing.T) {
	p := testbed.Start(t, t.TempDir(), "--tls", "--listen", "127.0.0.2:0", "--name", "198.51.100.9", "--name", "[2001:db8::7]", "--name", "chamber", "--public-http", "127.0.0.1:0")
	_, pem := asked(t, http.DefaultClient, "GET", strings.TrimSuffix(p.Said("trust")[0], "/trust")+"/rostrum.crt", "", "")
	root, err := x509.ParseCertificate([]byte(pem))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(root)
	trusting := &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	a, said := asked(t, trusting, "GET", p.Address()+"/api/v1/state", "", "")
	if a.StatusCode != http.StatusOK {
		t.Errorf("%s: %s %s", p.Address(), a.Status, said)
	}
	leaf := a.TLS.PeerCertificates[0]
	for host, good := range map[string]bool{"127.0.0.2": true, "198.51.100.9": true, "2001:db8::7": true, "chamber.local": true, "chamber": false} {
		if err := leaf.VerifyHostname(host); (err == nil) != good {
			t.Errorf("%s: %v", host, err)
		}
	}
	for _, name := range append(leaf.DNSNames, root.PermittedDNSDomains...) {
		if net.ParseIP(strings.Trim(name, "[]")) != nil || name != "localhost" && !strings.Contains(name, ".") {
			t.Errorf("%s is among the names", name)
		}
	}
	clear := strings.Replace(p.Address(), "https", "http", 1)
	a, _ = asked(t, trusting, "GET", clear+"/gallery?lang=ar", "", "")
	if to := a.Header.Get("Location"); a.StatusCode != http.StatusPermanentRedirect || to != p.Address()+"/gallery?lang=ar" {
		t.Errorf("in clear: %s to %s", a.Status, to)
	}
}

// shownFor is a certificate that is good for some hosts.
type shownFor []string

func (s shownFor) Certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, nil }
func (s shownFor) Hosts() access.Hosts                                        { return access.Hosts{Names: s} }
func (s shownFor) Covers(host string) bool                                    { return slices.Contains(s, host) }
func (s shownFor) Pin() []byte                                                { return nil }

func TestAddress(t *testing.T) {
	here := access.Hosts{
		Names:     []string{"rostrum.example", "chamber", "chamber.local", "localhost"},
		Addresses: []netip.Addr{netip.MustParseAddr("10.0.0.5"), netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("203.0.113.7")},
	}
	for _, c := range []struct {
		bound string
		shown shownFor
		want  string
	}{
		{"0.0.0.0", shownFor{"10.0.0.5", "chamber.local"}, "https://10.0.0.5:8443"},
		{"0.0.0.0", shownFor{"203.0.113.7"}, "https://203.0.113.7:8443"},
		{"0.0.0.0", shownFor{"chamber.local", "localhost"}, "https://chamber.local:8443"},
		{"0.0.0.0", shownFor{"console.example"}, "https://console.example:8443"},
		{"203.0.113.7", shownFor{"203.0.113.7", "rostrum.example"}, "https://203.0.113.7:8443"},
		{"203.0.113.7", shownFor{"10.0.0.5", "rostrum.example"}, "https://rostrum.example:8443"},
		{"127.0.0.1", shownFor{"localhost", "rostrum.example"}, "https://localhost:8443"},
		{"127.0.0.1", shownFor{}, "https://127.0.0.1:8443"},
	} {
		l := bound{at: &net.TCPAddr{IP: net.ParseIP(c.bound), Port: 8443}}
		if got := address("https", l, here, c.shown); got != c.want {
			t.Errorf("bound to %s, with a certificate for %q: %s, want %s", c.bound, c.shown, got, c.want)
		}
	}
	if got := address("http", bound{at: &net.TCPAddr{IP: net.IPv4zero, Port: 8080}}, here, nil); got != "http://10.0.0.5:8080" {
		t.Errorf("without TLS %s", got)
	}
}

func TestReachedNow(t *testing.T) {
	here := access.LocalHosts(nil)
	now := here.Reachable(func(string) bool { return true })
	c := &config{Listen: ":8443"}
	for _, stays := range []string{"http://127.0.0.1:8080", "https://127.0.0.2:8443", "https://rostrum.example:8443", "https://" + net.JoinHostPort(now, "8443"), "not an address"} {
		if got := reachedNow(c, stays); got != stays {
			t.Errorf("%s became %s", stays, got)
		}
	}
	want := "https://" + net.JoinHostPort(now, "8443")
	for _, gone := range []string{"https://localhost:8443", "https://198.51.100.77:8443", "https://[2001:db8::77]:8443"} {
		if got := reachedNow(c, gone); got != want {
			t.Errorf("%s became %s, want %s", gone, got, want)
		}
	}
}

// bound is a listener that has only an address.
type bound struct {
	net.Listener
	at net.Addr
}

func (b bound) Addr() net.Addr { return b.at }

package main

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// On the machine itself figures are had without a key and in clear; elsewhere with a key
// for metrics alone, under the certificate that its file pins, also where all else is in
// clear. That key opens no other door.
func TestDoorOfTheFigures(t *testing.T) {
	p := testbed.Start(t, t.TempDir(), "--metrics", "127.0.0.1:0")
	near := p.Said("metrics")
	if len(near) != 1 || !strings.HasPrefix(near[0], "http://127.0.0.1:") {
		t.Fatalf("it says of its figures %q", near)
	}
	if a, text := asked(t, http.DefaultClient, "GET", near[0], "", ""); a.StatusCode != 200 || !strings.Contains(text, "\nrostrum_saving 1\n") {
		t.Errorf("on the machine: %s %s", a.Status, text)
	}
	p.Stop()

	dir := t.TempDir()
	p = testbed.Start(t, dir, "--metrics", "0.0.0.0:0")
	said := p.Said("metrics")
	if len(said) != 1 || !strings.HasPrefix(said[0], "https://") || !strings.HasPrefix(p.Address(), "http://") {
		t.Fatalf("it says of its figures %q", said)
	}
	at, err := url.Parse(said[0])
	if err != nil {
		t.Fatal(err)
	}
	far := "https://127.0.0.1:" + at.Port() + "/metrics"
	file := filepath.Join(dir, "metrics.key")
	p.Run("key", "new", "--role", "metrics", "--file", file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	key, pin, _ := strings.Cut(string(text), "\n")
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM([]byte(pin)) {
		t.Fatalf("the key's file pins nothing: %s", text)
	}
	trusting := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	for _, c := range []struct {
		key    string
		status int
	}{{"", 401}, {p.Key(), 403}, {key, 200}} {
		if a, text := asked(t, trusting, "GET", far, c.key, ""); a.StatusCode != c.status || strings.Contains(text, "rostrum_saving") != (c.status == 200) {
			t.Errorf("with %.6q: %s %s", c.key, a.Status, text)
		}
	}
	if a, text := asked(t, http.DefaultClient, "GET", p.Address()+"/api/v1/state", key, ""); a.StatusCode != 403 {
		t.Errorf("at the other door: %s %s", a.Status, text)
	}
	if a, _ := asked(t, http.DefaultClient, "GET", p.Address()+"/metrics", "", ""); a.StatusCode != 404 {
		t.Errorf("at the other door figures are %s", a.Status)
	}
	p.Stop()
}

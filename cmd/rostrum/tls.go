package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"path/filepath"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/display/door"
)

// authorityDir is below the folder of the credentials.
const authorityDir = "authority"

// certificates returns where the listener finds the certificate to show, or nil
// where TLS is not served.
func certificates(c *config, dir string, log zerolog.Logger) (access.Certificates, error) {
	report := func(text string) { log.Warn().Msg(text) }
	switch {
	case !c.encrypted():
		return nil, nil
	case c.TLSCert != "":
		given, err := access.NewGiven(c.TLSCert, c.TLSKey, time.Now, report)
		if err != nil {
			return nil, err
		}
		given.Called(reachedBy(c).Names)
		for _, doubt := range given.Doubts(c.named()) {
			report(doubt)
		}
		if len(c.named()) == 0 && !given.CoversAny(reachedBy(c)) {
			report("the given certificate is for no name and no address of this machine: say with --name by which one of its names the controller is called, or ask for a certificate that has it")
		}
		return given, nil
	}
	hosts := func() access.Hosts { return reachedBy(c) }
	built := program.ThisBuild().At
	at, set := access.Plausible(time.Now(), built)
	if !set {
		report("the clock has not been set: certificates are made as of the day on which this program was built")
	}
	authority, err := access.OpenAuthority(filepath.Join(dir, accessDir, authorityDir), hosts(), at)
	if err != nil {
		return nil, err
	}
	issuer, err := access.NewIssuer(access.IssuerConfig{
		Authority: authority, Hosts: hosts, Now: time.Now, Built: built, Report: report,
	})
	if err != nil {
		return nil, err
	}
	for _, name := range c.Name {
		if !strings.Contains(name, ".") && !issuer.Covers(name) {
			report("no certificate can be for " + name + ", which has no domain: call the controller " + name + ".local, or give --name with its domain")
		}
	}
	return issuer, nil
}

// named are the hosts that the configuration names itself.
func (c *config) named() []string {
	names := []string(c.Name)
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil || host == "" {
		return names
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.IsUnspecified() {
		return names
	}
	return append(names[:len(names):len(names)], host)
}

// handshakeWait is how long a newcomer waits for the handshakes before its own.
const handshakeWait = 5 * time.Second

// inTurn lets handshakes be computed one at a time: a storm of them leaves a processor
// to the clock and the lights.
func inTurn(c *tls.Config) *tls.Config {
	c.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		v := door.Of(hello.Conn)
		if v == nil {
			return nil, nil
		}
		ctx, cancel := context.WithTimeout(hello.Context(), handshakeWait)
		defer cancel()
		return nil, v.Compute(ctx)
	}
	return c
}

// reachedBy returns the names and addresses of the controller: all of the
// machine's, also where one is listened on, for tablets may know it by another.
func reachedBy(c *config) access.Hosts { return access.LocalHosts(c.named()) }

// address returns how a listener is reached, for people on other machines too: by a
// host for which the certificate is good, where there is one.
func address(scheme string, l net.Listener, hosts access.Hosts, shown access.Certificates) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return scheme + "://" + l.Addr().String()
	}
	good := func(string) bool { return true }
	if shown != nil && scheme == "https" {
		good = shown.Covers
		hosts.Names = append(hosts.Names[:len(hosts.Names):len(hosts.Names)], shown.Hosts().Names...)
	}
	addr, err := netip.ParseAddr(host)
	switch name := hosts.Called(good); {
	case err == nil && addr.IsUnspecified():
		host = hosts.Reachable(good)
	case good(host):
	case err == nil && addr.IsLoopback() && good("localhost"):
		host = "localhost"
	case name != "":
		host = name
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

// pinFor returns the certificate that an agent has to trust, as PEM, or nothing.
func pinFor(c *config, dir string) ([]byte, error) {
	if c.TLSCert != "" {
		given, err := access.NewGiven(c.TLSCert, c.TLSKey, time.Now, func(string) {})
		if err != nil {
			return nil, err
		}
		return access.PEM(given.Pin()), nil
	}
	text, err := access.ReadAuthority(filepath.Join(dir, accessDir, authorityDir))
	if err != nil {
		return nil, fmt.Errorf("the authority's certificate cannot be read: %w", err)
	}
	return text, nil
}

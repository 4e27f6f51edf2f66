package main

import (
	"fmt"
	"net"
	"net/netip"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
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
		return access.NewGiven(c.TLSCert, c.TLSKey, time.Now, report)
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
	return access.NewIssuer(access.IssuerConfig{
		Authority: authority, Hosts: hosts, Now: time.Now, Built: built, Report: report,
	})
}

// reachedBy returns the names and addresses of the controller: all of the
// machine's, also where one is listened on, for tablets may know it by another.
func reachedBy(c *config) access.Hosts {
	names := []string(c.Name)
	if host, _, err := net.SplitHostPort(c.Listen); err == nil && host != "" {
		if _, err := netip.ParseAddr(host); err != nil {
			names = append(names[:len(names):len(names)], host)
		}
	}
	return access.LocalHosts(names)
}

// address returns how a listener is reached, for people on other machines too.
func address(scheme string, l net.Listener, hosts access.Hosts) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return scheme + "://" + l.Addr().String()
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.IsUnspecified() {
		host = hosts.Reachable()
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

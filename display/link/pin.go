package link

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"time"
)

// TLS returns the settings with which a controller is trusted: its certificate
// must come from, or be, one that the key file holds, and be made for the name by
// which it was reached. Where the key file holds none, the system's authorities
// decide.
//
// A clock that reads earlier than the build of this program has not been set; then
// the certificate's dates count for nothing, and the pinned authority for all. now
// reads the wall clock.
func (k Key) TLS(host string, now func() time.Time, built time.Time) *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: host, Time: now}
	if len(k.Trusted) == 0 {
		return c
	}
	// Verified below: the dates may have to be left out.
	c.InsecureSkipVerify = true //nolint:gosec // VerifyConnection does what it skips
	c.VerifyConnection = func(state tls.ConnectionState) error {
		return k.verify(state.PeerCertificates, host, now(), built)
	}
	return c
}

func (k Key) verify(chain []*x509.Certificate, host string, now, built time.Time) error {
	if len(chain) == 0 {
		return errors.New("link: the controller shows no certificate")
	}
	leaf := chain[0]
	options := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool(), DNSName: host, CurrentTime: now}
	for _, c := range k.Trusted {
		options.Roots.AddCert(c)
	}
	for _, c := range chain[1:] {
		options.Intermediates.AddCert(c)
	}
	if now.Before(built) {
		options.CurrentTime = withinAll(leaf, k.Trusted)
	}
	if _, err := leaf.Verify(options); err != nil {
		return fmt.Errorf("link: this is not the controller that the key file was made for: %w", err)
	}
	return nil
}

// withinAll returns a time at which a certificate and the authorities were all
// valid, for a clock that does not know.
func withinAll(leaf *x509.Certificate, authorities []*x509.Certificate) time.Time {
	latest := leaf.NotBefore
	for _, a := range authorities {
		if a.NotBefore.After(latest) && a.NotBefore.Before(leaf.NotAfter) {
			latest = a.NotBefore
		}
	}
	return latest
}

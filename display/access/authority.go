package access

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ErrAuthority is an authority whose files cannot be used.
var ErrAuthority = errors.New("access: the authority cannot be used")

// How long certificates live. Apple's devices take one of an authority that their
// user trusts for 825 days at most, and one of others for 398.
const (
	authorityLife = 10 * 365 * 24 * time.Hour
	leafLife      = 397 * 24 * time.Hour
	early         = 24 * time.Hour // before they are made, for clocks that are behind
)

const (
	authorityFile    = "authority.pem"
	authorityKeyFile = "authority.key"
)

// Authority is the local authority from which the controller's certificate comes.
// It is made once, and can vouch for nothing but the names and the private
// addresses of its house: who trusts it trusts it with no other web site.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// OpenAuthority returns the authority in a folder; where there is none it is made
// for hosts. Files that are damaged are refused and left alone: tablets and agents
// trust what they say.
func OpenAuthority(dir string, hosts Hosts, now time.Time) (*Authority, error) {
	certificate, err := os.ReadFile(filepath.Join(dir, authorityFile))
	if errors.Is(err, fs.ErrNotExist) {
		return newAuthority(dir, hosts, now)
	}
	key, err2 := os.ReadFile(filepath.Join(dir, authorityKeyFile))
	if err := errors.Join(err, err2); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAuthority, err)
	}
	a, err := parseAuthority(certificate, key)
	if err != nil {
		return nil, fmt.Errorf("%w: %w; restore %s from a copy, or move it away: then a new one is made, which every tablet and every agent has to be told to trust", ErrAuthority, err, dir)
	}
	return a, nil
}

func parseAuthority(certificate, key []byte) (*Authority, error) {
	c, err := parsePEM(certificate, "CERTIFICATE", x509.ParseCertificate)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", authorityFile, err)
	}
	k, err := parsePEM(key, "EC PRIVATE KEY", x509.ParseECPrivateKey)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", authorityKeyFile, err)
	}
	if public, ok := c.PublicKey.(*ecdsa.PublicKey); !ok || !public.Equal(&k.PublicKey) || !c.IsCA {
		return nil, errors.New("certificate and key do not belong together")
	}
	return &Authority{certificate: c, key: k}, nil
}

func parsePEM[T any](text []byte, kind string, parse func([]byte) (T, error)) (T, error) {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != kind || len(bytes.TrimSpace(rest)) > 0 {
		var none T
		return none, errors.New("it is damaged")
	}
	return parse(block.Bytes)
}

func newAuthority(dir string, hosts Hosts, now time.Time) (*Authority, error) {
	fail := func(err error) (*Authority, error) {
		return nil, fmt.Errorf("%w: it could not be made: %w", ErrAuthority, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fail(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fail(err)
	}
	name := "this machine"
	if len(hosts.Names) > 0 {
		name = hosts.Names[0]
	}
	template := &x509.Certificate{
		SerialNumber: serial(),
		Subject:      pkix.Name{CommonName: "Rostrum on " + name, Organization: []string{"Rostrum"}},
		NotBefore:    now.Add(-early), NotAfter: now.Add(authorityLife),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign,

		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         slices.DeleteFunc(slices.Clone(hosts.Names), func(name string) bool { return !whole(name) }),
		PermittedIPRanges:           hosts.ranges(),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return fail(err)
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return fail(err)
	}
	// The certificate last: where it is, the authority is whole.
	if err := WriteWhole(filepath.Join(dir, authorityKeyFile), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER})); err != nil {
		return fail(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := WriteWhole(filepath.Join(dir, authorityFile), text); err != nil {
		return fail(err)
	}
	return OpenAuthority(dir, hosts, now)
}

// ReadAuthority returns the certificate of the authority in a folder as PEM, or
// nothing where there is none.
func ReadAuthority(dir string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(dir, authorityFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

// Certificate returns the authority's own certificate, DER.
func (a *Authority) Certificate() []byte { return a.certificate.Raw }

// refused says which of the hosts the authority may not vouch for, and another one
// might: a single label is for none.
func (a *Authority) refused(hosts Hosts) []string {
	var out []string
	for _, name := range hosts.Names {
		if whole(name) && !permitted(name, a.certificate.PermittedDNSDomains) {
			out = append(out, name)
		}
	}
	for _, addr := range hosts.Addresses {
		if !a.inside(addr) {
			out = append(out, addr.String())
		}
	}
	return out
}

// inside says whether the authority may vouch for an address.
func (a *Authority) inside(addr netip.Addr) bool {
	ip := net.IP(addr.AsSlice())
	return slices.ContainsFunc(a.certificate.PermittedIPRanges, func(r *net.IPNet) bool { return r.Contains(ip) })
}

// wide are the single labels for which an authority of an earlier version may vouch,
// with all that ends in them.
func (a *Authority) wide() []string {
	var out []string
	for _, domain := range a.certificate.PermittedDNSDomains {
		if !whole(domain) {
			out = append(out, domain)
		}
	}
	return out
}

func permitted(name string, domains []string) bool {
	for _, domain := range domains {
		if strings.EqualFold(name, domain) || strings.HasSuffix(strings.ToLower(name), "."+strings.ToLower(domain)) {
			return true
		}
	}
	return false
}

// issue makes a certificate for hosts, as far as the authority may vouch for them.
func (a *Authority) issue(hosts Hosts, now time.Time) (certificate []byte, key *ecdsa.PrivateKey, err error) {
	key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial(),
		Subject:      pkix.Name{CommonName: a.certificate.Subject.CommonName},
		NotBefore:    now.Add(-early), NotAfter: now.Add(leafLife - early),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if a.certificate.NotAfter.Before(template.NotAfter) {
		template.NotAfter = a.certificate.NotAfter
	}
	for _, name := range hosts.Names {
		if permitted(name, a.certificate.PermittedDNSDomains) {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	for _, addr := range hosts.Addresses {
		if a.inside(addr) {
			template.IPAddresses = append(template.IPAddresses, addr.AsSlice())
		}
	}
	certificate, err = x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, a.key)
	return certificate, key, err
}

func serial() *big.Int {
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return big.NewInt(time.Now().UnixNano()) // crypto/rand ends the process before it fails
	}
	return n
}

// Fingerprint is the SHA-256 of a certificate as people compare it.
func Fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	text := strings.ToUpper(hex.EncodeToString(sum[:]))
	var b strings.Builder
	for i := 0; i < len(text); i += 2 {
		if i > 0 {
			b.WriteByte(':')
		}
		b.WriteString(text[i : i+2])
	}
	return b.String()
}

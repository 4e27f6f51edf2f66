package access

import (
	"crypto/x509"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
)

// Hosts is what a controller is reached by.
type Hosts struct {
	Names     []string
	Addresses []netip.Addr
}

// private are the ranges of a house's own network, for which every authority may
// vouch: RFC 1122 (loopback), 1918, 3927, 4193, 4291.
var private = []string{"127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fe80::/10", "fc00::/7"}

// LocalHosts returns the names and addresses of this machine, and further ones. A name
// without a domain is made whole: it is called by its name on a network without a name
// server too, for no authority of ours may vouch for a single label.
func LocalHosts(more []string) Hosts {
	var h Hosts
	for _, host := range more {
		if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
			h.Addresses = append(h.Addresses, addr.Unmap().WithZone(""))
			continue
		}
		host = strings.TrimSuffix(host, ".")
		h.Names = append(h.Names, host)
		if !whole(host) {
			h.Names = append(h.Names, host+".local")
		}
	}
	if name, err := os.Hostname(); err == nil && name != "" && name != "localhost" {
		short, _, _ := strings.Cut(name, ".")
		h.Names = append(h.Names, name, short, short+".local")
	}
	h.Names = append(h.Names, "localhost")
	if all, err := net.InterfaceAddrs(); err == nil {
		for _, a := range all {
			if prefix, err := netip.ParsePrefix(a.String()); err == nil {
				h.Addresses = append(h.Addresses, prefix.Addr().Unmap().WithZone(""))
			}
		}
	}
	return h.sorted()
}

// whole says whether a name has a domain. Whoever may vouch for a single label may
// vouch for all that ends in it, which may be a whole domain of the world (RFC 5280,
// section 4.2.1.10); nothing but this machine ends in localhost (RFC 6761).
func whole(name string) bool {
	return strings.Contains(name, ".") || strings.EqualFold(name, "localhost")
}

// sorted keeps the order of names, for the first one is the machine's, and drops
// what is there twice.
func (h Hosts) sorted() Hosts {
	var names []string
	for _, n := range h.Names {
		if n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	addresses := slices.Clone(h.Addresses)
	slices.SortFunc(addresses, netip.Addr.Compare)
	return Hosts{Names: names, Addresses: slices.Compact(addresses)}
}

func (h Hosts) equal(other Hosts) bool {
	return slices.Equal(h.Names, other.Names) && slices.Equal(h.Addresses, other.Addresses)
}

// Has says whether a host of an address is one of these.
func (h Hosts) Has(host string) bool {
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return slices.Contains(h.Addresses, addr.Unmap().WithZone(""))
	}
	_, domain, _ := strings.Cut(host, ".")
	return slices.ContainsFunc(h.Names, func(name string) bool {
		return strings.EqualFold(name, host) || domain != "" && strings.EqualFold(name, "*."+domain) // a certificate's pattern
	})
}

// Reachable returns the host that another machine is told, of those that are good, as
// by the certificate that is shown: an address of the network before the names, which
// not every network can resolve; or localhost.
func (h Hosts) Reachable(good func(host string) bool) string {
	for _, fits := range []func(netip.Addr) bool{
		func(a netip.Addr) bool { return a.Is4() && a.IsPrivate() },
		func(a netip.Addr) bool { return a.Is4() && a.IsGlobalUnicast() },
		func(a netip.Addr) bool { return a.IsGlobalUnicast() },
	} {
		if i := slices.IndexFunc(h.Addresses, func(a netip.Addr) bool { return fits(a) && good(a.String()) }); i >= 0 {
			return h.Addresses[i].String()
		}
	}
	if name := h.Called(good); name != "" && slices.ContainsFunc(h.Addresses, netip.Addr.IsGlobalUnicast) {
		return name
	}
	return "localhost"
}

// Called returns the first of the names that another machine can call and that is
// good, or nothing.
func (h Hosts) Called(good func(host string) bool) string {
	for _, name := range h.Names {
		if !strings.Contains(name, "*") && !strings.EqualFold(name, "localhost") && good(name) {
			return name
		}
	}
	return ""
}

// words are all of them as text.
func (h Hosts) words() []string {
	out := slices.Clone(h.Names)
	for _, a := range h.Addresses {
		out = append(out, a.String())
	}
	return out
}

// ranges are the addresses that an authority made now may ever vouch for: the
// private ones, and those that this machine has.
func (h Hosts) ranges() []*net.IPNet {
	var out []*net.IPNet
	for _, text := range private {
		_, r, err := net.ParseCIDR(text)
		if err == nil {
			out = append(out, r)
		}
	}
	for _, addr := range h.Addresses {
		ip := net.IP(addr.AsSlice())
		if !slices.ContainsFunc(out, func(r *net.IPNet) bool { return r.Contains(ip) }) {
			out = append(out, &net.IPNet{IP: ip, Mask: net.CIDRMask(addr.BitLen(), addr.BitLen())})
		}
	}
	return out
}

func hostsOf(c *x509.Certificate) Hosts {
	h := Hosts{Names: c.DNSNames}
	for _, ip := range c.IPAddresses {
		if addr, ok := netip.AddrFromSlice(ip); ok {
			h.Addresses = append(h.Addresses, addr.Unmap())
		}
	}
	return h.sorted()
}

package display

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// pageURL is the address of a public page by the name under which the asker
// reached this server; at the public door where there is one, for a screen of the
// public trusts no certificate of the house.
func (s *Server) pageURL(r *http.Request, page, seat string) string {
	u := url.URL{Scheme: "http", Host: r.Host, Path: "/" + page}
	switch {
	case s.public.IsValid():
		host := hostOf(r.Host)
		if !s.public.Addr().IsUnspecified() {
			host = s.public.Addr().String()
		}
		u.Host = net.JoinHostPort(host, strconv.Itoa(int(s.public.Port())))
	case r.TLS != nil:
		u.Scheme = "https"
	}
	if page == "seat" {
		u = *u.JoinPath(url.PathEscape(seat))
	}
	return u.String()
}

// consoleURL is where whoever came by a door that takes no key finds the console. It
// is empty at the door that does, where the console is too, and where it is open to the
// controller's own machine only and the asker is at another.
func (s *Server) consoleURL(r *http.Request) string {
	bound, host := s.keyed.Addr(), s.ownHost(r, s.vouched)
	if !throughPublicDoor(r.Context()) || host == "" || bound.IsLoopback() && !fromLoopback(r) {
		return ""
	}
	if _, err := netip.ParseAddr(host); !bound.IsUnspecified() && (err == nil || strings.EqualFold(host, "localhost")) {
		host = bound.String() // at the machine's other addresses nobody listens
	}
	u := url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(int(s.keyed.Port()))), Path: "/chair"}
	if s.Pin != nil {
		u.Scheme = "https"
	}
	return u.String()
}

// vouched says whether a host names this controller at the door where keys are taken,
// and its certificate is good for it.
func (s *Server) vouched(host string) bool {
	return s.knownHost(host) && (s.Covers == nil || s.Covers(hostOf(host)))
}

// consoleAtController says whether the console opens on the controller's own machine
// only, and so at no https address for the asker.
func (s *Server) consoleAtController(r *http.Request) bool {
	return s.Pin == nil || s.keyed.Addr().IsLoopback() && !fromLoopback(r)
}

// lobbyURL is the lobby behind the door of a request, by a name that is known there
// whatever it was called by; empty where there is none.
func (s *Server) lobbyURL(r *http.Request) string {
	host, at := s.ownHost(r, s.known(r)), arrivedAt(r)
	_, port, err := net.SplitHostPort(at)
	if err != nil || host == "" {
		return ""
	}
	u := url.URL{Scheme: "http", Host: net.JoinHostPort(host, port), Path: "/"}
	if r.TLS != nil {
		u.Scheme = "https"
	}
	return u.String()
}

// ownHost is a name or address of this controller that is known to a door: the one by
// which the asker called it, else the one at which the request arrived, else the first
// of its names.
func (s *Server) ownHost(r *http.Request, known func(hostport string) bool) string {
	hosts := []string{hostOf(r.Host), hostOf(arrivedAt(r))}
	if s.Hosts != nil {
		hosts = append(hosts, s.Hosts().Names...)
	}
	i := slices.IndexFunc(hosts, func(host string) bool {
		return known(host) && !strings.Contains(host, "*") // a certificate's pattern is no name
	})
	if i < 0 {
		return ""
	}
	return hosts[i]
}

// arrivedAt is the controller's own end of a request's connection, or nothing.
func arrivedAt(r *http.Request) string {
	if at, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		return at.String()
	}
	return ""
}

// fromLoopback says whether a request comes from the controller's own machine.
func fromLoopback(r *http.Request) bool {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && at.Addr().IsLoopback()
}

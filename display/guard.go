package display

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"rostrum/display/door"
	"rostrum/display/live"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
)

// contentPolicy lets a page load from this server only, and nothing inline.
const contentPolicy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; " +
	"frame-ancestors 'none'; object-src 'none'"

// guard checks what holds for every request, and sets the headers that hold for
// every answer.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", s.policy())
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", ownCache)
		if err := s.checkOrigin(r); err != nil {
			s.refuse(w, r, err)
			return
		}
		if err := s.measure(r); err != nil {
			s.refuse(w, r, err)
			return
		}
		if err := s.leads(r); err != nil {
			s.refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// leads refuses what would change something where another controller leads: it would not
// know. Here one may look, and sign in to do so. Of commands the engine says so: there is
// one that a standby may take.
func (s *Server) leads(r *http.Request) error {
	standby := s.Engine.Snapshot().Standby
	if standby == nil || isRead(r) {
		return nil
	}
	switch r.URL.Path {
	case "/api/v1/session", "/api/v1/commands", twinPath:
		return nil
	}
	return engine.RefusedBy(*standby)
}

// errFull refuses a guest for now.
var errFull = &wire.Error{Code: wire.Full, Why: whyFull, Message: "there is no room for more guests just now; come back in a while"}

// measure keeps guests to their measure. Who somebody is, is known only when a key was
// read: so that is done where a guest would have to wait or to go.
func (s *Server) measure(r *http.Request) error {
	v := door.From(r.Context())
	if !v.Placed() && !s.keyShown(r) && !live.Upgrades(r) { // on a socket a key may be said yet
		return errFull
	}
	if v.Pace(r.Context(), func() bool { return s.keyShown(r) }) != nil {
		return errFull
	}
	return nil
}

// keyShown says whether a request has a right key, or a session.
func (s *Server) keyShown(r *http.Request) bool {
	if throughPublicDoor(r.Context()) {
		return false
	}
	who, err := s.authenticate(r)
	return err == nil && who.Role != timer.Public
}

// checkOrigin refuses what a foreign page makes a browser send: by a name that
// was made to point here, or by a request across origins. A link from elsewhere
// to a page is welcome, and so is a page of another controller of the room that listens
// who leads. The embedded files come by any name: they are the same in every
// house, and the page that says no needs them.
func (s *Server) checkOrigin(r *http.Request) error {
	if !s.known(r)(r.Host) && !(isRead(r) && strings.HasPrefix(r.URL.Path, assets)) {
		return &wire.Error{Code: wire.Forbidden, Why: whyUnknownHost, Message: "this controller is not known by the name in Host; use one that it was started with (--name), or its address"}
	}
	if isRead(r) && r.URL.Path != "/ws" || s.fromOther(r) || !crosses(r) {
		return nil
	}
	return &wire.Error{Code: wire.Forbidden, Why: whyForeignPage, Message: "a page of another origin may not speak to this controller"}
}

// crosses says whether a page of another origin makes a browser send a request.
func crosses(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || !strings.EqualFold(u.Host, r.Host) {
			return true
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	default:
		return true
	}
}

// fromOther says whether a page of another controller of the room asks for the socket on
// which it hears who leads, and nothing else.
func (s *Server) fromOther(r *http.Request) bool {
	return r.URL.Path == "/ws" && isRead(r) && r.URL.Query().Get("only") == quietSocket &&
		isOther(s.Engine.Snapshot().Others, r.Header.Get("Origin"))
}

func isRead(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// known returns what knows the names of this controller at the door of a request.
func (s *Server) known(r *http.Request) func(hostport string) bool {
	if throughPublicDoor(r.Context()) {
		return s.publicHost
	}
	return s.knownHost
}

// knownHost says whether a Host header names the loopback interface, or what the
// controller's certificate is good for; by whatever port, for a tunnel may have
// another one.
func (s *Server) knownHost(hostport string) bool {
	host := hostOf(hostport)
	if strings.EqualFold(host, "localhost") {
		return true
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.IsLoopback() {
		return true
	}
	return s.Hosts != nil && s.Hosts().Has(host)
}

func hostOf(hostport string) string {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	return host
}

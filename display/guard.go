package display

import (
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"rostrum/display/live"
	"rostrum/display/wire"
)

// sessionCookie holds the secret of a session.
const sessionCookie = "rostrum_session"

// contentPolicy lets a page load from this server only, and nothing inline.
const contentPolicy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; " +
	"frame-ancestors 'none'; object-src 'none'"

// guard checks what holds for every request, and sets the headers that hold for
// every answer.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
		}
		if err := checkOrigin(r, s.known(r)); err != nil {
			s.refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// checkOrigin refuses what a foreign page makes a browser send: by a name that
// was made to point here, or by a request across origins. A link from elsewhere
// to a page is welcome. The embedded files come by any name: they are the same in every
// house, and the page that says no needs them.
func checkOrigin(r *http.Request, known func(hostport string) bool) error {
	if !known(r.Host) && !(isRead(r) && strings.HasPrefix(r.URL.Path, assets)) {
		return &wire.Error{Code: wire.Forbidden, Why: whyUnknownHost, Message: "this controller is not known by the name in Host; use one that it was started with (--name), or its address"}
	}
	if isRead(r) && r.URL.Path != "/ws" {
		return nil
	}
	foreign := &wire.Error{Code: wire.Forbidden, Why: whyForeignPage, Message: "a page of another origin may not speak to this controller"}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || !strings.EqualFold(u.Host, r.Host) {
			return foreign
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return nil
	default:
		return foreign
	}
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

// authenticate says who sends a request: by key, by session, or anybody. A key
// that is not known is refused; a session that has ended is anybody.
func (s *Server) authenticate(r *http.Request) (live.Who, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, key, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return live.Who{}, live.ErrUnknownKey
		}
		return live.ByKey(s.Access, strings.TrimSpace(key))
	}
	if cookie, err := r.Cookie(sessionCookie); err == nil {
		if grant, err := s.Access.Session(cookie.Value); err == nil {
			return live.WhoOf(grant), nil
		}
	}
	return live.Anybody(throughPublicDoor(r.Context())), nil
}

// readBody reads a JSON body of at most wire.MaxBody bytes.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, &wire.Error{Code: wire.Malformed, Message: "the body must be JSON, with Content-Type: application/json"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, wire.MaxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &wire.Error{Code: wire.TooLarge, Message: "the body is larger than 64 KiB"}
	case err != nil:
		return nil, &wire.Error{Code: wire.Malformed, Message: "the body did not arrive whole"}
	}
	return body, nil
}

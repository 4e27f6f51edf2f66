package display

import (
	"context"
	"net/http"
	"net/netip"

	"rostrum/display/access"
	"rostrum/display/live"
)

// publicDoor marks the requests that came by a listener without TLS on which nobody
// may say a key.
type publicDoor struct{}

func throughPublicDoor(ctx context.Context) bool { return ctx.Value(publicDoor{}) != nil }

// PublicHandler returns what the public may see without TLS: pages and state, no
// sign-in and no command.
func (s *Server) PublicHandler() http.Handler {
	mux := http.NewServeMux()
	s.publicRoutes(mux)
	if s.PublicRecord {
		s.recordRoutes(mux)
	} else {
		mux.HandleFunc("GET /record", s.notHere)
	}
	for path := range operatorPages {
		mux.HandleFunc(path, s.notHere)
	}
	mux.HandleFunc("/api/", s.notHere)
	mux.HandleFunc("/", s.notFound)
	public := asApt(mux)
	guarded := s.guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			s.refuse(w, r, live.ErrPublicDoor)
			return
		}
		r.Header.Del("Cookie")
		public.ServeHTTP(w, r)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		guarded.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), publicDoor{}, true)))
	})
}

// notHere says where what needs a key can be had.
func (s *Server) notHere(w http.ResponseWriter, r *http.Request) { s.refuse(w, r, live.ErrPublicDoor) }

// publicHost says whether the public door may be called by a host: by address, or
// by a name of this controller. Another name was made to point here.
func (s *Server) publicHost(hostport string) bool {
	if _, err := netip.ParseAddr(hostOf(hostport)); err == nil {
		return true
	}
	return s.knownHost(hostport)
}

// trusted is what a person compares before trusting the controller.
type trusted struct {
	Fingerprint string `json:"fingerprint"` // SHA-256 of the certificate; empty without TLS
}

func (s *Server) trust(w http.ResponseWriter, _ *http.Request) {
	var t trusted
	if s.Pin != nil {
		t.Fingerprint = access.Fingerprint(s.Pin())
	}
	s.answer(w, t)
}

// certificate hands out the certificate that a tablet is to trust.
func (s *Server) certificate(w http.ResponseWriter, r *http.Request) {
	if s.Pin == nil {
		s.notFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/x-x509-ca-cert")
	w.Header().Set("Content-Disposition", `attachment; filename="rostrum.crt"`)
	_, _ = w.Write(s.Pin())
}

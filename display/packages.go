package display

import (
	"net/http"
	"strings"
	"time"

	"rostrum/display/packages"
	"rostrum/display/wire"
)

// source is where the room's own packages are. apt asks for them at both doors: what it
// believes is the builder's signature, whichever way the bytes came.
const source = "/apt/"

// How many files of the source are sent at once, and how long one waits for its turn: forty
// machines that are upgraded together must not have the processor to themselves.
const (
	mostSent     = 8
	sendPatience = 20 * time.Second
)

// asApt lets through the addresses that apt makes of a flat source, /apt/./InRelease,
// which would be sent elsewhere first.
func asApt(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if rest, ok := strings.CutPrefix(r.URL.Path, source+"./"); ok && isRead(r) {
			u := *r.URL
			u.Path, u.RawPath = source+rest, ""
			asked := *r
			asked.URL = &u
			r = &asked
		}
		next.ServeHTTP(w, r)
	})
}

// packaged serves one file of the source.
func (s *Server) packaged(w http.ResponseWriter, r *http.Request) {
	name, ok := packages.Named(r.PathValue("name"))
	if s.Packages == nil || !ok {
		s.notFound(w, r)
		return
	}
	patience := time.NewTimer(sendPatience)
	defer patience.Stop()
	select {
	case s.sending <- struct{}{}:
		defer func() { <-s.sending }()
	case <-patience.C:
		s.refuse(w, r, &wire.Error{Code: wire.Full, Why: whyFull, Message: "packages are being sent to as many machines as may have them at once; try again in a while"})
		return
	case <-r.Context().Done():
		return
	}
	if err := s.Packages.Serve(w, r, name); err != nil {
		s.notFound(w, r)
	}
}

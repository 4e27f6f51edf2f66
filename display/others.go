package display

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"rostrum/timer"
)

// Where a room has several controllers its pages listen to all of them: each page has a
// socket to its own, and a quiet one to each other ("/ws?only=lead"), by which it hears who
// leads.

// quietSocket is what a page asks for at another controller.
const quietSocket = "lead"

// isOther says whether an origin is that of another controller of the room.
func isOther(all []timer.Other, origin string) bool {
	for _, o := range all {
		if origin != "" && (origin == o.Address || origin == o.Public) {
			return true
		}
	}
	return false
}

// policy is what the pages are held to: beside this controller they may have sockets to the
// others of the room.
func (s *Server) policy() string {
	var sockets []string
	for _, o := range s.Engine.Snapshot().Others {
		for _, origin := range []string{o.Address, o.Public} {
			if rest, ok := strings.CutPrefix(origin, "http"); ok { // https: wss, http: ws
				sockets = append(sockets, "ws"+rest)
			}
		}
	}
	if len(sockets) == 0 {
		return contentPolicy
	}
	return contentPolicy + "; connect-src 'self' " + strings.Join(sockets, " ")
}

// page serves a page, which caches may keep so. A browser that has the page may keep its
// policy with it: with another policy it is another page.
func (s *Server) page(name, cache string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", cache)
		s.pages.files[name].under(w.Header().Get("Content-Security-Policy")).serve(w, r)
	}
}

// under is a page as it is kept with a policy.
func (f *file) under(policy string) *file {
	if policy == contentPolicy {
		return f
	}
	sum := sha256.Sum256([]byte(policy))
	is := *f
	is.etag += "-" + hex.EncodeToString(sum[:4])
	return &is
}

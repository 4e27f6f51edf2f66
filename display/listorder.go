package display

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"rostrum/display/web"
	"rostrum/display/wire"
	"rostrum/timer"
)

// errNoList refuses to who may not see what is registered.
var (
	errNoList      = &wire.Error{Code: wire.Unauthenticated, Message: "that is for chair and secretary: sign in on the console first, or send a key"}
	errNotOfTheKey = &wire.Error{Code: wire.Forbidden, Message: "that is for chair and secretary: this key may not read it"}
)

// listOrder answers what putting the list in order would do.
func (s *Server) listOrder(w http.ResponseWriter, r *http.Request) {
	who, err := s.authenticate(r)
	switch {
	case err == nil && who.Role == timer.Public:
		err = errNoList
	case err == nil && !wire.Operates(who.Role):
		err = errNotOfTheKey
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	m := &s.Engine.Snapshot().Meeting
	by := timer.ListOrder(r.URL.Query().Get("by"))
	then, err := m.Ordered(by)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.answer(w, wire.ProposedOrderOf(m, by, then))
}

// statesCache is how long names may be kept: they change with another edition only, and
// its pages ask for it as they ask for this one.
const statesCache = "public, max-age=86400"

// states answers what States are called in a language.
func (s *Server) states(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	language := q.Get("language")
	if !slices.Contains(web.Languages(), language) {
		s.refuse(w, r, &wire.Error{Code: wire.Invalid, Field: "language",
			Message: fmt.Sprintf("%q is not a language of the pages; use one of %s", language, strings.Join(web.Languages(), ", "))})
		return
	}
	text, err := json.Marshal(wire.StatesIn(language, q.Get("habits") == "true"))
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", jsonKind)
	h.Set("Cache-Control", statesCache)
	sum := sha256.Sum256(text)
	s.maybeSame(w, r, `"`+hex.EncodeToString(sum[:8])+`"`, append(text, '\n'))
}

package display

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// madeLife is how long an answer for the public that was made once serves others who
// ask the same; a change makes it old at once.
const madeLife = time.Second

// mostMade is how many answers are kept; beyond that all are made anew.
const mostMade = 64

// made are answers for the public, which cost something to make and are the same for
// everybody who asks within a second: ten thousand who ask cost little more than one.
type made struct {
	mu  sync.Mutex
	now map[string]answer
}

type answer struct {
	body    []byte
	version uint64        // of the snapshot that it was made of
	lead    int64         // of that too
	at      timer.Instant // when
	etag    string
}

// of returns the answer to a question, and makes it where there is none that is good.
func (m *made) of(question string, s *timer.Snapshot, now timer.Instant, makes func() ([]byte, error)) (answer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if a, there := m.now[question]; there && a.version == s.Version && a.lead == s.Lead && now.Sub(a.at) < madeLife {
		return a, nil
	}
	body, err := makes()
	if err != nil {
		return answer{}, err
	}
	if m.now == nil || len(m.now) >= mostMade {
		m.now = make(map[string]answer)
	}
	a := answer{body: body, version: s.Version, lead: s.Lead, at: now, etag: `"` + s.Run + "-" + strconv.FormatInt(int64(now), 36) + `"`}
	m.now[question] = a
	return a, nil
}

// serve answers a question of the public from what was made.
func (s *Server) serveMade(w http.ResponseWriter, r *http.Request, question, kind string, makes func() ([]byte, error)) {
	a, err := s.made.of(question, s.Engine.Snapshot(), s.Clock.Steady(), makes)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	s.maybeSame(w, r, a.etag, a.body)
}

// maybeSame answers with a body, or that it is the one that the asker has.
func (s *Server) maybeSame(w http.ResponseWriter, r *http.Request, etag string, body []byte) {
	w.Header().Set("ETag", etag)
	for tag := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/"); tag == etag || tag == "*" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if _, err := w.Write(body); err != nil {
		s.Log.Debug().Err(err).Msg("an answer was not read to its end")
	}
}

// clockHeader is the controller's steady clock when a state was answered, in milliseconds. It
// has as many digits each time: nginx makes a question of its own of a copy whose head has
// become longer.
const clockHeader = "Rostrum-Clock"

// jsonKind is the type of what programs are answered.
const jsonKind = "application/json; charset=utf-8"

// state answers with the whole state, as the asker's role sees it: with ?list=next the
// next on the list and how many wait, in place of the list.
func (s *Server) state(w http.ResponseWriter, r *http.Request) {
	who, err := s.authenticate(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	// Of this answer, whenever its body was made: by it a page without a socket has the time.
	w.Header().Set(clockHeader, strconv.FormatFloat(wire.Millis(s.Clock.Steady()), 'f', 6, 64))
	view := wire.View{Role: who.Role, List: r.URL.Query().Get("list") != "next"}
	screens, question := s.hub.Screens(), "state"
	body := func() ([]byte, error) {
		state := wire.WholeOf(&wire.Told{Snapshot: s.Engine.Snapshot(), At: s.Clock.Now()}, view)
		state.Type = "" // of the socket's envelope
		if !view.List && who.Role == timer.Public {
			state.Screens, state.Pages = &screens, s.pages.edition
		}
		text, err := json.Marshal(state)
		return append(text, '\n'), err
	}
	if cacheable(w, r); who.Role == timer.Public {
		s.readable(w)
		if !view.List { // how screens show it is no part of the snapshot
			set, _ := json.Marshal(screens) // plain values: it cannot fail
			question += " next " + string(set)
		}
		s.serveMade(w, r, question, jsonKind, body)
		return
	}
	text, err := body()
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", jsonKind)
	now := s.Clock.Steady()
	s.maybeSame(w, r, `"`+s.Engine.Snapshot().Run+"-"+strconv.FormatInt(int64(now), 36)+`"`, text)
}

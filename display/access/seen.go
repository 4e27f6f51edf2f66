package access

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// seenEvery is how often it is written down who was seen: seldom, for it is no part of
// the record, and never for a request.
const seenEvery = 5 * time.Minute

// seenFile is in the folder of the store.
const seenFile = "seen.json"

// Seen is when the holder of a credential was heard of last.
type Seen struct {
	At    time.Time
	Rough bool // it was read from the disk at the start, and may be five minutes too early
}

// seen is who was heard of when. Only who has shown a credential is in it.
type seen struct {
	mu      sync.Mutex
	at      map[string]Seen // by public name
	changed bool            // since it was written down
	writing bool
}

// Saw takes down that the holder of a credential is there.
func (s *Store) Saw(g Grant) {
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	if s.seen.at == nil {
		s.seen.at = make(map[string]Seen)
	}
	s.seen.at[g.ID] = Seen{At: time.Now().UTC()}
	s.seen.changed = true
}

// LastSeen says when the holder of a credential was heard of last, and whether ever.
func (s *Store) LastSeen(id string) (Seen, bool) {
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	at, ok := s.seen.at[id]
	return at, ok
}

// KeepSeen writes down who was seen, every five minutes until ctx ends, so that a start
// does not forget it. A disk that hangs holds nobody up.
func (s *Store) KeepSeen(ctx context.Context) {
	every := time.NewTicker(seenEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			s.writeSeen()
		}
	}
}

// writeSeen writes on a goroutine of its own, which cannot be ended where the disk hangs:
// there is one at most.
func (s *Store) writeSeen() {
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	if !s.seen.changed || s.seen.writing {
		return
	}
	at := make(map[string]time.Time, len(s.seen.at))
	for id, one := range s.seen.at {
		at[id] = one.At
	}
	s.seen.changed, s.seen.writing = false, true
	go func() {
		if all, err := s.List(); err == nil {
			s.forgetGone(at, all)
		}
		text, err := json.Marshal(at)
		if err == nil {
			err = WriteWhole(filepath.Join(s.dir, seenFile), append(text, '\n'))
		}
		s.seen.mu.Lock()
		defer s.seen.mu.Unlock()
		s.seen.writing = false
		s.seen.changed = s.seen.changed || err != nil // or the next time
	}()
}

// forgetGone leaves out who is no more.
func (s *Store) forgetGone(at map[string]time.Time, there []Grant) {
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	for id := range at {
		if !slices.ContainsFunc(there, func(g Grant) bool { return g.ID == id }) {
			delete(at, id)
			delete(s.seen.at, id)
		}
	}
}

// recallSeen reads what was written down before. Where it cannot be read, nobody was
// seen.
func (s *Store) recallSeen() {
	text, err := os.ReadFile(filepath.Join(s.dir, seenFile))
	var at map[string]time.Time
	if err != nil || json.Unmarshal(text, &at) != nil {
		return
	}
	s.seen.at = make(map[string]Seen, len(at))
	for id, when := range at {
		s.seen.at[id] = Seen{At: when, Rough: true}
	}
}

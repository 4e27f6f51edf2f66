package access

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Shared is where credentials are that several controllers of a room share: what is made or
// ended at one is so at all. Names are KINDs/HASH, texts as the files of a store have them;
// no secret is in either. Its methods may be called by any goroutine.
type Shared interface {
	Put(ctx context.Context, name, text string) error
	// Exchange takes one away and puts another, in one step; false where it was not there.
	Exchange(ctx context.Context, from, to, text string) (bool, error)
	Delete(ctx context.Context, names ...string) (int, error)
}

// ErrNotEverywhere is a credential that was ended at this controller, and is at the others
// when they can be told.
var ErrNotEverywhere = errors.New("access: it is ended here, and at the other controllers when the cluster answers")

// sharedKinds are all but those that are of a file of each controller's own.
var sharedKinds = []string{KindKey, KindInvite, KindSession, KindEnrolment, KindJoining}

const (
	// shareWait is how long it is waited for the others.
	shareWait = 6 * time.Second
	// mostShared is how many of a kind are shared before those that have expired are taken
	// away: not sooner, for the wall clock says so, which may be wrong on one machine.
	mostShared = 1000
	// newFor is how long what was just made here may be missing in what is told of all.
	newFor = 10 * time.Second
)

// share is the part of a store that knows of other controllers.
type share struct {
	with Shared

	mu   sync.Mutex
	made map[string]time.Time // by name, of late
}

// Share lets the store share its credentials. Its folder is then a copy, for when the others
// cannot be asked, which [Store.Mirror] brings up to date: it has to be a folder of its own.
// It is said before the store is used.
func (s *Store) Share(with Shared) { s.share.with = with }

func nameOf(kind, hash string) string { return kind + "s/" + hash }

func markOf(hash string) string { return revokedDir + "/" + hash }

// put tells the others of a credential, if there are any.
func (s *Store) put(name string, text []byte) error {
	if s.share.with == nil {
		return nil
	}
	s.share.makes(name)
	ctx, done := context.WithTimeout(context.Background(), shareWait)
	defer done()
	return s.share.with.Put(ctx, name, string(text))
}

func (h *share) makes(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.age()
	if h.made == nil {
		h.made = make(map[string]time.Time)
	}
	h.made[name] = time.Now()
}

// isNew says whether a name was made here so lately that others may not tell of it yet.
func (h *share) isNew(name string) bool {
	return slices.Contains(h.news(), name)
}

// news are the names that were made here so lately.
func (h *share) news() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.age()
	return slices.Collect(maps.Keys(h.made))
}

// age forgets what is no news any more; mu is held.
func (h *share) age() {
	maps.DeleteFunc(h.made, func(_ string, at time.Time) bool { return time.Since(at) > newFor })
}

// takes uses one credential up for another, which nobody else can then. One that was used is
// [fs.ErrNotExist].
func (s *Store) takes(from, hash, kind string, g Grant) error {
	text, err := textOf(kind, g)
	if err != nil {
		return err
	}
	used := s.file(from, hash)
	if s.share.with == nil {
		// Whoever removes the file has used it; nobody else can.
		if err := os.Remove(used); err != nil {
			return err
		}
		return s.keep(s.file(kind, g.hash), text)
	}
	s.share.makes(nameOf(kind, g.hash))
	ctx, done := context.WithTimeout(context.Background(), shareWait)
	defer done()
	ok, err := s.share.with.Exchange(ctx, nameOf(from, hash), nameOf(kind, g.hash), string(text))
	if err != nil {
		return fmt.Errorf("access: %w", err)
	}
	_ = os.Remove(used) // or the next Mirror will
	if !ok {
		return fs.ErrNotExist
	}
	return s.keep(s.file(kind, g.hash), text)
}

// keep writes a file of the folder. Who stands beside the controller leaves that to it,
// where it is a copy.
func (s *Store) keep(path string, text []byte) error {
	if s.share.with != nil && s.beside {
		return nil
	}
	return WriteWhole(path, text)
}

// Text is a credential as it is shared.
type Text struct{ Name, Text string }

// Shareable is what of a store can be shared: a controller that was alone brings it to the
// others, in this order, for a session's second secret is over where the first is not known.
// What it shows of keys are their hashes.
func (s *Store) Shareable() ([]Text, error) {
	var all, twins []Text
	for _, kind := range sharedKinds {
		hashes, err := s.hashes(kind)
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			var g Grant
			text, err := os.ReadFile(s.file(kind, h))
			if err == nil {
				g, err = parse(kind, h, text)
			}
			if err != nil {
				return nil, fmt.Errorf("access: %s: %w", s.file(kind, h), err)
			}
			to := &all
			if g.Twin != "" {
				to = &twins
			}
			*to = append(*to, Text{nameOf(kind, h), string(text)})
		}
	}
	marks, err := os.ReadDir(filepath.Join(s.dir, revokedDir))
	if err != nil {
		return nil, fmt.Errorf("access: %w", err)
	}
	for _, mark := range marks {
		if isHash(mark.Name()) {
			all = append(all, Text{Name: markOf(mark.Name())})
		}
	}
	return append(all, twins...), nil
}

// Mirror makes the folder what all controllers have, by name, and tells them what they could
// not be told. What it cannot do now it does the next time.
func (s *Store) Mirror(all map[string]string) error {
	var failed error
	note := func(err error) { failed = errors.Join(failed, err) }
	s.share.told(all)
	marks, err := os.ReadDir(filepath.Join(s.dir, endedDir))
	note(err)
	var untold []string
	for _, mark := range marks {
		name := strings.Replace(mark.Name(), "-", "/", 1)
		if _, there := all[name]; there {
			untold = append(untold, name)
			continue
		}
		if s.share.isNew(name) { // then all may be older than it is
			continue
		}
		if err := os.Remove(filepath.Join(s.dir, endedDir, mark.Name())); !errors.Is(err, fs.ErrNotExist) {
			note(err)
		}
	}
	untold = append(untold, s.twinsOver(all, untold)...)
	if len(untold) > 0 {
		note(s.tellGone(untold))
	}
	for _, kind := range sharedKinds {
		note(s.mirrorKind(kind, all, untold))
	}
	note(s.mirrorRevoked(all))
	if failed != nil {
		return fmt.Errorf("access: the copy of the keys is not what it should be: %w", failed)
	}
	return nil
}

func (s *Store) mirrorKind(kind string, all map[string]string, ended []string) error {
	hashes, err := s.hashes(kind)
	if err != nil {
		return err
	}
	for _, h := range hashes {
		name := nameOf(kind, h)
		if _, there := all[name]; !there && !s.share.isNew(name) || slices.Contains(ended, name) {
			if err := os.Remove(s.file(kind, h)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			s.memory.forget(s.file(kind, h))
		}
	}
	var of int
	var over []string
	for name, text := range all {
		h, ok := strings.CutPrefix(name, kind+"s/")
		if !ok || !isHash(h) {
			continue
		}
		of++
		if slices.Contains(hashes, h) || slices.Contains(ended, name) {
			continue
		}
		g, err := parse(kind, h, []byte(text))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if !g.Expires.IsZero() && s.left(g) < 0 {
			over = append(over, name)
			continue
		}
		if err := s.learn(g); err != nil {
			return err
		}
	}
	if of > mostShared {
		return s.tellGone(over)
	}
	return nil
}

// learn writes down what another controller has made. Its life is counted by this machine's
// steady clock from now on: the wall clock is asked once, and one that is behind gives
// nobody more than a whole life. What has been ended meanwhile is not learned: all that is
// told may be older than that.
func (s *Store) learn(g Grant) error {
	if s.isEnded(g) {
		return nil
	}
	if !g.Expires.IsZero() && g.Steady.Boot != s.clock.Boot {
		s.live(&g, s.leftAtMost(g))
	}
	text, err := textOf(g.Kind, g)
	if err != nil {
		return err
	}
	file := s.file(g.Kind, g.hash)
	if err := WriteWhole(file, text); err != nil {
		return err
	}
	if !s.isEnded(g) {
		return nil
	}
	// Whoever ended it may have looked for its file before that was here.
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s.memory.forget(file)
	return nil
}

// mirrorRevoked adds up what was revoked anywhere: no such mark is ever taken back.
func (s *Store) mirrorRevoked(all map[string]string) error {
	here, err := os.ReadDir(filepath.Join(s.dir, revokedDir))
	if err != nil {
		return err
	}
	var known []string
	for _, mark := range here {
		known = append(known, mark.Name())
		if _, told := all[markOf(mark.Name())]; !told && isHash(mark.Name()) {
			if err := s.put(markOf(mark.Name()), nil); err != nil {
				return err
			}
		}
	}
	for name := range all {
		h, ok := strings.CutPrefix(name, revokedDir+"/")
		if ok && isHash(h) && !slices.Contains(known, h) {
			if err := WriteWhole(s.mark(h), nil); err != nil {
				return err
			}
			_ = os.Remove(s.file(KindKeyFile, h)) // or the next start will
		}
	}
	return nil
}

// told takes down which names others tell of: they are no news any more.
func (h *share) told(all map[string]string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.made, func(name string, _ time.Time) bool { _, told := all[name]; return told })
}

// textOf is a credential as it is stored.
func textOf(kind string, g Grant) ([]byte, error) {
	if kind == KindJoining {
		g.Unused, g.Expires, g.Steady = &Life{g.Expires, g.Steady}, time.Time{}, Deadline{}
	}
	text, err := json.Marshal(g)
	if err != nil {
		return nil, fmt.Errorf("access: %w", err)
	}
	return append(text, '\n'), nil
}

package access

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	// endedDir has an empty file for each credential that has ended, until what is told of all
	// does not have it any more: so one that the others could not be told of yet stays ended,
	// and so does one of which a copy from before comes.
	endedDir = "ended"
	// mostEnded is how many are ended in one step.
	mostEnded = 100
)

// SignOut ends a session, by either of its secrets.
func (s *Store) SignOut(secret string) error {
	h := hash(secret)
	g, err := s.read(KindSession, h)
	if err == nil {
		_, err = s.end(g.ID, KindSession)
	} else {
		// What cannot be read ends too.
		file := s.file(KindSession, h)
		if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
			s.memory.forget(file)
			return nil
		}
		_, err = s.endAll([]Grant{{Kind: KindSession, hash: h}})
	}
	if errors.Is(err, ErrNotEverywhere) { // nobody waits for that who goes
		return nil
	}
	return err
}

// Revoke ends the keys and sessions with that public name, and returns how many there
// were. A fixed one stays revoked for as long as it is what it is. Where only this
// controller knows it yet, that is [ErrNotEverywhere].
func (s *Store) Revoke(id string) (int, error) {
	return s.end(id, KindKey, KindKeyFile, KindSession, KindJoining)
}

// EndSession ends the session with that public name, and says whether there was one.
func (s *Store) EndSession(id string) (bool, error) {
	n, err := s.end(id, KindSession)
	return n > 0, err
}

func (s *Store) end(id string, kinds ...string) (int, error) {
	found, err := s.find(id, kinds...)
	if err != nil {
		return 0, err
	}
	return s.endAll(found)
}

// endAll ends these, and returns how many there were. That it has ended is marked before a
// file goes: the others are told for a while, and a Mirror of meanwhile has a copy from
// before.
func (s *Store) endAll(found []Grant) (int, error) {
	n := 0
	var names []string
	for _, g := range found {
		name := nameOf(g.Kind, g.hash)
		if g.Kind != KindKeyFile {
			_ = s.markEnded(name) // or gone will
		}
		if err := s.revoke(g); err != nil {
			return n, errors.Join(err, s.gone(names...))
		}
		s.memory.forget(s.file(g.Kind, g.hash))
		if g.Kind != KindKeyFile {
			names = append(names, name)
		}
		if g.Twin == "" {
			n++
		}
	}
	return n, s.gone(names...)
}

// find returns what has a public name: of a session both, where it has two secrets. Only
// kind and hash of each are said, and whether it is the second.
func (s *Store) find(id string, kinds ...string) ([]Grant, error) {
	if len(id) != idLength {
		return nil, nil
	}
	var found []Grant
	for _, kind := range kinds {
		hashes, err := s.hashes(kind)
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			is := Grant{Kind: kind, hash: h}
			if kind == KindSession && !strings.HasPrefix(h, id) {
				if g, err := s.read(kind, h); err == nil && g.Twin == id {
					is.Twin = id
					found = append(found, is)
				}
				continue
			}
			if strings.HasPrefix(h, id) {
				found = append(found, is)
			}
		}
	}
	return found, nil
}

// gone tells the others that credentials have ended. Where they cannot be told it is kept,
// so that they are.
func (s *Store) gone(names ...string) error {
	if s.share.with == nil || len(names) == 0 {
		return nil
	}
	err := s.tellGone(names)
	if err == nil {
		return nil
	}
	for _, name := range names {
		err = errors.Join(err, s.markEnded(name))
	}
	return fmt.Errorf("%w: %w", ErrNotEverywhere, err)
}

func (s *Store) tellGone(names []string) error {
	ctx, done := context.WithTimeout(context.Background(), shareWait)
	defer done()
	for some := range slices.Chunk(names, mostEnded) {
		if _, err := s.share.with.Delete(ctx, some...); err != nil {
			return err
		}
	}
	return nil
}

// ended is the file that says of a name that it has ended.
func (s *Store) ended(name string) string {
	return filepath.Join(s.dir, endedDir, strings.ReplaceAll(name, "/", "-"))
}

// markEnded writes that file, which [Store.Mirror] takes away: whoever stands beside the
// controller writes it for that.
func (s *Store) markEnded(name string) error {
	if s.share.with == nil {
		return nil
	}
	mark, err := os.OpenFile(s.ended(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		err = errors.Join(mark.Sync(), mark.Close())
	}
	if err != nil {
		return fmt.Errorf("access: %w", err)
	}
	return nil
}

// isEnded says whether a credential is marked, or the session of which it is the second
// secret.
func (s *Store) isEnded(g Grant) bool {
	if _, err := os.Lstat(s.ended(nameOf(g.Kind, g.hash))); err == nil {
		return true
	}
	if g.Twin == "" {
		return false
	}
	marks, err := os.ReadDir(filepath.Join(s.dir, endedDir))
	first := filepath.Base(s.ended(nameOf(KindSession, g.Twin)))
	return err == nil && slices.ContainsFunc(marks, func(mark os.DirEntry) bool { return strings.HasPrefix(mark.Name(), first) })
}

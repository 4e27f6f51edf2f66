package access

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// SignOut ends a session, by either of its secrets.
func (s *Store) SignOut(secret string) error {
	g, err := s.read(KindSession, hash(secret))
	if err == nil {
		_, err = s.end(g.ID, KindSession)
		if errors.Is(err, ErrNotEverywhere) { // nobody waits for that who goes
			err = nil
		}
		return err
	}
	// What cannot be read ends too.
	file := s.file(KindSession, hash(secret))
	err = os.Remove(file)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		s.memory.forget(file)
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
	n := 0
	var names []string
	for _, g := range found {
		if err := s.revoke(g); err != nil {
			return n, errors.Join(err, s.gone(names...))
		}
		s.memory.forget(s.file(g.Kind, g.hash))
		if g.Kind != KindKeyFile {
			names = append(names, nameOf(g.Kind, g.hash))
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

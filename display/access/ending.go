package access

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// SignOut ends a session.
func (s *Store) SignOut(secret string) error {
	file := s.file(KindSession, hash(secret))
	err := os.Remove(file)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		s.memory.forget(file)
		return nil
	}
	return err
}

// Revoke ends the keys and sessions with that public name, and returns how many there
// were. A fixed one stays revoked for as long as it is what it is.
func (s *Store) Revoke(id string) (int, error) {
	return s.end(id, KindKey, KindKeyFile, KindSession, KindJoining)
}

// EndSession ends the session with that public name, and says whether there was one.
func (s *Store) EndSession(id string) (bool, error) {
	n, err := s.end(id, KindSession)
	return n > 0, err
}

func (s *Store) end(id string, kinds ...string) (int, error) {
	files, err := s.find(id, kinds...)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, file := range files {
		if err := s.revoke(file); err != nil {
			return n, err
		}
		s.memory.forget(file)
		n++
	}
	return n, nil
}

// find returns the files of a public name.
func (s *Store) find(id string, kinds ...string) ([]string, error) {
	if len(id) != idLength {
		return nil, nil
	}
	var files []string
	for _, kind := range kinds {
		hashes, err := s.hashes(kind)
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			if strings.HasPrefix(h, id) {
				files = append(files, s.file(kind, h))
			}
		}
	}
	return files, nil
}

package access

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// revokedDir holds an empty file, named by the hash, for each fixed credential that was
// revoked: its own file is not ours to remove, and may be there at the next start.
const revokedDir = "revoked"

// fixedKey is a credential that comes from elsewhere.
type fixedKey struct {
	Grant
	revoked atomic.Bool // once it was seen
}

// fix takes the fixed credentials of a start in place of those of the start before. The
// store tells of them, so that other processes can list and revoke them; only the
// process that was given them takes them.
func (s *Store) fix(fixed map[string]Grant) error {
	for secret, grant := range fixed {
		h := hash(secret)
		grant.ID, grant.Kind, grant.hash, grant.Made = h[:idLength], KindKeyFile, h, time.Now().UTC()
		before, err := s.read(KindKeyFile, h)
		if err == nil {
			grant.Made = before.Made
		}
		s.fixed[h] = &fixedKey{Grant: grant}
		s.memory.put(s.mark(h), Grant{}) // so that a disk that hangs is waited for once
		if err == nil || s.wasRevoked(h) {
			continue
		}
		text, err := json.Marshal(grant)
		if err == nil {
			err = WriteWhole(s.file(KindKeyFile, h), append(text, '\n'))
		}
		if err != nil {
			return fmt.Errorf("access: %w", err)
		}
	}
	told, err := s.hashes(KindKeyFile)
	if err != nil {
		return err
	}
	for _, h := range told {
		if _, ok := s.fixed[h]; !ok {
			_ = os.Remove(s.file(KindKeyFile, h)) // or the next start will
		}
	}
	return nil
}

// fixedGrant returns what a fixed credential allows, unless it is revoked.
func (s *Store) fixedGrant(h string) (Grant, bool) {
	k, ok := s.fixed[h]
	if !ok || s.wasRevoked(h) {
		return Grant{}, false
	}
	return k.Grant, true
}

// Revoked says whether a fixed credential was revoked.
func (s *Store) Revoked(secret string) bool { return s.wasRevoked(hash(secret)) }

// wasRevoked remembers what it has seen once. A disk that cannot tell takes no right
// away.
func (s *Store) wasRevoked(h string) bool {
	k := s.fixed[h]
	if k != nil && k.revoked.Load() {
		return true
	}
	_, err := s.memory.load(s.mark(h))
	if err == nil && k != nil {
		k.revoked.Store(true)
	}
	return err == nil
}

// mark is the file that says of a fixed credential that it was revoked.
func (s *Store) mark(h string) string { return filepath.Join(s.dir, revokedDir, h) }

// revoke ends one credential of the store, a fixed one for good.
func (s *Store) revoke(g Grant) error {
	if g.Kind == KindKeyFile {
		if err := WriteWhole(s.mark(g.hash), nil); err != nil {
			return err
		}
		_ = s.put(markOf(g.hash), nil) // or the next Mirror will
	}
	if err := os.Remove(s.file(g.Kind, g.hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("access: %w", err)
	}
	return nil
}

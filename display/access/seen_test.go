package access_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/access"
)

// Who shows a key or a session is seen, at once and in memory; the disk is told every five
// minutes, and what it tells after a start is said to be rough.
func TestLastSeen(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "seen.json")
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		s := open(t, dir)
		go s.KeepSeen(ctx)
		secret, session := signIn(t, s)
		key, grant, err := s.NewKey(access.Grant{Role: "light"})
		if err != nil {
			t.Fatal(err)
		}
		seen := func(s *access.Store, id string, ago time.Duration, rough bool) {
			t.Helper()
			at, ever := s.LastSeen(id)
			if !ever || time.Since(at.At) != ago || at.Rough != rough {
				t.Errorf("seen: %v, %v ago, rough: %v; want %v ago", ever, time.Since(at.At), at.Rough, ago)
			}
		}
		seen(s, session.ID, 0, false)
		if _, ever := s.LastSeen(grant.ID); ever {
			t.Error("a key that nobody has shown was seen")
		}
		time.Sleep(time.Minute)
		for range 100 {
			if _, err := s.Session(secret); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Key(key); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Minute)
		if _, err := s.List(); err != nil || !s.Holds(session) {
			t.Errorf("%v", err)
		}
		seen(s, session.ID, 3*time.Minute, false) // to be listed is not to be seen
		seen(s, grant.ID, 3*time.Minute, false)
		synctest.Wait()
		if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("after four minutes the disk was told: %v", err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		written, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		again, err := access.Open(dir, controller)
		if err != nil {
			t.Fatal(err)
		}
		seen(again, session.ID, 4*time.Minute, true)
		seen(again, grant.ID, 4*time.Minute, true)
		if _, err := again.Session(secret); err != nil {
			t.Fatal(err)
		}
		seen(again, session.ID, 0, false)

		// Nobody came: nothing is written. Who is no more is forgotten.
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("nobody came, and the disk was told: %v", err)
		}
		if _, err := s.Key(key); err != nil {
			t.Fatal(err)
		}
		if _, err := s.EndSession(session.ID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if less, err := os.ReadFile(file); err != nil || len(less) >= len(written) {
			t.Errorf("with one of two the disk has %s, %v; it had %s", less, err, written)
		}
		if _, ever := s.LastSeen(session.ID); ever {
			t.Error("a session that was ended is still known to have been seen")
		}
		end()
		synctest.Wait()
	})
}

// What is on the disk of who was seen is no credential: where it is damaged, nothing is
// lost but that.
func TestSeenThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	secret, session := signIn(t, s)
	if err := os.WriteFile(filepath.Join(dir, "seen.json"), []byte(`{"`), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := access.Open(dir, controller)
	if err != nil {
		t.Fatal(err)
	}
	if _, ever := s.LastSeen(session.ID); ever {
		t.Error("it was read")
	}
	if _, err := s.Session(secret); err != nil {
		t.Error(err)
	}
}

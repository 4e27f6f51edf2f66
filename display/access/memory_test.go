package access

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// shown returns a store, and a key and a session that were shown to it.
func shown(t *testing.T) (s *Store, key, session string, grants []Grant) {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "access"), nil)
	if err != nil {
		t.Fatal(err)
	}
	key, _, err = s.NewKey(Grant{Role: "secretary", Name: "room control"})
	if err != nil {
		t.Fatal(err)
	}
	invite, _, err := s.Invite(Grant{Role: "chair", Name: "tablet"})
	if err != nil {
		t.Fatal(err)
	}
	session, signedIn, err := s.Redeem(invite) // to have signed in is to have shown it
	if err != nil {
		t.Fatal(err)
	}
	read, err := s.Key(key)
	if err != nil {
		t.Fatal(err)
	}
	return s, key, session, []Grant{read, signedIn}
}

// stillKnown holds that who was let in goes on, and that nobody new is.
func stillKnown(t *testing.T, s *Store, key, session string, grants []Grant) {
	t.Helper()
	if g, err := s.Key(key); err != nil || g.Role != "secretary" || g.Name != "room control" || g.ID != grants[0].ID {
		t.Errorf("the key is %+v, %v", g, err)
	}
	if g, err := s.Session(session); err != nil || g.Role != "chair" || g.ID != grants[1].ID || g.Expires != grants[1].Expires {
		t.Errorf("the session is %+v, %v", g, err)
	}
	for _, g := range grants {
		if !s.Holds(g) {
			t.Errorf("%+v is taken away", g)
		}
	}
	if g, err := s.Key(NewSecret()); err == nil {
		t.Errorf("a key that nobody made is let in: %+v", g)
	}
}

// A disk that cannot tell takes no right away; one that can takes it at once, also
// afterwards.
func TestDiskThatCannotTell(t *testing.T) {
	for _, c := range []struct {
		says       string
		hurt, mend func(file string) error
	}{
		{"what is read is an error",
			func(file string) error { return errors.Join(os.Remove(file), os.Mkdir(file, 0o700)) }, os.Remove},
		{"the file is damaged",
			func(file string) error { return os.WriteFile(file, []byte{0, 0}, 0o600) }, os.Remove},
		{"the disk was taken out",
			func(file string) error { return os.RemoveAll(filepath.Dir(file)) },
			func(file string) error { return os.Mkdir(filepath.Dir(file), 0o700) }},
	} {
		t.Run(c.says, func(t *testing.T) {
			s, key, session, grants := shown(t)
			for _, g := range grants {
				if err := c.hurt(s.file(g.Kind, g.hash)); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				stillKnown(t, s, key, session, grants)
			}
			for _, g := range grants { // the disk is back, without the files: they were revoked
				if err := c.mend(s.file(g.Kind, g.hash)); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := s.Key(key); !errors.Is(err, ErrUnknown) {
				t.Errorf("the revoked key is read: %v", err)
			}
			if s.Holds(grants[1]) {
				t.Error("the revoked session holds")
			}
			if len(s.memory.known) > 0 {
				t.Errorf("what was revoked is remembered: %v", s.memory.known)
			}
		})
	}
}

// What is remembered ends on its day.
func TestMemoryOutlivesNothing(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		secret, g, err := s.add(KindSession, Grant{Role: "chair"}, time.Hour)
		if err == nil {
			_, err = s.Session(secret)
		}
		if err == nil {
			err = os.RemoveAll(s.folder(KindSession))
		}
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		if _, err := s.Session(secret); err != nil || !s.Holds(g) {
			t.Errorf("in its last moment the session is %v", err)
		}
		time.Sleep(time.Nanosecond)
		if _, err := s.Session(secret); !errors.Is(err, ErrExpired) || s.Holds(g) {
			t.Errorf("a moment later it is %v", err)
		}
	})
}

// An invitation is good once: there is none where the disk cannot tell.
func TestInvitationIsNotRemembered(t *testing.T) {
	s, _, _, _ := shown(t)
	invite, g, err := s.Invite(Grant{Role: "chair"})
	if err == nil {
		_, err = s.read(KindInvite, g.hash)
	}
	if err == nil {
		err = os.RemoveAll(s.folder(KindInvite))
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Redeem(invite); err == nil {
		t.Error("it is redeemed")
	}
}

// Who guesses leaves nothing behind, and more credentials than a house has push out
// those that were not used for longest.
func TestMemoryIsBounded(t *testing.T) {
	s, _, _, _ := shown(t)
	for range 100 {
		_, _ = s.Key(NewSecret())
		_, _ = s.Session(NewSecret())
	}
	if n := len(s.memory.known); n != 2 {
		t.Errorf("after wrong keys %d are remembered; want 2", n)
	}
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		for n := range mostRemembered + 10 {
			m.put(fmt.Sprint(n), Grant{})
			m.put("0", Grant{}) // in use
			time.Sleep(time.Second)
		}
		if len(m.known) != mostRemembered || m.known["0"] == nil || m.known["10"] != nil || m.known["11"] == nil {
			t.Errorf("%d are remembered; of the first %v, of the tenth %v, of the eleventh %v", len(m.known), m.known["0"], m.known["10"], m.known["11"])
		}
	})
}

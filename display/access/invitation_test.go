package access_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/access"
)

// The record tells tablets apart by their names: none has that of another one, nor of a
// link that somebody may yet open.
func TestTabletsHaveNamesOfTheirOwn(t *testing.T) {
	s := open(t, t.TempDir())
	if _, _, err := s.NewKey(access.Grant{Role: "chair", Name: "key file"}); err != nil {
		t.Fatal(err)
	}
	invite := func(wished, want string) string {
		t.Helper()
		secret, g, err := s.Invite(access.Grant{Role: "chair", Name: wished})
		if err != nil || g.Name != want {
			t.Errorf("wished for %q: %q, %v; want %q", wished, g.Name, err, want)
		}
		return secret
	}
	first := invite("", "tablet 1")
	invite(" desk 2 ", "desk 2")
	invite("Desk 2", "Desk 2 (2)")
	invite("desk 2", "desk 2 (3)")
	invite("key file", "key file (2)")
	session, g, err := s.Redeem(first)
	if err != nil || g.Name != "tablet 1" {
		t.Fatalf("the session is %+v, %v", g, err)
	}
	invite("", "tablet 2")
	if err := s.SignOut(session); err != nil {
		t.Fatal(err)
	}
	invite("", "tablet 1")
}

func TestInvitationIsTakenBack(t *testing.T) {
	s := open(t, t.TempDir())
	unused, waits, err := s.Invite(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	used, opened, err := s.Invite(access.Grant{Role: "secretary"})
	if err != nil {
		t.Fatal(err)
	}
	if all, err := s.Invitations(); err != nil || len(all) != 2 || all[0].ID != waits.ID || all[0].Kind != access.KindInvite || s.Left(all[0]) <= 14*time.Minute {
		t.Errorf("there wait %+v, %v", all, err)
	}
	session, g, err := s.Redeem(used)
	if err != nil || g.Invited != opened.ID {
		t.Fatalf("the session is %+v, %v; it was opened by %s", g, err, opened.ID)
	}
	if again, err := s.Session(session); err != nil || again.Invited != opened.ID {
		t.Errorf("read again it is %+v, %v", again, err)
	}
	for _, c := range []struct {
		id   string
		want bool
	}{{waits.ID, true}, {waits.ID, false}, {opened.ID, false}, {g.ID, false}, {"", false}, {"../sessions/", false}} {
		if ok, err := s.TakeBack(c.id); ok != c.want || err != nil {
			t.Errorf("taken back %q: %v, %v", c.id, ok, err)
		}
	}
	if _, _, err := s.Redeem(unused); !errors.Is(err, access.ErrExpired) {
		t.Errorf("what was taken back opens: %v", err)
	}
	if _, err := s.Session(session); err != nil {
		t.Errorf("and the session of the other one: %v", err)
	}
}

func TestInvitationsThatAreTooOldDoNotWait(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, dir)
		if _, _, err := s.Invite(access.Grant{Role: "chair"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(access.InviteLife)
		if all, err := s.Invitations(); err != nil || len(all) != 1 || s.Left(all[0]) != 0 {
			t.Errorf("in its last moment: %+v, %v", all, err)
		}
		time.Sleep(time.Nanosecond)
		if all, err := s.Invitations(); err != nil || len(all) != 0 {
			t.Errorf("a moment later: %+v, %v", all, err)
		}
		if _, g, err := s.Invite(access.Grant{Role: "chair"}); err != nil || g.Name != "tablet 1" {
			t.Errorf("its name is free again: %q, %v", g.Name, err)
		}
	})
}

func TestOnlySessionsAreEndedAsSuch(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	secret, session := signIn(t, s)
	key, grant, err := s.NewKey(access.Grant{Role: "light", Seats: []string{"7"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id   string
		want bool
	}{{grant.ID, false}, {session.ID, true}, {session.ID, false}, {strings.Repeat("0", 12), false}} {
		if ok, err := s.EndSession(c.id); ok != c.want || err != nil {
			t.Errorf("%s: %v, %v", c.id, ok, err)
		}
	}
	if _, err := s.Session(secret); !errors.Is(err, access.ErrUnknown) || s.Holds(session) {
		t.Errorf("the session that was ended: %v", err)
	}
	if _, err := s.Key(key); err != nil {
		t.Errorf("the key: %v", err)
	}
	replaceByFile(t, filepath.Join(dir, "sessions"))
	if ok, err := s.EndSession(session.ID); ok || err == nil {
		t.Errorf("where the disk cannot tell: %v, %v", ok, err)
	}
}

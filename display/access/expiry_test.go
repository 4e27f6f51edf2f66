package access_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/access"
)

func TestInvitationLivesFifteenMinutes(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, dir)
		invite := func() string {
			secret, _, err := s.Invite(access.Grant{Role: "chair"})
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		inTime, late := invite(), invite()
		time.Sleep(15 * time.Minute)
		if _, _, err := s.Redeem(inTime); err != nil {
			t.Errorf("after 15 minutes: %v", err)
		}
		time.Sleep(time.Nanosecond)
		if _, _, err := s.Redeem(late); !errors.Is(err, access.ErrExpired) {
			t.Errorf("a moment later: %v", err)
		}
	})
}

func TestSessionLivesThirtyDaysAndSurvivesReopening(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, dir)
		secret, grant := signIn(t, s)
		time.Sleep(access.SessionLife)
		s = open(t, dir)
		if g, err := s.Session(secret); err != nil || g.Role != "chair" || g.Name != "tablet" || !s.Holds(grant) {
			t.Errorf("on the last day: %+v, %v", g, err)
		}
		time.Sleep(time.Nanosecond)
		if _, err := s.Session(secret); !errors.Is(err, access.ErrExpired) {
			t.Errorf("a moment later: %v", err)
		}
		if s.Holds(grant) {
			t.Error("a connection would outlive its session")
		}
	})
}

func TestKeyNeverExpires(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		secret, _, err := open(t, dir).NewKey(access.Grant{Role: "light"})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * 365 * 24 * time.Hour)
		if _, err := open(t, dir).Key(secret); err != nil {
			t.Error(err)
		}
	})
}

func TestOpenRemovesWhatHasExpired(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, dir)
		signIn(t, s)
		if _, _, err := s.Invite(access.Grant{Role: "chair"}); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			says              string
			wait              time.Duration
			invites, sessions int
		}{
			{"at once", 0, 1, 1},
			{"after an hour", time.Hour, 0, 1},
			{"after a month", access.SessionLife, 0, 0},
		} {
			time.Sleep(step.wait)
			open(t, dir)
			if n := count(t, filepath.Join(dir, "invites")); n != step.invites {
				t.Errorf("%s there are %d invitations, want %d", step.says, n, step.invites)
			}
			if n := count(t, filepath.Join(dir, "sessions")); n != step.sessions {
				t.Errorf("%s there are %d sessions, want %d", step.says, n, step.sessions)
			}
		}
	})
}

func count(t *testing.T, dir string) int {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(files)
}

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

// hand is a steady clock that a test moves.
type hand struct {
	boot string
	now  time.Duration
}

func (h *hand) open(t *testing.T, dir string, fixed map[string]access.Grant) *access.Store {
	t.Helper()
	s, err := access.OpenWith(access.Clock{Boot: h.boot, Now: func() time.Duration { return h.now }}, dir, fixed)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// controller says that a store is opened by the controller, which has no key file.
var controller = map[string]access.Grant{}

// A test cannot step the wall clock: that it is read so and so long after the steady one
// is the same to the store.
func TestStepOfTheWallClockSignsNobodyOut(t *testing.T) {
	const month = 31 * 24 * time.Hour
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		steady := &hand{boot: "boot-1", now: time.Hour}
		s := steady.open(t, dir, controller)
		secret, grant := signIn(t, s)
		invite, _, err := s.Invite(access.Grant{Role: "chair"})
		if err != nil {
			t.Fatal(err)
		}
		late, _, err := s.Invite(access.Grant{Role: "chair"})
		if err != nil {
			t.Fatal(err)
		}
		steady.now += 10 * time.Minute
		time.Sleep(10*time.Minute + month) // the step
		if _, err := s.Session(secret); err != nil || !s.Holds(grant) {
			t.Errorf("a month was stepped over, and the session: %v", err)
		}
		// `rostrum invite` comes after it.
		beside := steady.open(t, dir, nil)
		fresh, _, err := beside.Invite(access.Grant{Role: "chair"})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Redeem(invite); err != nil {
			t.Errorf("a link of ten minutes ago: %v", err)
		}
		s = steady.open(t, dir, controller) // started again on the same boot
		if _, err := s.Session(secret); err != nil {
			t.Errorf("and started again: %v", err)
		}
		steady.now += 5*time.Minute + 1
		if _, _, err := s.Redeem(late); !errors.Is(err, access.ErrExpired) {
			t.Errorf("a link of fifteen minutes ago: %v", err)
		}
		if _, _, err := s.Redeem(fresh); err != nil {
			t.Errorf("a link made after the step: %v", err)
		}
		// Another boot: what the wall clock says was set right at the start before.
		other := &hand{boot: "boot-2"}
		time.Sleep(20 * 24 * time.Hour)
		s = other.open(t, dir, controller)
		if _, err := s.Session(secret); err != nil {
			t.Errorf("twenty days later, on another boot: %v", err)
		}
		other.now += 10*24*time.Hour - 15*time.Minute
		if _, err := s.Session(secret); err != nil {
			t.Errorf("on its last day: %v", err)
		}
		other.now += time.Hour
		if _, err := s.Session(secret); !errors.Is(err, access.ErrExpired) {
			t.Errorf("after thirty days in all: %v", err)
		}
	})
}

// A Pi hears of the time in mid-debate, and loses its power before anything was started
// again: what the journal knows of the time before tells how long that was.
func TestStepBeforeThePowerWasLost(t *testing.T) {
	const month = 31 * 24 * time.Hour
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		first := &hand{boot: "boot-1"}
		secret, _ := signIn(t, first.open(t, dir, controller))
		time.Sleep(month) // the step
		first.now += time.Hour
		last := access.Moment{Deadline: access.Deadline{Boot: first.boot, At: first.now}, Wall: time.Now()}
		time.Sleep(24 * time.Hour) // without power
		second := &hand{boot: "boot-2"}
		beside := second.open(t, dir, nil) // which does not know, and so removes nothing
		if _, err := beside.Session(secret); !errors.Is(err, access.ErrExpired) {
			t.Errorf("by the wall clock alone: %v", err)
		}
		s, err := access.OpenWith(access.Clock{Boot: second.boot, Now: func() time.Duration { return second.now }, Last: last}, dir, controller)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Session(secret); err != nil {
			t.Errorf("after a day without power: %v", err)
		}
		second.now = access.SessionLife - 25*time.Hour
		if _, err := s.Session(secret); err != nil {
			t.Errorf("in its last moment: %v", err)
		}
		second.now++
		if _, err := s.Session(secret); !errors.Is(err, access.ErrExpired) {
			t.Errorf("after its life: %v", err)
		}
	})
}

// A machine whose clock is years behind gives nobody a session of years.
func TestWallClockThatIsBehindGivesNoLongerLife(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(10 * 365 * 24 * time.Hour)
		first := &hand{boot: "boot-1"}
		signIn(t, first.open(t, dir, controller))
	})
	synctest.Test(t, func(t *testing.T) { // ten years earlier
		second := &hand{boot: "boot-2"}
		s := second.open(t, dir, controller)
		second.now += access.SessionLife + 1
		list, err := s.List()
		if err != nil || len(list) != 0 {
			t.Errorf("after a whole life there is %+v, %v", list, err)
		}
	})
}

// Those of before lives were counted by the steady clock are taken.
func TestSessionOfAnEarlierVersion(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		steady := &hand{boot: "boot-1"}
		secret, _ := signIn(t, steady.open(t, dir, controller))
		file := only(t, filepath.Join(dir, "sessions"))
		expires := time.Now().UTC().Add(24 * time.Hour).Format(time.RFC3339Nano)
		if err := os.WriteFile(file, []byte(`{"role":"chair","name":"console","made":"1999-12-31T00:00:00Z","expires":"`+expires+`"}`), 0o600); err != nil {
			t.Fatal(err)
		}
		s := steady.open(t, dir, controller)
		time.Sleep(25 * time.Hour) // of the wall clock alone
		if _, err := s.Session(secret); err != nil {
			t.Errorf("after a step: %v", err)
		}
		steady.now += 25 * time.Hour
		if _, err := s.Session(secret); !errors.Is(err, access.ErrExpired) {
			t.Errorf("after its life: %v", err)
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
			if _, err := access.Open(dir, controller); err != nil {
				t.Fatal(err)
			}
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

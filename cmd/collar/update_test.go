package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/wire"
)

// unit is what stands on the other side of the two files, and hears what is told.
type unit struct {
	*teller
	t         *testing.T
	connected chan struct{}
	asked     chan time.Duration
	ended     chan struct{}

	mu   sync.Mutex
	why  string   // no upgrade may begin
	told []string // all of it
	read int      // so much of it was looked at
}

// newUnit runs a teller in a bubble, where the unit has said something before.
func newUnit(t *testing.T, dir, before string) *unit {
	u := &unit{t: t, connected: make(chan struct{}, 1), asked: make(chan time.Duration, 1), ended: make(chan struct{})}
	u.teller = &teller{
		connected: u.connected, asked: u.asked, request: filepath.Join(dir, "update"), result: filepath.Join(dir, "result"),
		busy: func() string {
			u.mu.Lock()
			defer u.mu.Unlock()
			return u.why
		},
		failed: func(err error) { t.Log(err) },
		tell: func(update string) {
			u.mu.Lock()
			defer u.mu.Unlock()
			u.told = append(u.told, update)
		},
	}
	if before != "" {
		u.says(before)
	}
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		defer close(u.ended)
		u.run(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-u.ended
	})
	synctest.Wait()
	return u
}

// says writes the unit's result, as of package time.
func (u *unit) says(text string) {
	u.t.Helper()
	now := time.Now()
	if err := errors.Join(os.WriteFile(u.result, []byte(text+"\n"), 0o600), os.Chtimes(u.result, now, now)); err != nil {
		u.t.Fatal(err)
	}
}

// takes is the unit's first act: the file by which it was asked goes away. It says whether
// it was there.
func (u *unit) takes() bool {
	return os.Remove(u.request) == nil
}

func (u *unit) busyWith(why string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.why = why
}

// pass lets time pass, and returns what was told meanwhile that was something else.
func (u *unit) pass(d time.Duration) []string {
	time.Sleep(d)
	synctest.Wait()
	u.mu.Lock()
	defer u.mu.Unlock()
	from := max(0, u.read-1)
	told := slices.Compact(slices.Clone(u.told[from:]))
	if u.read > 0 {
		told = told[1:]
	}
	u.read = len(u.told)
	return told
}

func (u *unit) wants(says string, got []string, want ...string) {
	u.t.Helper()
	if !slices.Equal(got, want) {
		u.t.Errorf("%s: it told %q, want %q", says, got, want)
	}
}

// inUnit plays a case in a bubble.
func inUnit(t *testing.T, before string, act func(*unit)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) { act(newUnit(t, dir, before)) })
}

// It tells at each connection, and once a minute.
func TestMachineIsToldOnceAMinute(t *testing.T) {
	inUnit(t, "", func(u *unit) {
		count := func(d time.Duration) int {
			time.Sleep(d)
			synctest.Wait()
			u.mu.Lock()
			defer u.mu.Unlock()
			return len(u.told)
		}
		u.connected <- struct{}{}
		if n := count(time.Second); n != 1 {
			t.Errorf("connected, it told %d times", n)
		}
		if n := count(10 * time.Minute); n != 11 {
			t.Errorf("in ten minutes it told %d times", n)
		}
	})
}

// From the chair's word to the end, with another word in the middle; and once more.
func TestUpgradeIsToldAsItGoes(t *testing.T) {
	inUnit(t, "done", func(u *unit) {
		for range 2 {
			u.asked <- 10 * time.Second
			u.wants("asked", u.pass(0), updateWaits)
			u.asked <- 0
			if u.pass(0); u.takes() {
				t.Error("another word brings its moment forward")
			}
			if told := u.pass(10 * time.Second); told[len(told)-1] != updateAsked || !u.takes() {
				t.Errorf("after its moment it told %q", told)
			}
			u.says(running)
			u.wants("begun", u.pass(lookEvery), running)
			u.asked <- 0
			u.wants("asked again", u.pass(30*time.Second))
			if u.takes() {
				t.Error("asked again, it asked for another one")
			}
			u.says("done") // as before
			u.wants("ended", u.pass(lookEvery), "done")
		}
	})
}

// One that fails before anybody has looked is told too.
func TestUpgradeThatFailsAtOnce(t *testing.T) {
	inUnit(t, "failed: x", func(u *unit) {
		time.Sleep(time.Second)
		u.asked <- 0
		u.wants("asked", u.pass(0), updateAsked)
		u.says("failed: x")
		u.wants("failed", u.pass(lookEvery), "failed: x")
	})
}

// While its light is lit nothing begins, also where that is so only at its moment.
func TestUpgradeWaitsForNoLight(t *testing.T) {
	inUnit(t, "", func(u *unit) {
		u.busyWith("its light is lit")
		u.asked <- 0
		u.wants("asked", u.pass(0), "refused: its light is lit")
		u.busyWith("")
		u.asked <- 10 * time.Second
		u.wants("asked in the dark", u.pass(0), updateWaits)
		u.busyWith("somebody has the floor")
		u.wants("at its moment", u.pass(10*time.Second), "refused: somebody has the floor")
		if u.takes() {
			t.Error("it asked all the same")
		}
		u.says("done") // somebody at the machine has upgraded it
		u.wants("by hand", u.pass(time.Minute), "done")
	})
}

// The unit is asked no more often than it hears: not six times in any ten minutes.
func TestUpgradeIsNotAskedForTooOften(t *testing.T) {
	inUnit(t, "", func(u *unit) {
		var begun []time.Time
		for range 100 {
			u.asked <- 0
			said := u.pass(time.Second)
			if u.takes() {
				begun = append(begun, time.Now())
				u.says(running)
				u.pass(lookEvery)
				u.says("done")
			} else if len(said) > 0 && said[len(said)-1] != updateTooSoon {
				t.Fatalf("it told %q", said)
			}
			u.pass(17 * time.Second)
		}
		for i := range begun {
			if i+5 < len(begun) && begun[i+5].Sub(begun[i]) <= 10*time.Minute {
				t.Errorf("it asked at %v and, the sixth time, at %v", begun[i], begun[i+5])
			}
		}
		if len(begun) < 8 {
			t.Errorf("in half an hour it asked %d times", len(begun))
		}
	})
}

// What does not begin, or does not end, is given up and said; then it may be tried again.
func TestUpgradeThatComesToNothing(t *testing.T) {
	inUnit(t, "done", func(u *unit) {
		u.asked <- 0
		u.wants("asked", u.pass(longestBegin/2), updateAsked)
		u.wants("not begun", u.pass(longestBegin), updateNoBegin)
		if u.takes() {
			t.Error("it is still asked for")
		}
		u.asked <- 0
		u.wants("asked again", u.pass(0), updateAsked)
		u.says(running)
		u.wants("begun", u.pass(longestUpdate-time.Minute), running)
		u.wants("not ended", u.pass(2*time.Minute), updateNoEnd)
		if !u.takes() {
			t.Error("it did not ask")
		}
		if err := os.Mkdir(u.request, 0o700); err != nil {
			t.Fatal(err)
		}
		u.asked <- 0
		u.wants("where the file cannot be written", u.pass(0), updateNoFile)
	})
}

// The upgrade starts the agent anew: the new one goes on following it.
func TestUpgradeIsFollowedByTheNewAgent(t *testing.T) {
	inUnit(t, running, func(u *unit) {
		u.connected <- struct{}{}
		u.wants("come back", u.pass(time.Second), running)
		u.asked <- 0
		u.wants("asked again", u.pass(time.Second))
		u.says("done")
		u.wants("ended", u.pass(lookEvery), "done")
	})
}

// Row: the machine is to be upgraded while its own light is lit, while another seat has the
// floor, and while nobody has it.
func TestAgentIsUpgradedInTheDark(t *testing.T) {
	followed(t, func(h *house) {
		h.put(speaking(zero))
		another := speaking(zero)
		another.Seat = "8"
		for _, c := range []struct {
			at     time.Duration
			course *wire.Course
			says   string
		}{
			{100 * time.Second, nil, "refused: somebody has the floor"},
			{155 * time.Second, nil, "refused: its light is lit"},
			{250 * time.Second, &another, "refused: somebody has the floor"},
			{300 * time.Second, &wire.Course{}, updateAsked},
		} {
			h.until(c.at)
			if c.course != nil {
				h.put(*c.course)
				h.until(c.at + time.Second)
			}
			if _, err := os.Stat(h.request); !errors.Is(err, fs.ErrNotExist) {
				h.t.Errorf("at %v it was asked for already: %v", c.at, err)
			}
			h.update(wire.Update{})
			h.until(c.at + 2*time.Second)
			h.with(func() {
				if said := h.updates[len(h.updates)-1]; said != c.says {
					h.t.Errorf("at %v it says %q, want %q", c.at, said, c.says)
				}
			})
		}
		if _, err := os.Stat(h.request); err != nil {
			h.t.Error(err)
		}
	})
}

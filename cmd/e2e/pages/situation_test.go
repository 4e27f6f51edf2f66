package pages_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/journal"
)

// step is a command of a debate, and how long ago it was given.
type step struct {
	ago time.Duration
	do  timer.Command
}

// situation is a moment of a debate that the pages have to show.
type situation struct {
	name  string
	steps []step
}

// spoke are the steps after which an entry has spoken for so long.
func spoke(entry timer.EntryID, spoken time.Duration, more ...timer.Command) []step {
	steps := []step{
		{spoken + 10*time.Minute, timer.GiveFloor{Entry: "e1", Seat: "7"}},
		{spoken + 9*time.Minute, timer.Start{}},
		{spoken + 6*time.Minute, timer.End{}},
		{spoken + 5*time.Second, timer.GiveFloor{Entry: entry, Seat: "7"}},
		{spoken, timer.Start{}},
	}
	for i, do := range more {
		steps = append(steps, step{time.Duration(len(more)-i) * 100 * time.Millisecond, do})
	}
	return steps
}

var situations = []situation{
	{"nobody", nil},
	{"ready", spoke("e6", 0)[:4]},
	{"speaking", spoke("e6", 40*time.Second)},
	{"warning", spoke("e6", 151*time.Second, timer.Extend{By: 3 * time.Minute})}, // so that it lasts
	{"over", spoke("e6", 181*time.Second)},
	{"overrun", spoke("e6", 212*time.Second)},
	{"urged", spoke("e6", 230*time.Second, timer.Urge{})},
	{"seven-times", spoke("e6", 21*time.Minute)},
	{"paused", spoke("e6", 160*time.Second, timer.Pause{Reason: "interpretation"})},
	{"group", spoke("e3", 100*time.Second)},
	{"point-of-order", spoke("e6", 80*time.Second, timer.RaisePoint{Delegation: "Russian Federation", Seat: "9"})},
	{"ended", spoke("e6", 171*time.Second, timer.End{})},
	{"suspended", spoke("e6", 171*time.Second, timer.End{}, timer.Suspend{Until: time.Now().Add(90 * time.Minute)})},
	{"closed", spoke("e6", 171*time.Second, timer.End{}, timer.CloseDebate{})},
}

// flashing is a debate in whose statement the light flashes for minutes.
var flashing = situation{"flashing", spoke("e6", 160*time.Second, timer.Extend{By: 10 * time.Minute})}

// at starts a controller in a situation.
func at(t *testing.T, s situation, args ...string) *testbed.Controller {
	t.Helper()
	dir := t.TempDir()
	debateAt(t, dir, s)
	return testbed.Start(t, dir, append([]string{"--light", "7=dry"}, args...)...)
}

// rehearsal is the debate that the program plays on its embedded defaults, as it was
// opened, and the controller's clock at an instant of this one.
type rehearsal struct {
	opened timer.Record
	clock  timer.Stamp
	at     time.Time
}

// opened asks the program itself, once.
var opened struct {
	sync.Mutex
	*rehearsal
}

func rehearsed(t testing.TB) rehearsal {
	t.Helper()
	opened.Lock()
	defer opened.Unlock()
	if opened.rehearsal != nil {
		return *opened.rehearsal
	}
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	s, now := p.State(), time.Now()
	p.Stop()
	file, err := journal.Open(filepath.Join(dir, "data", testbed.JournalFile))
	if err != nil {
		t.Fatal(err)
	}
	r := rehearsal{at: now, clock: timer.Stamp{Wall: s.Now, Steady: wire.InstantOf(s.ClockMS), Boot: s.Boot}}
	err = file.Replay(func(one timer.Record) error {
		if r.opened.Events == nil { // what follows is of its light
			r.opened = one
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	opened.rehearsal = &r
	return r
}

// before is an instant on the controller's clock.
func (r rehearsal) before(ago time.Duration) timer.Stamp {
	since := time.Since(r.at) - ago
	return timer.Stamp{Wall: r.clock.Wall.Add(since), Steady: r.clock.Steady.Add(since), Boot: r.clock.Boot}
}

// debateAt writes the journal of a debate that stands where a situation says, on the
// clock of this machine.
func debateAt(t testing.TB, dir string, s situation) {
	t.Helper()
	r := rehearsed(t)
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	file, err := journal.Open(filepath.Join(dir, "data", testbed.JournalFile))
	if err != nil {
		t.Fatal(err)
	}
	var m timer.Meeting
	keep := func(events []timer.Event) {
		t.Helper()
		for _, e := range events {
			m = m.Apply(e)
		}
		if err := file.Append(timer.Record{Events: events}); err != nil {
			t.Fatal(err)
		}
	}
	first := slices.Clone(r.opened.Events)
	first[0].At = r.before(2 * time.Hour)
	keep(first)
	for _, c := range s.steps {
		events, err := m.Decide(timer.Actor{Role: timer.Chair}, c.do, r.before(c.ago))
		if err != nil {
			t.Fatalf("%s: %s: %v", s.name, timer.ActOf(c.do).Name, err)
		}
		keep(events)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

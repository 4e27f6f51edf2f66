package engine_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// alone is a debate that was led until the majority was lost, a second ago; may is what its
// owner says when the chair wants to go on without it.
type alone struct {
	*room
	disk *timertest.Recorder
	may  error
	kept [][]timer.Record
}

func lostMajority(t *testing.T) *alone {
	t.Helper()
	a := &alone{disk: &timertest.Recorder{}}
	lead, l, _ := led(t, a.disk)
	if err := lead.stop(); err != nil {
		t.Fatal(err)
	}
	l.lapse(0)
	clock := timer.NewClock(boot, time.Now(), lead.clock.Steady())
	live, err := engine.New(engine.Config{
		Run: "run", Clock: clock, Standby: true,
		Apart:     func(context.Context) (int64, error) { return 7, a.may },
		KeepApart: func(all []timer.Record) { a.kept = append(a.kept, slices.Clone(all)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	a.room = &room{T: t, engine: live, clock: clock, ended: make(chan error, 1)}
	go func() { a.ended <- live.Run(ctx) }()
	a.stop = func() error { cancel(); return <-a.ended }
	a.take(a.disk.Records()...)
	pass(time.Second)
	return a
}

func (a *alone) goOn() (timer.Receipt, error) {
	return a.engine.GoOnUnrecorded(context.Background(), chair, timer.Request{ID: "on", Digest: "d", Command: nil})
}

// Without the majority a debate goes on where the chair says so: everything is shown and
// acknowledged as not durable, also over a mark; and is recorded when the machines are back.
func TestGoesOnApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := lostMajority(t)
		before := len(a.disk.Records())
		receipt, err := a.goOn()
		if err != nil || receipt.Durable {
			t.Fatalf("%+v, %v", receipt, err)
		}
		if again, err := a.goOn(); err != nil || !again.Repeated || again.Rev != receipt.Rev {
			t.Errorf("the same once more: %+v, %v", again, err)
		}
		synctest.Wait()
		s := a.engine.Snapshot()
		if s.Standby != nil || s.Lead != 7 || !s.Saving.GoingOn || s.Saving.Unrecorded != 1 || s.Saving.State != timer.SaveFailed {
			t.Errorf("it shows lead %d, standby %v, %+v", s.Lead, s.Standby, s.Saving)
		}
		a.engine.Report(timer.Observation{Seat: "7", Signal: timer.Flash})
		ticks := s.Tick
		pass(10 * time.Second)
		if paused := a.do(timer.Pause{}); paused.Durable {
			t.Error("what is done apart is said to be durable")
		}
		synctest.Wait()
		if s := a.engine.Snapshot(); s.Tick < ticks+9 || !s.Meeting.Floor.Paused() {
			t.Errorf("tick %d after %d, paused: %v", s.Tick, ticks, s.Meeting.Floor.Paused())
		}
		if has, err := a.engine.StandBy(t.Context()); err != nil || int(has.Number) != before || a.engine.Snapshot().Standby != nil {
			t.Errorf("it has %d records, %v", has.Number, err)
		}
		if err := a.engine.Reign(t.Context(), engine.Reign{Lead: &lease{}, Journal: a.disk}); err != nil {
			t.Fatal(err)
		}
		pass(time.Second)
		synctest.Wait()
		if s := a.engine.Snapshot(); s.Saving != (timer.Saving{State: timer.Saved, Since: s.Saving.Since}) || !s.Meeting.Floor.Paused() {
			t.Errorf("when the machines are back: %+v", s.Saving)
		}
		if n := len(a.disk.Records()) - before; n < 2 {
			t.Errorf("%d records more", n)
		}
		if a.do(timer.Resume{}); len(a.kept) != 0 {
			t.Errorf("what is in the journal is kept apart: %v", a.kept)
		}
		if err := a.stop(); err != nil {
			t.Error(err)
		}
		history, err := a.disk.History()
		if err != nil || history.Meeting.Rev != a.engine.Snapshot().Meeting.Rev {
			t.Errorf("the journal ends at revision %d, %v", history.Meeting.Rev, err)
		}
	})
}

// Where others have led meanwhile, however it is heard of, what they wrote stands: what was
// done here is handed over, once, and the engine ends.
func TestParts(t *testing.T) {
	for name, meets := range map[string]func(*alone) error{
		"it leads again, behind them": func(a *alone) error {
			return a.engine.Reign(context.Background(), engine.Reign{Lead: &lease{}, Journal: a.disk, Rest: a.disk.Records()[:1]})
		},
		"it follows them":     func(a *alone) error { return a.engine.Take(context.Background(), a.disk.Records()[0]) },
		"a light tells of it": func(a *alone) error { a.engine.Heard(8); pass(time.Second); return engine.ErrParted },
	} {
		synctest.Test(t, func(t *testing.T) {
			a := lostMajority(t)
			if _, err := a.goOn(); err != nil {
				t.Fatal(err)
			}
			a.do(timer.Pause{})
			before := len(a.disk.Records())
			if err := meets(a); !errors.Is(err, engine.ErrParted) {
				t.Errorf("%s: %v", name, err)
			}
			if err := <-a.ended; !errors.Is(err, engine.ErrParted) {
				t.Errorf("%s: it ends with %v", name, err)
			}
			if len(a.kept) != 1 || len(a.kept[0]) != 2 || len(a.disk.Records()) != before {
				t.Errorf("%s: kept apart %v; %d records more", name, a.kept, len(a.disk.Records())-before)
			}
		})
	}
}

// Whoever is refused goes on standing by.
func TestMayNotGoApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := lostMajority(t)
		a.may = engine.AnotherLeads()
		if _, err := a.goOn(); !refusedFor(err, "another-leads") {
			t.Error(err)
		}
		a.may = nil
		a.engine.Heard(8)
		if _, err := a.goOn(); !refusedFor(err, "another-leads") {
			t.Errorf("a light has heard of another one: %v", err)
		}
		a.standsByAgain()
	})
}

// A controller that is stopped while it goes on apart hands over what it did.
func TestStopsApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := lostMajority(t)
		if _, err := a.goOn(); err != nil {
			t.Fatal(err)
		}
		if err := a.stop(); err != nil || len(a.kept) != 1 || len(a.kept[0]) != 1 {
			t.Errorf("%v, kept %v", err, a.kept)
		}
	})
}

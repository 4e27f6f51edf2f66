package engine_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// standsBy is an engine that follows, on a clock of its own.
func standsBy(t *testing.T, boot string, origin timer.Instant) *room {
	t.Helper()
	clock := timer.NewClock(boot, time.Now(), origin)
	live, err := engine.New(engine.Config{Run: "standby", Clock: clock, Standby: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &room{T: t, engine: live, clock: clock, ended: make(chan error, 1)}
	go func() { r.ended <- live.Run(ctx) }()
	r.stop = func() error { cancel(); return <-r.ended }
	return r
}

// take hands on what a disk has.
func (r *room) take(all ...timer.Record) {
	r.Helper()
	for _, one := range all {
		if err := r.engine.Take(context.Background(), one); err != nil {
			r.Fatal(err)
		}
	}
}

func refusedFor(err error, why string) bool {
	var refusal *timer.Refusal
	return errors.As(err, &refusal) && refusal.Why == why
}

// On a clock of its own a standby shows the debate as it goes on, refuses what it is asked
// to do, and leads with all that was recorded, whether it had followed it or not.
func TestStandbyFollowsAndLeads(t *testing.T) {
	for _, c := range []struct {
		name, boot string
		origin     timer.Instant
		adopted    int // records by which the clock is carried over
	}{
		{"on the same machine", boot, 0, 0},
		{"on another machine", "another boot", timer.Instant(time.Hour), 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			disk := &timertest.Recorder{}
			lead, _, _ := led(t, disk)
			standby := standsBy(t, c.boot, c.origin)
			pass(1500 * time.Millisecond)
			standby.take(disk.Records()...)
			pass(10 * time.Second)
			synctest.Wait()
			s := standby.engine.Snapshot()
			now := standby.clock.Steady()
			if s.Standby == nil || s.Lead != 0 || s.Meeting.Rev != 3 || s.Meeting.Floor.ElapsedAt(now) != lead.floor().ElapsedAt(lead.clock.Steady()) {
				t.Errorf("%s: it shows revision %d, elapsed %v; lead %d", c.name, s.Meeting.Rev, s.Meeting.Floor.ElapsedAt(now), s.Lead)
			}
			if s.Tick < 10 {
				t.Errorf("%s: it ticks %d times", c.name, s.Tick)
			}
			if _, err := standby.request(timer.Request{Command: timer.Pause{}}); !refusedFor(err, "standby-alone") {
				t.Error(err)
			}
			if err := standby.engine.Leader(t.Context(), "https://one"); err != nil {
				t.Error(err)
			}
			for what, err := range map[string]error{
				"a command":       second(standby.request(timer.Request{Command: timer.Pause{}})),
				"a test of light": second(standby.engine.Identify(t.Context(), timer.Request{}, "")),
				"a notice":        second(standby.engine.PutNotice(t.Context(), timer.Request{}, "n", nil)),
			} {
				if !refusedFor(err, "standby") {
					t.Errorf("%s is answered %v", what, err)
				}
			}
			if _, err := standby.engine.GoOnUnrecorded(t.Context(), chair, timer.Request{}); !refusedFor(err, "majority-decides") {
				t.Errorf("going on is answered %v", err)
			}
			lead.do(timer.Urge{})
			if err := lead.stop(); err != nil {
				t.Fatal(err)
			}

			all, ticks := disk.Records(), standby.engine.Snapshot().Tick
			if err := standby.engine.Reign(t.Context(), engine.Reign{Lead: &lease{}, Journal: disk, Rest: all[3:]}); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			s = standby.engine.Snapshot()
			if f := s.Meeting.Floor; s.Standby != nil || s.Lead != 7 || len(f.Urged) != 1 || f.ElapsedAt(standby.clock.Steady()) != 11500*time.Millisecond {
				t.Errorf("%s: it leads with lead %d, and elapsed is %v", c.name, s.Lead, f.ElapsedAt(standby.clock.Steady()))
			}
			if at := s.Meeting.Floor.ElapsedAt(s.TickAt); s.Tick != ticks+1 || at != 11*time.Second {
				t.Errorf("%s: as it begins to lead it has told %d ticks, the last of %v", c.name, s.Tick-ticks, at)
			}
			if n := len(disk.Records()) - len(all); n != c.adopted {
				t.Errorf("%s: %d records are written when it leads; want %d", c.name, n, c.adopted)
			}
			standby.do(timer.Pause{})
			if kept := disk.Records(); len(kept) != len(all)+c.adopted+1 {
				t.Errorf("%s: %d records in the end", c.name, len(kept))
			}
			if err := standby.stop(); err != nil {
				t.Error(err)
			}
		})
	}
}

func second[T any](_ T, err error) error { return err }

// A standby that never leads writes nothing, and ends in good order.
func TestStandbyEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &timertest.Recorder{}
		lead, _, _ := led(t, disk)
		standby := standsBy(t, "another boot", 0)
		standby.take(disk.Records()...)
		standby.engine.Report(timer.Observation{Seat: "7", Signal: timer.Flash})
		pass(3 * time.Second)
		if err := standby.stop(); err != nil {
			t.Error(err)
		}
		if err := lead.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A lead that is over, or a journal that fails, before the standby has begun: it stands by.
func TestStandbyCannotLead(t *testing.T) {
	for _, c := range []struct {
		name string
		over bool
		want error
	}{{"the lead is over", true, engine.ErrLead}, {"the journal fails", false, timertest.ErrDisk}} {
		synctest.Test(t, func(t *testing.T) {
			disk := &timertest.Recorder{}
			lead, _, _ := led(t, disk)
			if err := lead.stop(); err != nil {
				t.Fatal(err)
			}
			standby := standsBy(t, "another boot", 0)
			standby.take(disk.Records()...)
			l := &lease{}
			if c.over {
				l.lapse(0)
			}
			disk.Set(0, !c.over)
			if err := standby.engine.Reign(t.Context(), engine.Reign{Lead: l, Journal: disk}); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
			if has, err := standby.engine.StandBy(t.Context()); err != nil || has.Number != 3 {
				t.Errorf("%s: it has %d records, %v", c.name, has.Number, err)
			}
			disk.Set(0, false)
			standby.standsByAgain()
		})
	}
}

// Where the clock of who leads was measured, no wall clock is asked: these are ten seconds
// apart. How far the measure may be off is shown, and recorded.
func TestMeasuredClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &timertest.Recorder{}
		lead, _, _ := led(t, disk)
		apart := timer.Measured{Shift: time.Hour, Bound: 800 * time.Microsecond}
		known := false
		clock := timer.NewClock("another boot", time.Now(), lead.clock.Steady().Add(apart.Shift))
		standby := &room{T: t, clock: clock, ended: make(chan error, 1)}
		var err error
		standby.engine, err = engine.New(engine.Config{Run: "standby", Clock: clock, Standby: true, Measured: func(boot string) (timer.Measured, bool) {
			return apart, known && boot == lead.clock.Boot()
		}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		go func() { standby.ended <- standby.engine.Run(ctx) }()
		disk.Date(10 * time.Second)
		standby.take(disk.Records()...)
		pass(3 * time.Second)
		elapsed := func() time.Duration { return standby.floor().ElapsedAt(clock.Steady()) }
		if got := elapsed(); got == 3*time.Second {
			t.Errorf("by wall clocks it shows %v; it should not be able to know", got)
		}
		known = true
		if err := standby.engine.Leader(ctx, "https://one"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if s := standby.engine.Snapshot(); elapsed() != 3*time.Second || s.Standby.WithinMS != 1 {
			t.Errorf("measured, it shows %v, within %d ms", elapsed(), s.Standby.WithinMS)
		}
		if err := lead.stop(); err != nil {
			t.Fatal(err)
		}
		if err := standby.engine.Reign(ctx, engine.Reign{Lead: &lease{}, Journal: disk}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		all := disk.Records()
		fact, _ := all[len(all)-1].Events[0].Fact.(timer.ClockAdopted)
		if want := (timer.ClockAdopted{From: boot, Shift: apart.Shift, Bound: apart.Bound}); fact != want || elapsed() != 3*time.Second {
			t.Errorf("it is carried over by %+v, and elapsed is %v", fact, elapsed())
		}
		if n := standby.engine.Snapshot().Notices; len(n) != 1 || n[0].Code != "clock-measured" || n[0].About != "800µs" {
			t.Errorf("notices %+v", n)
		}
		cancel()
		if err := <-standby.ended; err != nil {
			t.Error(err)
		}
	})
}

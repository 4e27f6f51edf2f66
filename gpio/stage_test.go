package gpio

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// stage is a player under test, with all that it touches, in a synctest bubble.
type stage struct {
	t     *testing.T
	clock *timer.Clock
	pin   *tracingPin
	light *Light
	notes notebook
	desk  *Desk
	end   context.CancelFunc
	ended chan error
}

func timerSleep() Sleeper { return NewTimerSleep() }

// play runs act beside a player whose clock reads zero at the start, and checks
// that the light is dark at the end.
func play(t *testing.T, opts Options, act func(*stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &stage{t: t, clock: timer.NewClock("boot", time.Now(), zero), pin: newTracingPin(), desk: NewDesk(NewTimerSleep()), ended: make(chan error, 1)}
		s.pin.clock = s.clock
		s.light = newLight(t, s.pin, opts)
		player, err := NewPlayer(PlayerConfig{
			Seat: "7", Light: s.light, Clock: s.clock, Desk: s.desk,
			Trace: s.notes.trace, Report: s.notes.report, Log: s.notes.log(),
		})
		if err != nil {
			t.Fatal(err)
		}
		var ctx context.Context
		ctx, s.end = context.WithCancel(t.Context())
		go func() { s.ended <- player.Run(ctx) }()
		synctest.Wait()
		act(s)
		s.end()
		if err := <-s.ended; err != nil {
			t.Errorf("Run: %v", err)
		}
		if s.pin.level() != s.light.Level(false) {
			t.Error("the light is lit after Run")
		}
	})
}

// at waits until the clock reads zero + d.
func (s *stage) at(d time.Duration) {
	time.Sleep(zero.Add(d).Sub(s.clock.Steady()))
	synctest.Wait()
}

// put gives the player a program that is so since zero + since.
func (s *stage) put(c timer.Course, since time.Duration) {
	s.desk.Put(Program{Course: &c, Since: zero.Add(since)})
	synctest.Wait()
}

// clear ends the statement now.
func (s *stage) clear() {
	s.desk.Put(Program{Since: s.clock.Steady()})
	synctest.Wait()
}

func (s *stage) want(edges, signals []string) {
	s.t.Helper()
	if got := s.pin.edges(s.light.Level(true)); !slices.Equal(got, edges) {
		s.t.Errorf("the pin moved:\n got %q\nwant %q", got, edges)
	}
	if got := s.notes.signals(); !slices.Equal(got, signals) {
		s.t.Errorf("reported:\n got %q\nwant %q", got, signals)
	}
}

const (
	ms  = time.Millisecond
	sec = time.Second
)

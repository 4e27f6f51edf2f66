package gpio

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"rostrum/timer"
)

func TestPlayerEndsDarkWhileLit(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.put(statement(3*time.Minute, 30*sec), 0)
		s.at(215 * sec)
		s.end()
		synctest.Wait()
		edges := s.pin.edges(true)
		if last := edges[len(edges)-1]; last != "215.000 off" {
			t.Errorf("last edge %q", last)
		}
		if got := s.notes.signals(); got[len(got)-1] != "215.000 dark" {
			t.Errorf("reported: %q", got)
		}
		last := s.notes.moves()[len(s.notes.moves())-1]
		if last.Lit || last.Signal != timer.Dark || last.Phase != "" || last.Deadline != zero.Add(215*sec) {
			t.Errorf("traced last: %+v", last)
		}
	})
}

func TestPlayerEndsDarkAfterAPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := timer.NewClock("boot", time.Now(), zero)
		pin, desk := newTracingPin(), NewDesk(NewTimerSleep())
		pin.clock = clock
		player, err := NewPlayer(PlayerConfig{
			Seat: "7", Light: newLight(t, pin, Options{}), Clock: clock, Desk: desk,
			Report: func(o timer.Observation) {
				if o.Signal == timer.Steady {
					panic("a fault elsewhere")
				}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		course := statement(3*time.Minute, 30*sec)
		course.Signals.Warning, course.Signals.Over = timer.Dark, timer.Dark
		desk.Put(Program{Course: &course, Since: zero})
		fault := make(chan any)
		go func() {
			defer func() { fault <- recover() }()
			_ = player.Run(t.Context())
		}()
		if got := <-fault; got != "a fault elsewhere" {
			t.Errorf("recovered %v", got)
		}
		if got, want := pin.edges(true), []string{"210.000 on", "210.000 off"}; !slices.Equal(got, want) {
			t.Errorf("the pin moved: %q, want %q", got, want)
		}
	})
}

// A write that fails is tried again at the next edge; what it would have shown
// is not reported before.
func TestPlayerGoesOnWhenAWriteFails(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.put(statement(3*time.Minute, 30*sec), 0)
		s.at(149 * sec)
		s.pin.failNext(2)
		s.at(152 * sec)
		s.want([]string{"151.000 on", "151.500 off", "152.000 on"}, []string{"0.000 dark", "150.000 flash late 1s"})
		if got := s.notes.logLines(); len(got) != 2 ||
			!strings.Contains(got[0], "the wire is cut") || !strings.Contains(got[1], "can be set again") {
			t.Errorf("logged: %q", got)
		}
	})
}

// A light that could not be put out is not left lit until some edge comes.
func TestPlayerTriesAgainWithoutAnEdge(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.put(statement(3*time.Minute, 30*sec), 0)
		s.at(300 * sec)
		edges := len(s.pin.edges(true))
		s.pin.failNext(3)
		s.clear()
		if got := s.notes.signals(); got[len(got)-1] != "210.000 steady" {
			t.Errorf("reported dark while the light may be lit: %q", got)
		}
		s.at(310 * sec)
		got := s.pin.edges(true)[edges:]
		if want := []string{"303.000 off"}; !slices.Equal(got, want) { // a second after each failure
			t.Errorf("the pin moved: %q, want %q", got, want)
		}
	})
}

func TestPlayerSaysThatItCouldNotEndDark(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.pin.failNext(1)
		s.end()
		if err := <-s.ended; !errors.Is(err, errFail) {
			t.Errorf("Run: %v, want the pin's error", err)
		}
		s.ended <- nil
	})
}

// The dark edge with which a player ends is in the trace, when the owner closes
// that after the players have ended.
func TestPlayerAndTraceEndInOrder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trace.jsonl")
	synctest.Test(t, func(t *testing.T) {
		trace, err := OpenTrace(path, zerolog.Nop())
		if err != nil {
			t.Fatal(err)
		}
		written := make(chan error)
		go func() { written <- trace.Run() }()
		clock, desk := timer.NewClock("boot", time.Now(), zero), NewDesk(NewTimerSleep())
		player, err := NewPlayer(PlayerConfig{
			Seat: "7", Light: newLight(t, Dry("7"), Options{}), Clock: clock, Desk: desk,
			Trace: trace.Record,
		})
		if err != nil {
			t.Fatal(err)
		}
		course := statement(3*time.Minute, 30*sec)
		desk.Put(Program{Course: &course})
		ctx, end := context.WithTimeout(t.Context(), 220*sec)
		defer end()
		if err := player.Run(ctx); err != nil {
			t.Error(err)
		}
		trace.Close()
		if err := <-written; err != nil {
			t.Error(err)
		}
	})
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(file), "\n"), "\n")
	const dark = `{"seat":"7","level":"low","lit":false,"signal":"dark","phase":"",`
	if first := lines[0]; !strings.HasPrefix(first, dark) {
		t.Errorf("first line %s", first)
	}
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, dark) || !strings.Contains(last, `"deadline_ms":1220000,`) {
		t.Errorf("last line %s", last)
	}
	if len(lines) != 123 { // dark, 60 flashes, steady, dark
		t.Errorf("%d lines, want 123", len(lines))
	}
}

package gpio

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	pgpio "periph.io/x/conn/v3/gpio"
	"pgregory.net/rapid"

	"rostrum/timer"
)

// Whatever the edges: a change is told once the line has been quiet, as of the
// first edge since it was quiet before, and each is another one than the last.
func TestDebouncer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := debouncer{settled: pgpio.High}
		believed, at := pgpio.High, timer.Instant(0)
		level := pgpio.High
		for range rapid.IntRange(1, 20).Draw(t, "bursts") {
			at = at.Add(time.Second)
			first := at
			for range rapid.IntRange(1, 12).Draw(t, "edges") {
				level = !level
				d.edge(level, at)
				if _, changed := d.settle(at.Add(bounce - 1)); changed {
					t.Fatal("a change was told before the line was quiet")
				}
				at = at.Add(time.Duration(rapid.Int64Range(1, int64(bounce)-1).Draw(t, "gap")))
			}
			told, changed := d.settle(at.Add(bounce))
			if changed != (level != believed) || changed && told != first {
				t.Fatalf("after edges from %v to %v: told %v, %v", first, level, told, changed)
			}
			believed = level
			if _, again := d.settle(at.Add(bounce)); again {
				t.Fatal("a change was told twice")
			}
		}
	})
}

// fakeInput is a line whose edges the test makes.
type fakeInput struct {
	at    pgpio.Level
	edges chan edge
	err   error
}

func (f *fakeInput) level() (pgpio.Level, error) { return f.at, f.err }

func (f *fakeInput) next() (pgpio.Level, time.Time, error) {
	e, ok := <-f.edges
	if !ok {
		return pgpio.High, time.Time{}, errors.New("closed")
	}
	return e.level, e.at, nil
}

func (f *fakeInput) close() error {
	close(f.edges)
	return nil
}

func TestContact(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := &fakeInput{at: pgpio.High, edges: make(chan edge)}
		c := &Contact{seat: "7", line: line}
		ctx, stop := context.WithCancel(t.Context())
		var told []Talk
		ended := make(chan error, 1)
		start := time.Now()
		go func() { ended <- c.Run(ctx, func(t Talk) { told = append(told, t) }) }()
		synctest.Wait()

		for _, after := range []time.Duration{0, ms, 3 * ms} { // closes, and bounces once
			line.edges <- edge{pgpio.Level(after == ms), time.Now().Add(after)}
		}
		time.Sleep(200 * ms)
		line.edges <- edge{pgpio.High, time.Now()} // a disturbance
		line.edges <- edge{pgpio.Low, time.Now().Add(ms)}
		time.Sleep(200 * ms)
		line.edges <- edge{pgpio.High, time.Now()}
		time.Sleep(200 * ms)
		synctest.Wait()
		want := []Talk{{"7", false, start}, {"7", true, start}, {"7", false, start.Add(400 * ms)}}
		if !slices.EqualFunc(told, want, func(a, b Talk) bool { return a.Seat == b.Seat && a.Open == b.Open && a.At.Equal(b.At) }) {
			t.Errorf("told %+v, want %+v", told, want)
		}
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

func TestContactThatCannotBeRead(t *testing.T) {
	broken := errors.New("broken")
	c := &Contact{seat: "7", line: &fakeInput{edges: make(chan edge), err: broken}}
	if err := c.Run(t.Context(), func(Talk) { t.Error("something was told") }); !errors.Is(err, broken) {
		t.Errorf("Run: %v", err)
	}
}

func TestDryContactIsNeverClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := OpenContact(Binding{Seat: "7", Pin: "dry"})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		told := 0
		if err := c.Run(ctx, func(talk Talk) { told++; _ = talk }); err != nil || told != 1 {
			t.Errorf("told %d times, %v", told, err)
		}
	})
}

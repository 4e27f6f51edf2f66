package gpio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"rostrum/timer"
)

// EdgePeriod is how often [Bank.Measure] writes each line.
const EdgePeriod = 10 * time.Millisecond

// What a lateness means. A flash is half a second; a person begins to see that two
// lights are not together at some tens of milliseconds, and a room's lights must
// keep within five.
const (
	exact = time.Millisecond
	fair  = 5 * time.Millisecond
)

// Measurement is how late lines were written.
type Measurement struct {
	RealTime bool            // the system gave a real-time class to each
	Late     []time.Duration // sorted
}

// Measure writes every light so many times, one each [EdgePeriod], in the way in
// which a player does, and says how late it was. The lights stay dark: nothing
// that flashes so fast may be shown to anybody. It ends early, with what it has,
// when ctx ends.
func (b *Bank) Measure(ctx context.Context, edges int, log zerolog.Logger) (*Measurement, error) {
	clock := timer.NewClock("measurement", time.Now(), 0)
	sleep := b.sleep()
	start := clock.Steady().Add(time.Second) // every thread is there by then
	m := &Measurement{RealTime: len(b.seats) > 0}
	var mu sync.Mutex
	var all sync.WaitGroup
	var failed error
	for _, seat := range b.seats {
		all.Go(func() {
			late, real, err := b.lights[seat].measure(ctx, pacer{clock: clock, desk: NewDesk(sleep())}, start, edges, log)
			mu.Lock()
			defer mu.Unlock()
			m.Late, m.RealTime, failed = append(m.Late, late...), m.RealTime && real, errors.Join(failed, err)
		})
	}
	all.Wait()
	slices.Sort(m.Late)
	return m, failed
}

// measure runs on a thread of its own, which ends with its goroutine where it was
// given a class, as a player's does.
func (l *Light) measure(ctx context.Context, pace pacer, start timer.Instant, edges int, log zerolog.Logger) (late []time.Duration, real bool, err error) {
	runtime.LockOSThread()
	if real = realTime(log); !real {
		defer runtime.UnlockOSThread()
	}
	asleep := context.AfterFunc(ctx, pace.desk.sleep.Wake)
	defer asleep()
	late = make([]time.Duration, 0, edges)
	for i := range edges {
		due := start.Add(time.Duration(i) * EdgePeriod)
		for pace.clock.Steady() < due && ctx.Err() == nil {
			pace.wait(due, true)
		}
		if ctx.Err() != nil {
			return late, real, nil
		}
		if err := l.Set(false); err != nil {
			return late, real, err
		}
		late = append(late, pace.clock.Steady().Sub(due))
	}
	return late, real, nil
}

// Quantile returns the lateness that a share of all edges, between 0 and 1, did
// not exceed: the nearest rank. It is zero where nothing was measured.
func (m *Measurement) Quantile(share float64) time.Duration {
	n := len(m.Late)
	if n == 0 {
		return 0
	}
	rank := int(math.Ceil(share * float64(n)))
	return m.Late[min(max(rank, 1), n)-1]
}

// Verdict says in words whether this machine can be trusted with a light. What is said of
// all edges is so of the latest too.
func (m *Measurement) Verdict() string {
	var text string
	switch tail, latest := m.Quantile(0.999), m.Quantile(1); {
	case len(m.Late) == 0:
		return "nothing was measured"
	case latest <= exact:
		text = "well: right to the millisecond"
	case tail <= exact && latest <= fair:
		text = fmt.Sprintf("well: 99.9 %% within a millisecond, and nobody sees that one was %s late", rounded(latest))
	case latest <= fair:
		text = "fair: nobody sees it, but it is more than a millisecond"
	case tail <= fair:
		text = fmt.Sprintf("fair: 99.9 %% within %s, but one was %s late, which may be seen", rounded(tail), rounded(latest))
	default:
		text = "late: lights of one room may be seen to flash apart"
	}
	if !m.RealTime && !strings.HasPrefix(text, "well") {
		text += "; there is no real-time class here: measure as the service's user, with LimitRTPRIO=10 as the service has it"
	}
	return text
}

// rounded writes a lateness for a sentence: up, for nothing may be said to be less than
// it was.
func rounded(late time.Duration) string {
	const tenth = time.Millisecond / 10
	return fmt.Sprintf("%.1f ms", float64((late+tenth-1)/tenth)/10)
}

// Print writes the figures and the verdict for a person.
func (m *Measurement) Print(w io.Writer) error {
	class := "none: no right to a real-time class"
	if m.RealTime {
		class = "real-time"
	}
	_, err := fmt.Fprintf(w, "edges     %d\nclass     %s\n", len(m.Late), class)
	for _, q := range []struct {
		name  string
		share float64
	}{{"half", 0.5}, {"99 %", 0.99}, {"99.9 %", 0.999}, {"latest", 1}} {
		if err == nil {
			_, err = fmt.Fprintf(w, "%-9s %.3f ms late\n", q.name, float64(m.Quantile(q.share))/float64(time.Millisecond))
		}
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "verdict   %s\n", m.Verdict())
	}
	return err
}

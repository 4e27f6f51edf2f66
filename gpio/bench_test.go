package gpio

import (
	"context"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"rostrum/timer"
)

const spinVariable = "ROSTRUM_TEST_SPIN"

// TestMain lets the test binary be the load of BenchmarkLateness: a process
// that keeps one processor busy until its standard input is closed.
func TestMain(m *testing.M) {
	if os.Getenv(spinVariable) == "" {
		os.Exit(m.Run())
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	for spins := 0; ; {
		spins++
	}
}

// busy keeps every processor busy until the benchmark ends.
func busy(b *testing.B) {
	for range runtime.NumCPU() {
		load := exec.CommandContext(b.Context(), os.Args[0])
		load.Env = append(os.Environ(), spinVariable+"=1")
		stdin, err := load.StdinPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := load.Start(); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			_ = stdin.Close()
			_ = load.Wait()
		})
	}
}

// BenchmarkEdge measures what lies between the wake-up and the written pin, the
// trace's queue included.
func BenchmarkEdge(b *testing.B) {
	step := edgeStep(b)
	b.ReportAllocs()
	for b.Loop() {
		step()
	}
}

// BenchmarkLateness plays 600 edges, one each 10 ms, through the player's wait,
// and reports in µs how late the pin was written. No test asserts these: they
// are read against a bare sleep and a bare timer in the same run.
func BenchmarkLateness(b *testing.B) {
	const edges, period = 600, 10 * time.Millisecond
	for _, load := range []struct {
		name string
		busy func(*testing.B)
	}{{"idle", func(*testing.B) {}}, {"busy", busy}} {
		b.Run(load.name, func(b *testing.B) {
			load.busy(b)
			for _, how := range []struct {
				name string
				wait func(ctx context.Context, clock *timer.Clock) func(due timer.Instant)
				real bool
			}{
				{"player-real-time", pacedWait(BestSleep()), true},
				{"player", pacedWait(BestSleep()), false},
				{"sleep", bareSleep, false},
				{"timer", timerWait, false},
			} {
				b.Run(how.name, func(b *testing.B) {
					// Not unlocked again: a thread with a class ends with its goroutine.
					runtime.LockOSThread()
					if how.real && !realTime(zerolog.Nop()) {
						b.Skip("this machine gives no real-time class")
					}
					light := newLight(b, Dry("7"), Options{})
					clock := timer.NewClock("boot", time.Now(), zero)
					late := make([]time.Duration, 0, edges)
					for b.Loop() {
						late = late[:0]
						wait := how.wait(b.Context(), clock)
						start := clock.Steady().Add(period)
						for i := range edges {
							due := start.Add(time.Duration(i) * period)
							wait(due)
							if err := light.Set(i%2 == 0); err != nil {
								b.Fatal(err)
							}
							late = append(late, clock.Steady().Sub(due))
						}
					}
					slices.Sort(late)
					for _, q := range []struct {
						unit string
						at   int
					}{{"p50-µs", edges / 2}, {"p99-µs", edges * 99 / 100}, {"p99.9-µs", edges * 999 / 1000}, {"max-µs", edges - 1}} {
						b.ReportMetric(float64(late[q.at])/float64(time.Microsecond), q.unit)
					}
					b.ReportMetric(0, "ns/op") // six seconds, by construction
				})
			}
		})
	}
}

func pacedWait(sleep Sleeper) func(context.Context, *timer.Clock) func(timer.Instant) {
	return func(ctx context.Context, clock *timer.Clock) func(timer.Instant) {
		pace := pacer{clock: clock, sleep: sleep, programs: NewDesk().Programs(), wake: time.NewTimer(look)}
		return func(due timer.Instant) {
			for clock.Steady() < due {
				pace.wait(ctx, due, true)
			}
		}
	}
}

// bareSleep is the most that a player can reach: nothing but the sleep, which no
// program interrupts.
func bareSleep(_ context.Context, clock *timer.Clock) func(timer.Instant) {
	sleep := BestSleep()
	return func(due timer.Instant) { sleep.Until(clock.Time(due)) }
}

// timerWait is what package time alone reaches.
func timerWait(_ context.Context, clock *timer.Clock) func(timer.Instant) {
	wake := time.NewTimer(look)
	return func(due timer.Instant) {
		wake.Reset(time.Until(clock.Time(due)))
		<-wake.C
	}
}

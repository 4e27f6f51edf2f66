package gpio

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"rostrum/timer"
)

// What BenchmarkLateness plays of each: so many rounds by turns, so that a machine
// that has a bad minute has it for both.
const (
	rounds        = 10
	edgesInRound  = 1000
	benchPeriod   = 5 * time.Millisecond
	latestCounted = 100_000 // µs, of cyclictest's histogram
	keptObjects   = 20_000  // of 64 bytes
)

// BenchmarkLateness plays ten thousand edges through the player's wait and as many
// through cyclictest (Debian's rt-tests), the least that a program of this system
// can reach, in the same scheduling class and by turns. It reports both in µs, and
// the ratio. No test asserts these.
func BenchmarkLateness(b *testing.B) {
	if _, err := exec.LookPath("cyclictest"); err != nil {
		b.Skip("there is no cyclictest here (Debian: apt-get install rt-tests), to which lateness is a ratio")
	}
	for _, load := range []struct {
		name string
		busy func(*testing.B)
	}{{"idle", func(*testing.B) {}}, {"busy", busy}, {"collecting", collecting}} {
		b.Run(load.name, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(8, runtime.NumCPU()))) // as the programs do
			load.busy(b)
			for _, class := range []struct {
				name   string
				real   bool
				policy []string
			}{
				{"real-time", true, []string{"--policy=fifo", fmt.Sprint("--priority=", priority)}},
				{"ordinary", false, []string{"--policy=other"}},
			} {
				b.Run(class.name, func(b *testing.B) {
					var ours, limit []time.Duration
					for b.Loop() {
						ours, limit = nil, nil
						for range rounds {
							ours = append(ours, playRound(b, class.real)...)
							limit = append(limit, cyclictest(b, class.policy)...)
						}
					}
					mine, least := &Measurement{Late: ours}, &Measurement{Late: limit}
					slices.Sort(mine.Late)
					slices.Sort(least.Late)
					for _, q := range []struct {
						name  string
						share float64
					}{{"p50", 0.5}, {"p99", 0.99}, {"p99.9", 0.999}, {"max", 1}} {
						a, c := mine.Quantile(q.share), least.Quantile(q.share)
						b.ReportMetric(float64(a)/float64(time.Microsecond), q.name+"-µs")
						b.ReportMetric(float64(c)/float64(time.Microsecond), q.name+"-cyclictest-µs")
						b.ReportMetric(float64(a)/float64(max(c, time.Microsecond)), q.name+"-ratio")
					}
					b.ReportMetric(0, "ns/op") // minutes, by construction
				})
			}
		})
	}
}

// playRound plays edges on a thread of its own, which ends with its class.
func playRound(b *testing.B, real bool) []time.Duration {
	late := make([]time.Duration, 0, edgesInRound)
	refused := false
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		if real && !realTime(zerolog.Nop()) {
			refused = true
			return
		}
		light, err := New(Dry("7"), Options{})
		if err != nil {
			b.Error(err)
			return
		}
		clock := timer.NewClock("boot", time.Now(), 0)
		pace := pacer{clock: clock, desk: NewDesk(nil)}
		start := clock.Steady().Add(10 * time.Millisecond)
		for i := range edgesInRound {
			due := start.Add(time.Duration(i) * benchPeriod)
			for clock.Steady() < due {
				pace.wait(due, true)
			}
			_ = light.Set(i%2 == 0) // a dry pin takes everything
			late = append(late, clock.Steady().Sub(due))
		}
	}()
	<-done
	if refused {
		b.Skip("this machine gives no real-time class")
	}
	return late
}

// cyclictest returns the latencies of its histogram, which counts whole µs.
func cyclictest(b *testing.B, policy []string) (late []time.Duration) {
	args := append([]string{
		"--quiet", "--threads=1", fmt.Sprint("--interval=", benchPeriod.Microseconds()),
		fmt.Sprint("--loops=", edgesInRound), fmt.Sprint("--histogram=", latestCounted),
	}, policy...)
	out, err := exec.CommandContext(b.Context(), "cyclictest", args...).Output() //nolint:gosec // words of this file
	if err != nil {
		b.Skipf("cyclictest: %v", err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		at, count, ok := strings.Cut(lines.Text(), " ")
		µs, err := strconv.Atoi(at)
		times, err2 := strconv.Atoi(strings.TrimSpace(count))
		if ok && err == nil && err2 == nil {
			late = append(late, slices.Repeat([]time.Duration{time.Duration(µs) * time.Microsecond}, times)...)
		}
		if overflows, ok := strings.CutPrefix(lines.Text(), "# Histogram Overflows: "); ok {
			times, _ := strconv.Atoi(strings.TrimSpace(overflows))
			late = append(late, slices.Repeat([]time.Duration{latestCounted * time.Microsecond}, times)...)
		}
	}
	if len(late) != edgesInRound {
		b.Fatalf("cyclictest counted %d of %d", len(late), edgesInRound)
	}
	return late
}

// collecting collects the garbage of a heap like the agent's a hundred times a
// second until the benchmark ends; the agent does it a few times an hour.
func collecting(b *testing.B) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		kept := make([]*[64]byte, keptObjects)
		again := time.NewTicker(10 * time.Millisecond)
		defer again.Stop()
		for ctx.Err() == nil {
			for i := range kept {
				kept[i] = new([64]byte)
			}
			runtime.GC()
			<-again.C
		}
		runtime.KeepAlive(kept)
	}()
	b.Cleanup(func() {
		stop()
		<-done
	})
}

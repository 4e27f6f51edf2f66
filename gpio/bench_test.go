package gpio

import (
	"io"
	"os"
	"os/exec"
	"runtime"
	"testing"
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

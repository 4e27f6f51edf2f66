//go:build linux

package hall_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"rostrum/cmd/internal/testbed"
)

// The witness looks at the clock each millisecond, and says when it did so late.
const (
	look     = time.Millisecond
	tolerant = time.Millisecond
)

// beWitness has a thread on each processor: what one of them is kept from by whoever hosts
// this machine, a thread on another one does not see.
func beWitness([]string) error {
	var all unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		return err
	}
	ended := make(chan error)
	class := sync.OnceFunc(func() { fmt.Println("class", classOf()) })
	for cpu, left := 0, all.Count(); left > 0; cpu++ {
		if !all.IsSet(cpu) {
			continue
		}
		left--
		go func() {
			runtime.LockOSThread()
			var mine unix.CPUSet
			mine.Set(cpu)
			if err := unix.SchedSetaffinity(0, &mine); err != nil {
				ended <- err
				return
			}
			_ = unix.SchedSetAttr(0, &unix.SchedAttr{Size: unix.SizeofSchedAttr, Policy: unix.SCHED_FIFO, Priority: 20}, 0)
			class()
			ended <- watch()
		}()
	}
	return <-ended
}

// classOf is that of this thread.
func classOf() string {
	if is, err := unix.SchedGetAttr(0, 0); err == nil && is.Policy == unix.SCHED_FIFO {
		return "real-time"
	}
	return "ordinary"
}

// watch sleeps in the kernel, in a real-time class above that of the light, where it may;
// it never leaves its thread, and allocates only where its processor was late.
func watch() error {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return err
	}
	for next := now.Nano(); ; {
		next += int64(look)
		until := unix.NsecToTimespec(next)
		for unix.ClockNanosleep(unix.CLOCK_MONOTONIC, unix.TIMER_ABSTIME, &until, nil) == unix.EINTR {
		}
		if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
			return err
		}
		if late := now.Nano() - next; late > int64(tolerant) {
			wall := time.Now().UnixNano()
			fmt.Println("late", wall-late, wall)
			next = now.Nano()
		}
	}
}

// span is a stretch of time.
type span struct{ from, to time.Time }

// witness is the process, and what it has said so far.
type witness struct {
	mu    sync.Mutex
	class string
	late  []span
}

func newWitness(t *testing.T) *witness {
	t.Helper()
	out, in := io.Pipe()
	command := exec.Command(os.Args[0])
	command.Env, command.Stdout, command.Stderr = append(os.Environ(), beOf+"=witness"), in, os.Stderr
	testbed.StartChild(t, command)
	w := &witness{}
	lines := bufio.NewScanner(out)
	if lines.Scan() {
		w.class = strings.TrimPrefix(lines.Text(), "class ")
	}
	go func() {
		for lines.Scan() {
			words := strings.Fields(lines.Text())
			from, _ := strconv.ParseInt(words[1], 10, 64)
			to, _ := strconv.ParseInt(words[2], 10, 64)
			w.mu.Lock()
			w.late = append(w.late, span{time.Unix(0, from), time.Unix(0, to)})
			w.mu.Unlock()
		}
	}()
	return w
}

// excuses says whether the machine itself was late at some moment of a stretch.
func (w *witness) excuses(from, to time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.late {
		if s.from.Before(to) && s.to.After(from.Add(-look)) {
			return true
		}
	}
	return false
}

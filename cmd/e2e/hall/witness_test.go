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

// beWitness sleeps in the kernel, in a real-time class above that of the light, where
// it may; it never leaves its thread, and allocates only where the machine was late.
func beWitness([]string) error {
	runtime.LockOSThread()
	class := "ordinary"
	if unix.SchedSetAttr(0, &unix.SchedAttr{Size: unix.SizeofSchedAttr, Policy: unix.SCHED_FIFO, Priority: 20}, 0) == nil {
		class = "real-time"
	}
	fmt.Println("class", class)
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

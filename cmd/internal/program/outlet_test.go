package program_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/cmd/internal/program"
)

// reader is a terminal, or a pipe, whose reader stands still until it is told to go on.
type reader struct {
	going chan struct{} // closed when it reads

	mu   sync.Mutex
	read bytes.Buffer
}

func newReader() *reader { return &reader{going: make(chan struct{})} }

func (r *reader) Write(p []byte) (int, error) {
	<-r.going
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.read.Write(p)
}

func (r *reader) lines() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Split(strings.TrimSuffix(r.read.String(), "\n"), "\n")
}

// What is said comes whole and in order, also what was said last.
func TestOutletSaysAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReader()
		close(r.going)
		o := program.NewOutlet(r)
		var want []string
		for n := range 100 {
			fmt.Fprintln(o, "line", n)
			want = append(want, fmt.Sprint("line ", n))
		}
		o.Close()
		if got := r.lines(); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("it said %q", got)
		}
	})
}

// A reader that stands still keeps nobody waiting, however much is said; what found no
// room is counted, also when several speak, and said when the reader goes on.
func TestOutletWhoseReaderStandsStill(t *testing.T) {
	const speakers, each, length = 8, 4000, 100
	synctest.Test(t, func(t *testing.T) {
		r := newReader()
		o := program.NewOutlet(r)
		_, whole := program.NewLog(o)
		begun := time.Now()
		var all sync.WaitGroup
		for range speakers {
			all.Go(func() {
				for range each {
					whole.Info().Msg(strings.Repeat("x", length))
				}
			})
		}
		all.Wait()
		if took := time.Since(begun); took != 0 {
			t.Errorf("who speaks waited for %v", took)
		}
		close(r.going)
		synctest.Wait()
		whole.Info().Msg("the last")
		o.Close()
		read, dropped := 0, 0
		lines := r.lines()
		for _, text := range lines {
			var line struct {
				Message string
				Lines   int
			}
			if err := json.Unmarshal([]byte(text), &line); err != nil {
				t.Fatalf("%v: %s", err, text)
			}
			dropped += line.Lines
			if len(line.Message) == length {
				read++
			}
		}
		if read+dropped != speakers*each || dropped == 0 || read < 5000 {
			t.Errorf("%d lines came and %d are said to be missing; %d were said", read, dropped, speakers*each)
		}
		if last := lines[len(lines)-1]; !strings.Contains(last, "the last") {
			t.Errorf("the last line is %s", last)
		}
	})
}

// The end waits for a reader for a moment only, and what a tool drops it says in words.
func TestOutletEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReader()
		o := program.NewOutlet(r)
		fmt.Fprintln(o, "the first")
		synctest.Wait() // it is being written
		_, _ = o.Write(make([]byte, 2<<20))
		begun := time.Now()
		o.Close()
		if took := time.Since(begun); took < 300*time.Millisecond || took > 500*time.Millisecond {
			t.Errorf("it took %v to end", took)
		}
		fmt.Fprintln(o, "too late")
		close(r.going)
		synctest.Wait()
		if got := r.lines(); len(got) != 2 || got[0] != "the first" || got[1] != "2 lines were dropped, since nobody read them" {
			t.Errorf("it said %q", got)
		}
	})
}

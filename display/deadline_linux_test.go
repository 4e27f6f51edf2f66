package display_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rostrum/display/access"
	"rostrum/timer"
	"rostrum/timer/listfile"
)

// hammerOf names the variable that makes the test program the clients that hammer
// the API: the address, and the key of an operator.
const hammerOf = "ROSTRUM_TEST_HAMMER_OF"

// The load of BenchmarkDeadlines.
const (
	readRows     = 10_000
	hammers      = 4                      // clients that ask as fast as they are answered
	editEvery    = 100 * time.Millisecond // a change that all screens are told
	editedEntry  = "e2"
	spokenLength = 1100 * time.Millisecond
)

// marked puts three marks into each second.
func marked() timer.SetRules {
	warning, grace := timer.Mark{Offset: 300 * time.Millisecond}, 300*time.Millisecond
	rule := timer.RuleChange{Kind: timer.State, Limit: 600 * time.Millisecond, Warning: &warning, Grace: &grace}
	return timer.SetRules{Change: []timer.RuleChange{rule}}
}

// BenchmarkDeadlines measures how late the engine publishes ticks and changes of
// phase: idle, and with 1,000 screens connected, a list of 10,000 rows being read
// and clients hammering the API. An iteration is ten statements of 1.1 s, with four
// deadlines each, played at rest and then under the load, so that both have the
// same machine. By hand: -benchtime 25x, ten minutes, a thousand deadlines of each.
func BenchmarkDeadlines(b *testing.B) {
	var idle, loaded []time.Duration
	var ahead []int
	for b.Loop() {
		idle = append(idle, deadlines(b, nil)...)
		loaded = append(loaded, deadlines(b, &ahead)...)
	}
	slices.Sort(idle)
	slices.Sort(loaded)
	slices.Sort(ahead)
	for _, q := range []struct {
		name  string
		share float64
	}{{"p50", 0.5}, {"p99", 0.99}, {"p99.9", 0.999}, {"max", 1}} {
		rest, work := nth(idle, q.share), nth(loaded, q.share)
		b.ReportMetric(float64(rest)/1e6, q.name+"-idle-ms")
		b.ReportMetric(float64(work)/1e6, q.name+"-loaded-ms")
		b.ReportMetric(float64(work)/float64(max(rest, 1)), q.name+"-ratio")
	}
	if len(ahead) > 0 {
		b.ReportMetric(float64(nth(ahead, 0.5)), "p50-screens-before-the-chair")
		b.ReportMetric(float64(nth(ahead, 0.9)), "p90-screens-before-the-chair")
	}
	b.ReportMetric(float64(len(loaded)), "deadlines")
	b.ReportMetric(0, "ns/op") // given by the statements
}

// nth is the value that so great a share does not exceed.
func nth[T any](sorted []T, share float64) (v T) {
	if len(sorted) > 0 {
		v = sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
	}
	return v
}

const statementsInRound = 10

// deadlines plays a round, under load where the screens before the chair are asked
// for.
func deadlines(b *testing.B, ahead *[]int) []time.Duration {
	b.Helper()
	h := open(b)
	h.do(marked())
	w := &watch{clock: h.clock}
	defer h.engine.Follow(w.see)()
	end := func() {}
	if ahead != nil {
		end = h.burden(b, ahead)
	}
	h.speak()
	for range statementsInRound {
		time.Sleep(spokenLength) // the statement, not a wait of the benchmark
		h.do(timer.Restart{})
	}
	end()
	h.endAll()
	return w.late
}

// watch notes how late each deadline was published; by the engine alone.
type watch struct {
	clock *timer.Clock
	zero  timer.Instant
	phase timer.Phase
	tick  uint64
	late  []time.Duration
}

func (w *watch) see(s *timer.Snapshot) {
	now := w.clock.Steady()
	f := s.Meeting.Floor
	if f == nil || !f.Running {
		w.tick = s.Tick
		return
	}
	phase := f.PhaseAt(s.At.Steady)
	if f.Zero != w.zero { // restarted: a command, no deadline
		w.zero, w.phase, w.tick = f.Zero, phase, s.Tick
		return
	}
	if phase != w.phase {
		w.phase = phase
		mark := map[timer.Phase]time.Duration{
			timer.Warning: f.Rule.WarningAt(), timer.Over: f.Rule.Limit, timer.Overrun: f.Rule.Limit + f.Rule.Grace,
		}[phase]
		w.late = append(w.late, now.Sub(f.Zero.Add(mark)))
	}
	if s.Tick != w.tick {
		w.tick = s.Tick
		w.late = append(w.late, now.Sub(s.TickAt))
	}
}

// burden loads a house; end takes the load away.
func (h *house) burden(b *testing.B, ahead *[]int) (end func()) {
	b.Helper()
	operator, _, err := h.store.NewKey(access.Grant{Role: string(timer.Chair), Name: "hammer"})
	if err != nil {
		b.Fatal(err)
	}
	address := h.door.Addr().String()
	screens := startCrowd(b, houseFan{h, "ws " + address + " " + operator})
	hammer := exec.Command(os.Args[0])
	hammer.Env = append(os.Environ(), hammerOf+"="+address+" "+operator)
	hammer.Stderr = os.Stderr
	if err := hammer.Start(); err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	var reader sync.WaitGroup
	reader.Go(func() {
		rows := manyRows()
		for ctx.Err() == nil {
			if _, err := listfile.Read(rows); err != nil {
				b.Error(err)
				return
			}
		}
	})
	return func() {
		stop()
		reader.Wait()
		_ = hammer.Process.Kill()
		_ = hammer.Wait()
		seen := screens.end(houseFan{h, ""})
		*ahead = append(*ahead, seen.Ahead...)
	}
}

// houseFan lets a crowd come to a house.
type houseFan struct {
	h  *house
	at string
}

func (f houseFan) addr() string { return f.at }
func (f houseFan) connected() (n int) {
	for _, of := range f.h.server.Connected() {
		n += of
	}
	return n
}
func (f houseFan) stop() { _ = f.h.close() }

func manyRows() []byte {
	var text bytes.Buffer
	text.WriteString("seq,delegation,kind,represented_by\n")
	for i := range readRows {
		fmt.Fprintf(&text, "%d,Delegation %d,state,Speaker %d\n", i+1, i+1, i+1)
	}
	return text.Bytes()
}

// beHammer asks for the state and for what is refused as fast as it is answered,
// and edits the list ten times a second, until it is killed.
func beHammer(address string) error {
	address, key, _ := strings.Cut(address, " ")
	ask := func(method, path, body string) error {
		r, err := http.NewRequest(method, "http://"+address+path, strings.NewReader(body))
		if err != nil {
			return err
		}
		r.Header.Set("Authorization", "Bearer "+key)
		r.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return err
		}
		defer func() { _ = answer.Body.Close() }()
		_, err = io.Copy(io.Discard, answer.Body)
		return err
	}
	failed := make(chan error, hammers+1)
	for i := range hammers {
		go func() {
			for n := 0; ; n++ {
				method, path, body := http.MethodGet, "/api/v1/state", ""
				if i%2 == 1 {
					method, path, body = http.MethodPost, "/api/v1/commands", fmt.Sprintf(`{"id":"%d-%d","do":"resume"}`, i, n)
				}
				if err := ask(method, path, body); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	go func() {
		for n := 0; ; n++ {
			time.Sleep(editEvery)
			body := fmt.Sprintf(`{"id":"edit-%d","do":"amend","entry":%q,"speaker":"Speaker %d"}`, n, editedEntry, n)
			if err := ask(http.MethodPost, "/api/v1/commands", body); err != nil {
				failed <- err
				return
			}
		}
	}()
	if err := <-failed; !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

package crash_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/journal"
)

// Somebody has got hold of a light's key, and reports as fast as the network takes it:
// the chair goes on, the disk and the log have little of it, operators are told, and no
// other connection of that key can say what the light did.
func TestFloodFromALeakedKey(t *testing.T) {
	const flood = 400 // 200 are taken at once, and fifty a second of the others
	dir := t.TempDir()
	p := testbed.Start(t, dir, rehearsal(t, dir, 3)...)
	key := p.LightKey("8")
	is := wire.Agent{ID: "a", Version: "1", Seats: []string{"8"}}
	agent := testbed.Come(t, p.Address(), key, is)
	s := p.Await("the agent", func(s *wire.State) bool { return testbed.SeatOf(s, "8").Connected })
	now, begun := s.ClockMS, time.Now()
	is.ID = "b"
	forger := testbed.Come(t, p.Address(), key, is)
	forger.Reports(wire.Report{Seat: "8", Signal: timer.Steady, Statement: forged, DeadlineMS: now, AtMS: now})
	if code := forger.TurnedAway(); code != wire.CloseTaken {
		t.Errorf("the other one of the same key was closed with %d", code)
	}

	over := make(chan struct{})
	go func() {
		defer close(over)
		for n := range flood {
			agent.Reports(wire.Report{Seat: "8", Signal: timer.Signal(n % 3), Statement: n + 1, DeadlineMS: now, AtMS: now})
		}
	}()
	for n, going := 0, true; going; n++ {
		select {
		case <-over:
			going = false // one more, of a chair that has it over
		default:
		}
		p.Do(fmt.Sprint("note ", n), "note", map[string]any{"text": "as ever"})
	}
	s = p.Await("a count", func(s *wire.State) bool { return testbed.SeatOf(s, "8").Dropped > flood/2 })
	if local := testbed.SeatOf(&s, "7"); local.Dropped != 0 || !local.Connected {
		t.Errorf("the honest light is %+v", local)
	}
	p.Stop()
	most := int(time.Since(begun)/time.Second) + 1
	if lines := strings.Count(p.Process().Log.String(), "more is reported of the light"); lines < 1 || lines > most {
		t.Errorf("the log says it %d times in %d seconds", lines, most)
	}
	file, err := journal.Open(filepath.Join(dir, "data", testbed.JournalFile))
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	err = file.Replay(func(r timer.Record) error {
		for _, o := range r.Observed {
			if o.Seat == "8" {
				kept++
			}
			if o.Statement == forged {
				t.Errorf("the record has what another one of the same key said: %+v", o)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	if kept == 0 || kept > 64+4*most {
		t.Errorf("of %d reports in %d seconds %d are on the disk", flood, most, kept)
	}
}

// forged is a statement that no honest report names.
const forged = 1 << 30

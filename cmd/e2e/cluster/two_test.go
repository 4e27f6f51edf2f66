package cluster_test

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// pairing is how two controllers are started.
type pairing struct {
	at    [2]string // their addresses
	lease int       // in seconds
	words []string  // that both have besides
	under []string  // a command under which the second one runs
}

// onLoopback is at any port, with a lease that is soon lost.
var onLoopback = pairing{at: [2]string{"127.0.0.1:0", "127.0.0.1:0"}, lease: 3}

// pair starts two controllers of a room, as two machines have them: each with data of its
// own, and the same chair's key. It returns the one that leads, and the one that stands by.
func (c *cluster) pair(t *testing.T, room string, p pairing) (lead, standby *testbed.Controller) {
	t.Helper()
	var both [2]*testbed.Controller
	for i := range both {
		dir := t.TempDir()
		if i > 0 {
			key, err := os.ReadFile(filepath.Join(both[0].Dir, "chair.key"))
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, "chair.key"), key, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		both[i] = testbed.Start(t, dir, append([]string{"--cluster", strings.Join(c.endpoints(), ","), "--cluster-name", room, "--cluster-lease-s", fmt.Sprint(p.lease), "--listen", p.at[i],
			"--cluster-ca", c.house.authority, "--cluster-cert", c.house.certificate, "--cluster-key", c.house.key}, p.words...)...)
	}
	if len(p.under) > 0 {
		both[1].Kill()
		both[1].Under = p.under
		both[1].Restart()
	}
	settled := func(s *wire.State) bool { return s.Lead > 0 || s.Standby != nil && s.Standby.Leader != "" }
	first := both[0].Await("somebody who leads", settled)
	if first.Lead == 0 {
		slices.Reverse(both[:])
	}
	both[0].Await("a meeting", func(s *wire.State) bool { return s.Lead > 0 && len(s.List) > 0 })
	return both[0], both[1]
}

// follows waits until a controller stands by for another one and has all that it has.
func follows(standby, lead *testbed.Controller, rev uint64) wire.State {
	standby.Helper()
	return standby.Await("the standby to have it", func(s *wire.State) bool {
		return s.Standby != nil && s.Standby.Leader == lead.Address() && s.Rev >= rev
	})
}

// zeroAt wants a statement that runs since an instant, to what a number in JSON can hold:
// both controllers are on one machine, and have its clock.
func zeroAt(t *testing.T, who string, s wire.State, want float64) {
	t.Helper()
	if s.Floor == nil || s.Floor.ZeroMS == nil || math.Abs(*s.Floor.ZeroMS-want) > 0.001 {
		t.Errorf("%s: the floor is %+v; its zero was %v", who, s.Floor, want)
	}
}

// Two controllers. The one that leads is killed in mid-statement while commands are given:
// the other one leads, has all that was acknowledged, each once, and the statement goes on.
// The one that was killed comes back and stands by; asked to stop, the other one gives the
// lead back at once.
func TestTheOtherControllerLeads(t *testing.T) {
	testbed.AtLength(t)
	t.Parallel()
	c := bring(t)
	lead, standby := c.pair(t, "chamber", onLoopback)
	give := lead.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := lead.Do("start", "start", map[string]any{"statement": give.Statement})
	zeroAt(t, "the standby", follows(standby, lead, begun.Rev), begun.ClockMS)

	// The standby is looked at, and does nothing.
	if status, _, err := standby.Post(map[string]any{"id": "there", "do": "pause", "statement": give.Statement}); status != http.StatusConflict || !strings.Contains(fmt.Sprint(err), lead.Address()) {
		t.Errorf("the standby answers %d, %v", status, err)
	}
	if status, err := standby.Ask(http.MethodPut, "/api/v1/screens", []byte(`{}`), nil); status != http.StatusConflict {
		t.Errorf("settings at the standby: %d, %v", status, err)
	}

	first := lead.State().Lead
	var acknowledged atomic.Int64
	killed := make(chan struct{})
	ended := make(chan map[string]uint64)
	go func() {
		taken := make(map[string]uint64) // delegation -> revision
		defer func() { ended <- taken }()
		for n := 0; ; n++ {
			name := fmt.Sprint("Delegation ", n)
			_, receipt, err := lead.Post(inscription(n))
			if err == nil {
				taken[name] = receipt.Rev
				acknowledged.Add(1)
			}
			select {
			case <-killed:
				return
			default:
			}
		}
	}()
	for until := time.Now().Add(testbed.Patience); acknowledged.Load() < 10 && time.Now().Before(until); {
		<-time.After(10 * time.Millisecond)
	}
	lead.Kill()
	close(killed)
	taken := <-ended
	if len(taken) < 10 {
		t.Fatalf("only %d commands were acknowledged", len(taken))
	}
	s := standby.Await("the other controller to lead", func(s *wire.State) bool { return s.Standby == nil && s.Lead > first })
	zeroAt(t, "who leads now", s, begun.ClockMS)
	holdsAll(t, s, taken)
	for n := range len(taken) {
		name := fmt.Sprint("Delegation ", n)
		_, again, err := standby.Post(inscription(n))
		if err != nil || !again.Repeated || again.Rev != taken[name] {
			t.Errorf("the repeat of %s is answered %+v, %v; it made revision %d", name, again, err, taken[name])
		}
	}
	pause := standby.Do("pause", "pause", map[string]any{"statement": give.Statement})

	lead.Restart()
	back := follows(lead, standby, pause.Rev)
	holdsAll(t, back, taken)
	if back.Floor == nil || !back.Floor.Paused {
		t.Errorf("back again, the floor is %+v", back.Floor)
	}
	standby.Stop()
	s = lead.Await("the first controller to lead again", func(s *wire.State) bool { return s.Standby == nil && s.Lead > 0 })
	holdsAll(t, s, taken)
	lead.Do("resume", "resume", map[string]any{"statement": give.Statement})
	lead.Stop()
}

func inscription(n int) map[string]any {
	return map[string]any{"id": fmt.Sprint("inscribe ", n), "do": "inscribe", "delegation": fmt.Sprint("Delegation ", n), "kind": "state"}
}

// holdsAll wants each delegation that was acknowledged on the list, once.
func holdsAll(t *testing.T, s wire.State, taken map[string]uint64) {
	t.Helper()
	lines := make(map[string]int)
	for _, e := range s.List {
		lines[e.Delegation]++
	}
	for name := range taken {
		if lines[name] != 1 {
			t.Errorf("%s is on the list %d times", name, lines[name])
		}
	}
}

// A controller that leads stands still for longer than its lease: the other one leads; and
// the first, going on, is silent, and stands by.
func TestTheLeadStandsStill(t *testing.T) {
	testbed.AtLength(t)
	t.Parallel()
	c := bring(t)
	lead, standby := c.pair(t, "still", onLoopback)
	first := lead.State().Lead
	sleeper := &member{process: lead.Process()}
	c.stop(sleeper, true)
	s := standby.Await("the other controller to lead", func(s *wire.State) bool { return s.Standby == nil && s.Lead > first })
	closed := standby.Do("close", "close-list", nil)
	c.stop(sleeper, false)
	if status, receipt, err := lead.Post(map[string]any{"id": "late", "do": "reopen-list"}); err == nil {
		t.Errorf("who does not lead any more answers %d, %+v", status, receipt)
	} else if status != 0 && !errors.Is(err, testbed.ErrRefused) {
		t.Error(err)
	}
	if s := follows(lead, standby, closed.Rev); !s.Meeting.ListClosed || s.Lead != 0 {
		t.Errorf("it stands by with lead %d", s.Lead)
	}
	if now := standby.State(); now.Lead != s.Lead {
		t.Errorf("lead %d became lead %d", s.Lead, now.Lead)
	}
}

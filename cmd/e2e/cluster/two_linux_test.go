package cluster_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// The second controller has a steady clock of its own, a day ahead and of another boot, as
// another machine has. Before it leads it shows the statement by what it measured of the
// first one's clock; when that is killed it goes on by it, says so, and how well it knows.
func TestTheOtherMachineLeads(t *testing.T) {
	boot := filepath.Join(t.TempDir(), "boot_id")
	if err := os.WriteFile(boot, []byte("00000000-1111-2222-3333-444444444444\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	under := testbed.WithOwnMounts("--time", "--boottime", "86400", "sh", "-c",
		"mount --bind "+boot+` /proc/sys/kernel/random/boot_id && exec "$@"`, "sh")
	if text, err := exec.Command(under[0], append(under[1:], "true")...).CombinedOutput(); err != nil { //nolint:gosec // the test's own words
		testbed.Need(t, testbed.Disks, fmt.Errorf("no machine with another clock can be made here (%w, %s): a measured clock is not played", err, text))
	}
	c := bring(t)
	lead, standby := c.pair(t, "two-clocks", pairing{at: onLoopback.at, lease: onLoopback.lease, under: under})
	give := lead.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := lead.Do("start", "start", map[string]any{"statement": give.Statement})

	// Both read the wall clock of this machine, at the same moment as their own: by it what
	// they show is compared, however long an answer takes.
	right := func(who string, s wire.State) {
		if s.Floor == nil || s.Floor.ZeroMS == nil {
			t.Fatalf("%s: the floor is %+v", who, s.Floor)
		}
		if off := s.Now.Sub(begun.At) - time.Duration(s.Floor.ElapsedMS)*time.Millisecond; off < -5*time.Millisecond || off > 6*time.Millisecond { // elapsed is rounded down
			t.Errorf("%s: elapsed is off by %v", who, off)
		} else {
			t.Logf("%s: elapsed is off by %v", who, off)
		}
	}
	s := standby.Await("the standby to know the clock of who leads", func(s *wire.State) bool {
		return s.Standby != nil && s.Standby.WithinMS > 0 && s.Standby.WithinMS <= 5 && s.Rev >= begun.Rev
	})
	if s.Boot == lead.State().Boot {
		t.Fatal("both have the same clock")
	}
	right("the standby", s)
	lead.Kill()
	s = standby.Await("the other machine to lead", func(s *wire.State) bool { return s.Standby == nil && s.Lead > 0 })
	right("who leads now", s)
	said := ""
	for _, n := range s.Notices {
		if n.Code == "clock-measured" {
			said = n.About
		}
	}
	if said == "" {
		t.Errorf("nobody is told: %+v", s.Notices)
	}
	t.Logf("it says that it is right to within %s", said)
	standby.Do("end", "end", nil)
}

package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// A controller is cut off from all machines while the other one leads, and its chair would go
// on unrecorded. The word of a light that has heard the other one is enough to refuse it; and
// where no light is heard, that of the one machine which is left when the other two are lost
// with who led.
func TestAnotherLeads(t *testing.T) {
	testbed.AtLength(t)
	for _, s := range []struct {
		word string
		cut  func(d *debate, lead, other *machine)
	}{
		{"a light", func(d *debate, lead, other *machine) {
			held(lead.members, true)
			other.Await("the lamp at who leads now", func(s *wire.State) bool {
				return s.Lead > 0 && s.Standby == nil && testbed.SeatOf(s, lampSeat).Connected
			})
			// What it says from then on says whom it obeys.
			heard := make(map[float64]bool)
			lead.Await("the lamp to be heard", func(s *wire.State) bool {
				if at := testbed.SeatOf(s, lampSeat).LastSeenMS; at != nil {
					heard[*at] = true
				}
				return len(heard) > 3
			})
		}},
		{"the third machine", func(d *debate, lead, other *machine) {
			lead.lights.Hold(true)
			held(lead.members, true)
			other.Await("the other controller to lead", func(s *wire.State) bool { return s.Lead > 0 && s.Standby == nil })
			for _, one := range d.both {
				one.member.process.Kill()
			}
			other.Kill()
			lead.members[2].Hold(false)
		}},
	} {
		t.Run(s.word, func(t *testing.T) {
			t.Parallel()
			d := newDebate(t, "")
			lead, other := d.places(d.leads())
			s.cut(d, lead, other)
			for n, patience := 0, newPatience(); ; n++ {
				_, receipt, err := lead.Post(map[string]any{"id": fmt.Sprint("on ", n), "do": "go-on-unrecorded"})
				switch {
				case err == nil:
					t.Fatalf("it goes on: %+v", receipt)
				case strings.Contains(err.Error(), `"another-leads"`):
					return
				case patience.over():
					t.Fatalf("it is refused for another reason: %v", err)
				}
			}
		})
	}
}

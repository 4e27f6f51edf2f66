package agents_test

import (
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/checker"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// Over a link that delays, jitters, stalls as where packets are lost or come out of
// order, and is slower one way than the other, the light is off by no more than the
// agent says; and over one that is the same both ways, hardly at all. What is
// asymmetric is not seen by any exchange of messages: half of it is the light's
// error, and lies within the bound. All of it is read from when the agent says that an
// edge was due: how late the machine moves the pin is another matter.
func TestLightOverSlowLinks(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for name, c := range map[string]struct {
		to, from time.Duration // the agent
		jitter   time.Duration
		stall    int // of a hundred messages, so many wait 200 ms more
		off      time.Duration
		atMost   time.Duration // off by, beside that
	}{
		"at once":                     {0, 0, 0, 0, 0, ms},
		"far away":                    {60 * ms, 60 * ms, 0, 0, 0, 2 * ms},
		"jitter":                      {20 * ms, 20 * ms, 15 * ms, 0, 0, 4 * ms},
		"loss":                        {20 * ms, 20 * ms, 5 * ms, 10, 0, 4 * ms},
		"slower towards the agent":    {50 * ms, 10 * ms, 0, 0, 20 * ms, 2 * ms},
		"slower from the agent":       {10 * ms, 50 * ms, 0, 0, -20 * ms, 2 * ms},
		"everything at the same time": {50 * ms, 10 * ms, 10 * ms, 5, 20 * ms, 6 * ms},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			house := newHouse(t, 1)
			d := &desk{c: house, seat: "1", key: house.KeyFile("1"), relay: house.cable()}
			dice := rand.New(rand.NewPCG(1, 2))
			var both sync.Mutex // of the ways
			d.relay.Delay(func(toAgent bool) time.Duration {
				both.Lock()
				defer both.Unlock()
				wait := map[bool]time.Duration{true: c.to, false: c.from}[toAgent]
				wait += time.Duration(dice.Float64() * float64(c.jitter))
				if dice.IntN(100) < c.stall {
					wait += 200 * ms
				}
				return wait
			})
			d.begin()
			house.Await("the light", lit("dark"))
			<-time.After(2 * time.Second) // of exchanges
			told := func(s wire.State) time.Duration { return time.Duration(testbed.SeatOf(&s, "1").ErrorMS * float64(ms)) }
			before := told(house.State())
			house.Do("give", "give-floor", map[string]any{"entry": "e1"})
			begun := house.WallOf(house.Do("start", "start", nil).ClockMS)
			s := house.Await("steady", lit("steady"))
			bound := max(before, told(s))
			d.end()
			p := checker.Piece{Plays: true, Zero: begun, Warning: shortWarning, Steady: shortLimit + shortGrace}
			want, moved := p.Edges(begun, begun.Add(shortLimit+shortGrace+time.Millisecond)), movements(t, d.lives[0].trace)
			if len(want) != 5 || len(moved) < len(want) {
				t.Fatalf("the light moved at %v; want %v", moved, want)
			}
			worst := time.Duration(0)
			for i, w := range want {
				off := moved[i].Due.Sub(w.Due)
				if moved[i].Lit != w.Lit || off.Abs() > bound+ms {
					t.Fatalf("the light moved at %v; want %v, give or take %v", moved, want, bound)
				}
				if (off-c.off).Abs() > (worst-c.off).Abs() || i == 0 {
					worst = off
				}
			}
			t.Logf("off by %v; the agent says by at most %v, its way and back take %s ms", worst, bound, strconv.FormatFloat(testbed.SeatOf(&s, "1").TripMS, 'f', 1, 64))
			if exact() && (worst-c.off).Abs() > c.atMost {
				t.Errorf("off by %v; want %v, give or take %v", worst, c.off, c.atMost)
			}
		})
	}
}

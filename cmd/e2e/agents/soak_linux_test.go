package agents_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/checker"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

const soakSeats = 8

// TestSoak plays a debate of as many statements as ROSTRUM_TEST_SOAK says to eight
// agents, while their cables are cut, fall silent and come back, agents and the
// controller are killed with signal 9 and started again, all at random. The checker
// then reads every trace. With ROSTRUM_TEST_EXACT no edge may be later than 5 ms,
// which asks for a machine that does nothing else.
func TestSoak(t *testing.T) {
	statements, bounds := 2, checker.Tolerance{Off: 100 * time.Millisecond, News: time.Second, Settle: 3 * time.Second}
	if n, err := strconv.Atoi(os.Getenv("ROSTRUM_TEST_SOAK")); err == nil {
		statements = n
	}
	if exact() {
		bounds = checker.Tolerance{Off: 5 * time.Millisecond, News: 5 * time.Millisecond, Settle: 1500 * time.Millisecond, Late: 5 * time.Millisecond}
	}
	seed := testbed.Seed(t)

	c := newHouse(t, statements)
	desks := make([]*desk, soakSeats)
	for i := range desks {
		desks[i] = newDesk(c, strconv.Itoa(i+1))
	}
	c.Await("eight lights", func(s *wire.State) bool {
		return !slices.ContainsFunc(desks, func(d *desk) bool { return !testbed.SeatOf(s, d.seat).Acknowledged })
	})

	debate := &soakDebate{c, testbed.DiceOf(seed, 200), make(map[string][]checker.Piece)}
	debate.speak(0) // in peace, so that there is something to see in the shortest soak

	over := make(chan struct{})
	var trouble sync.WaitGroup
	calm := sync.OnceFunc(func() {
		close(over)
		trouble.Wait()
	})
	defer calm() // trouble ends before the test does, also where the debate fails
	for i, d := range desks {
		dice := testbed.DiceOf(seed, uint64(i))
		trouble.Go(func() { d.suffer(dice, over) })
	}
	kills := 0
	trouble.Go(func() { kills = c.suffer(testbed.DiceOf(seed, 100), over) })
	for i := 1; i < statements; i++ {
		debate.speak(i)
		if i%10 == 9 {
			debate.testAll(i)
		}
	}
	calm()
	for _, d := range desks {
		d.end()
	}

	var late []time.Duration
	together := make(map[time.Time][]time.Duration)
	lives, cuts, open := 0, 0, 0
	for _, d := range desks {
		contacts := d.relay.Heard()
		cuts += len(contacts) - 1
		for _, l := range d.lives {
			lives++
			all := checker.Beliefs(l.born, l.died, debate.facts[d.seat], contacts, bounds)
			moved := movements(t, l.trace)
			if l.killed {
				moved = slices.DeleteFunc(moved, func(m checker.Movement) bool { return !m.At.Before(l.died) }) // on its way out
			}
			v := checker.Judge(d.seat, all, l.died, moved, bounds)
			for _, fault := range v.Faults {
				t.Errorf("%s, which lived from %s to %s", fault, l.born.Format(checker.ClockTime), l.died.Format(checker.ClockTime))
			}
			if len(v.Faults) > 0 {
				for _, c := range contacts {
					t.Logf("seat %s had contact from %s to %s", d.seat, c.From.Format(checker.ClockTime), c.To.Format(checker.ClockTime))
				}
				t.Logf("its light: %v", movements(t, l.trace))
				t.Logf("what happened: %+v", debate.facts[d.seat])
			}
			late, open = append(late, v.Late...), open+v.Open
			for at, offs := range v.Met {
				together[at] = append(together[at], offs...)
			}
		}
	}
	slices.Sort(late)
	apart, shared := time.Duration(0), 0
	for at, offs := range together {
		if len(offs) < 2 {
			continue
		}
		shared++
		spread := slices.Max(offs) - slices.Min(offs)
		apart = max(apart, spread)
		if spread > bounds.Off {
			t.Errorf("the clocks of the lights that move at %s are %v apart", at.Format(checker.ClockTime), spread)
		}
	}
	// A few statements may by chance be short, or fall into trouble, all of them.
	if len(late) == 0 || statements >= 20 && len(late) < 2*statements {
		t.Fatalf("only %d edges in %d statements could be held against the record", len(late), statements)
	}
	quantile := func(share float64) time.Duration { return late[min(len(late)-1, int(share*float64(len(late))))] }
	t.Logf("%d statements, %d agents in %d lives, %d times out of contact, the controller killed %d times: "+
		"%d edges held (earliest %v, p50 %v, p99 %v, latest %v), %d while an agent was hearing of it; "+
		"%d instants shared by lights, whose clocks were at most %v apart",
		statements, soakSeats, lives, cuts, kills, len(late), late[0], quantile(0.5), quantile(0.99), late[len(late)-1], open, shared, apart)
}

// exact says whether this machine does nothing else, so that lateness can be judged.
func exact() bool { return os.Getenv("ROSTRUM_TEST_EXACT") != "" }

// between waits for a random time, and says whether it goes on.
func between(dice *rand.Rand, least, most time.Duration, over <-chan struct{}) bool {
	wait := time.NewTimer(least + time.Duration(dice.Int64N(int64(most-least))))
	defer wait.Stop()
	select {
	case <-wait.C:
		return true
	case <-over:
		return false
	}
}

// suffer does to an agent what happens to agents.
func (d *desk) suffer(dice *rand.Rand, over <-chan struct{}) {
	for between(dice, 2*time.Second, 15*time.Second, over) {
		switch dice.IntN(4) {
		case 0:
			d.relay.Cut()
		case 1:
			d.relay.Sever(true)
			between(dice, 100*time.Millisecond, 5*time.Second, over)
			d.relay.Sever(false)
		case 2:
			d.relay.Hold(true)
			between(dice, 100*time.Millisecond, 6*time.Second, over)
			d.relay.Hold(false)
		case 3:
			d.kill()
			between(dice, 50*time.Millisecond, 2*time.Second, over)
			d.begin()
		}
	}
}

// suffer kills the controller now and then, and says how often.
func (c *house) suffer(dice *rand.Rand, over <-chan struct{}) (kills int) {
	for between(dice, 10*time.Second, 40*time.Second, over) {
		c.dieOnce(dice, over)
		kills++
	}
	return kills
}

// dieOnce kills the controller, and starts it again after a while.
func (c *house) dieOnce(dice *rand.Rand, over <-chan struct{}) {
	c.testing.Lock()
	defer c.testing.Unlock() // also where it does not serve again, which ends the caller
	c.Kill()
	between(dice, 50*time.Millisecond, 3*time.Second, over)
	c.restart()
}

// soakDebate drives the debate and notes what every light has to do.
type soakDebate struct {
	*house
	dice  *rand.Rand
	facts map[string][]checker.Piece
}

func (d *soakDebate) note(seat string, p checker.Piece) { d.facts[seat] = append(d.facts[seat], p) }

func (d *soakDebate) wait(least, most time.Duration) {
	between(d.dice, least, most, nil)
}

// speak plays one statement: as long as it likes, perhaps with a pause and more time.
func (d *soakDebate) speak(i int) {
	seat := strconv.Itoa(i%soakSeats + 1)
	id := func(what string) string { return fmt.Sprint(what, " ", i) }
	d.Insist(id("give"), "give-floor", map[string]any{"entry": fmt.Sprint("e", i+1)})
	begun := d.WallOf(d.Insist(id("start"), "start", nil).ClockMS)
	p := checker.Piece{From: begun, Plays: true, Zero: begun, Warning: shortWarning, Steady: shortLimit + shortGrace}
	d.note(seat, p)
	if d.dice.IntN(3) == 0 {
		d.wait(0, 2500*time.Millisecond)
		held := d.WallOf(d.Insist(id("pause"), "pause", nil).ClockMS)
		d.note(seat, checker.Piece{From: held})
		d.wait(0, time.Second)
		p.From = d.WallOf(d.Insist(id("resume"), "resume", nil).ClockMS)
		p.Zero = p.Zero.Add(p.From.Sub(held))
		d.note(seat, p)
	}
	if d.dice.IntN(4) == 0 {
		d.wait(0, 2500*time.Millisecond)
		p.From = d.WallOf(d.Insist(id("extend"), "extend", map[string]any{"by_ms": 1000}).ClockMS)
		p.Steady += time.Second
		d.note(seat, p)
	}
	if i == 0 {
		d.wait(p.Steady, p.Steady+time.Second)
	}
	d.wait(0, p.Steady+time.Second)
	d.note(seat, checker.Piece{From: d.WallOf(d.Insist(id("end"), "end", nil).ClockMS)})
}

// testAll lets all lights flash together. A test is not recorded: the controller
// would not know of it any more if it were killed meanwhile.
func (d *soakDebate) testAll(i int) {
	d.testing.Lock()
	defer d.testing.Unlock()
	d.Await("a light to test", func(s *wire.State) bool { // a controller that was just killed knows none
		return slices.ContainsFunc(s.Operator.Seats, func(s wire.Seat) bool { return s.Connected })
	})
	at := d.WallOf(d.Insist(fmt.Sprint("test ", i), "identify", nil).ClockMS)
	test := d.State().Operator.Test
	if test == nil {
		d.Fatal("no lights are tested")
	}
	for _, seat := range test.Seats { // those that it knows
		d.note(seat, checker.Piece{From: at, Plays: true, Zero: at, Until: testLasts})
	}
	d.wait(testLasts, testLasts+500*time.Millisecond)
}

// testLasts is how long a light flashes that is looked for.
const testLasts = 5 * time.Second

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// The rules of the soak: a statement of three minutes in three seconds.
const (
	shortWarning = time.Second
	shortLimit   = 2 * time.Second
	shortGrace   = time.Second
)

const soakSeats = 8

// TestSoak plays a debate of as many statements as ROSTRUM_TEST_SOAK says to eight
// agents, while their cables are cut, fall silent and come back, agents and the
// controller are killed with signal 9 and started again, all at random. The checker
// then reads every trace. With ROSTRUM_TEST_EXACT no edge may be later than 5 ms,
// which asks for a machine that does nothing else.
func TestSoak(t *testing.T) {
	statements, bounds := 4, tolerance{off: 100 * time.Millisecond, news: time.Second, settle: 3 * time.Second}
	if n, err := strconv.Atoi(os.Getenv("ROSTRUM_TEST_SOAK")); err == nil {
		statements = n
	}
	if exact() {
		bounds = tolerance{off: 5 * time.Millisecond, news: 5 * time.Millisecond, settle: 1500 * time.Millisecond, late: 5 * time.Millisecond}
	}
	seed := testbed.Seed(t)

	c := newController(t, statements)
	desks := make([]*soakDesk, soakSeats)
	for i := range desks {
		desks[i] = newSoakDesk(c, strconv.Itoa(i+1))
	}
	c.await("eight lights", func(s *wire.State) bool {
		return !slices.ContainsFunc(desks, func(d *soakDesk) bool { return !seat(s, d.seat).Acknowledged })
	})

	debate := &soakDebate{c, testbed.DiceOf(seed, 200), make(map[string][]piece)}
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
		contacts := d.relay.heard()
		cuts += len(contacts) - 1
		for _, l := range d.lives {
			lives++
			all := beliefs(l.born, l.died, debate.facts[d.seat], contacts, bounds)
			moved := movements(t, l.trace)
			if l.killed {
				moved = slices.DeleteFunc(moved, func(m movement) bool { return !m.at.Before(l.died) }) // on its way out
			}
			v := judge(d.seat, all, l.died, moved, bounds)
			for _, fault := range v.faults {
				t.Errorf("%s, which lived from %s to %s", fault, l.born.Format(clockTime), l.died.Format(clockTime))
			}
			if len(v.faults) > 0 {
				for _, c := range contacts {
					t.Logf("seat %s had contact from %s to %s", d.seat, c.from.Format(clockTime), c.to.Format(clockTime))
				}
				t.Logf("its light: %v", movements(t, l.trace))
				t.Logf("what happened: %+v", debate.facts[d.seat])
			}
			late, open = append(late, v.late...), open+v.open
			for at, offs := range v.met {
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
		if spread > bounds.off {
			t.Errorf("the clocks of the lights that move at %s are %v apart", at.Format(clockTime), spread)
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

// soakDesk is an agent with its cable.
type soakDesk struct {
	c     *controller
	seat  string
	key   string
	relay *relay
	agent *process
	lives []life
}

// life is one run of an agent.
type life struct {
	born, died time.Time
	killed     bool
	trace      string
}

func newSoakDesk(c *controller, seat string) *soakDesk {
	c.Helper()
	d := &soakDesk{c: c, seat: seat, key: c.keyFor(seat), relay: newRelay(c.TB, c.address)}
	d.begin()
	return d
}

func (d *soakDesk) begin() {
	trace := filepath.Join(d.c.dir, fmt.Sprintf("trace-%s-%d.jsonl", d.seat, len(d.lives)))
	d.lives = append(d.lives, life{born: time.Now(), trace: trace})
	d.agent = agentAt(d.c.TB, d.relay.address(), d.key, d.seat, trace)
}

func (d *soakDesk) kill() {
	now := &d.lives[len(d.lives)-1]
	d.agent.awaitFile(now.trace) // without one there is nothing to judge
	now.died, now.killed = time.Now(), true
	d.agent.kill()
}

func (d *soakDesk) end() {
	last := &d.lives[len(d.lives)-1]
	d.agent.awaitFile(last.trace) // it may have begun just now
	last.died = time.Now()
	if code := d.agent.stop(); code != 0 {
		d.c.Errorf("the agent of seat %s ended with %d", d.seat, code)
	}
}

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
func (d *soakDesk) suffer(dice *rand.Rand, over <-chan struct{}) {
	for between(dice, 2*time.Second, 15*time.Second, over) {
		switch dice.IntN(4) {
		case 0:
			d.relay.cut()
		case 1:
			d.relay.pull()
			between(dice, 100*time.Millisecond, 5*time.Second, over)
			d.relay.putBack()
		case 2:
			d.relay.hush()
			between(dice, 100*time.Millisecond, 6*time.Second, over)
			d.relay.speak()
		case 3:
			d.kill()
			between(dice, 50*time.Millisecond, 2*time.Second, over)
			d.begin()
		}
	}
}

// suffer kills the controller now and then, and says how often.
func (c *controller) suffer(dice *rand.Rand, over <-chan struct{}) (kills int) {
	for between(dice, 10*time.Second, 40*time.Second, over) {
		c.dieOnce(dice, over)
		kills++
	}
	return kills
}

// dieOnce kills the controller, and starts it again after a while.
func (c *controller) dieOnce(dice *rand.Rand, over <-chan struct{}) {
	c.testing.Lock()
	defer c.testing.Unlock() // also where it does not serve again, which ends the caller
	c.kill()
	between(dice, 50*time.Millisecond, 3*time.Second, over)
	c.restart()
}

// soakDebate drives the debate and notes what every light has to do.
type soakDebate struct {
	*controller
	dice  *rand.Rand
	facts map[string][]piece
}

func (d *soakDebate) note(seat string, p piece) { d.facts[seat] = append(d.facts[seat], p) }

func (d *soakDebate) wait(least, most time.Duration) {
	between(d.dice, least, most, nil)
}

// speak plays one statement: as long as it likes, perhaps with a pause and more time.
func (d *soakDebate) speak(i int) {
	seat := strconv.Itoa(i%soakSeats + 1)
	id := func(what string) string { return fmt.Sprint(what, " ", i) }
	d.do(id("give"), "give-floor", map[string]any{"entry": fmt.Sprint("e", i+1)})
	begun := d.wallOf(d.do(id("start"), "start", nil).ClockMS)
	p := piece{from: begun, plays: true, zero: begun, warning: shortWarning, steady: shortLimit + shortGrace}
	d.note(seat, p)
	if d.dice.IntN(3) == 0 {
		d.wait(0, 2500*time.Millisecond)
		held := d.wallOf(d.do(id("pause"), "pause", nil).ClockMS)
		d.note(seat, piece{from: held})
		d.wait(0, time.Second)
		p.from = d.wallOf(d.do(id("resume"), "resume", nil).ClockMS)
		p.zero = p.zero.Add(p.from.Sub(held))
		d.note(seat, p)
	}
	if d.dice.IntN(4) == 0 {
		d.wait(0, 2500*time.Millisecond)
		p.from = d.wallOf(d.do(id("extend"), "extend", map[string]any{"by_ms": 1000}).ClockMS)
		p.steady += time.Second
		d.note(seat, p)
	}
	if i == 0 {
		d.wait(p.steady, p.steady+time.Second)
	}
	d.wait(0, p.steady+time.Second)
	d.note(seat, piece{from: d.wallOf(d.do(id("end"), "end", nil).ClockMS)})
}

// testAll lets all lights flash together. A test is not recorded: the controller
// would not know of it any more if it were killed meanwhile.
func (d *soakDebate) testAll(i int) {
	d.testing.Lock()
	defer d.testing.Unlock()
	d.await("a light to test", func(s *wire.State) bool { // a controller that was just killed knows none
		return slices.ContainsFunc(s.Operator.Seats, func(s wire.Seat) bool { return s.Connected })
	})
	at := d.wallOf(d.do(fmt.Sprint("test ", i), "identify", nil).ClockMS)
	test := d.state().Operator.Test
	if test == nil {
		d.Fatal("no lights are tested")
	}
	for _, seat := range test.Seats { // those that it knows
		d.note(seat, piece{from: at, plays: true, zero: at, until: testLasts})
	}
	d.wait(testLasts, testLasts+500*time.Millisecond)
}

// testLasts is how long a light flashes that is looked for.
const testLasts = 5 * time.Second

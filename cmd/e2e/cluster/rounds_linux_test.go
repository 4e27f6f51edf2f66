package cluster_test

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
)

// oneDebate is how many rounds one room goes through.
const oneDebate = 10

// A debate under four clients while machines, members, controllers and cables fail, one in
// each round; all that was said and shown is read. Three kinds are played, and at length all,
// three rounds of each, or as many as ROSTRUM_TEST_ROUNDS says.
func TestDebateUnderFaults(t *testing.T) {
	if !testbed.Long() {
		t.Parallel() // it mostly waits
	}
	kinds := troubles[:3]
	rounds := len(kinds)
	if testbed.Long() {
		kinds, rounds = troubles, 3*len(troubles)
	}
	if text := os.Getenv("ROSTRUM_TEST_ROUNDS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("ROSTRUM_TEST_ROUNDS is %q, and no number of rounds", text)
		}
		kinds, rounds = troubles, n
	}
	play(t, kinds, rounds)
}

// How soon the other controller has the right tick, by thirty rounds in which it must lead.
func TestTakeoverTimes(t *testing.T) {
	testbed.AtLength(t)
	play(t, slices.DeleteFunc(slices.Clone(troubles), func(one trouble) bool { return !one.takesLead }), 30)
}

// play plays rounds of some kinds, each as often as the others, in random order.
func play(t *testing.T, kinds []trouble, rounds int) {
	t.Helper()
	seed := testbed.Seed(t)
	dice := testbed.DiceOf(seed, 0)
	var order []trouble
	for len(order) < rounds {
		for _, i := range dice.Perm(len(kinds)) {
			order = append(order, kinds[i])
		}
	}
	silent := make(map[string][]silence)
	for at := 0; at < rounds; at += oneDebate {
		some := order[at:min(at+oneDebate, rounds)]
		t.Run(fmt.Sprint("rounds from ", at), func(t *testing.T) {
			disk := ""
			if slices.ContainsFunc(some, func(one trouble) bool { return one.name == aFullDisk }) {
				disk = smallDisk(t)
			}
			d := newDebate(t, disk)
			for i, one := range some {
				was := d.play(t, testbed.DiceOf(seed, uint64(at+i+1)), one)
				silent[one.name] = append(silent[one.name], was)
			}
			d.judge(t)
		})
	}
	judgeSilence(t, silent)
}

// silence is for how long nobody had the right tick, and how much of it the machine stood
// still.
type silence struct{ long, still time.Duration }

// play is one round: somebody has the floor and the lamp flashes; trouble strikes; the right
// tick comes, and the statement is paused while what failed is still away; it is back, and
// whatever it did not hear of it does not do; the statement goes on, and ends.
func (d *debate) play(t *testing.T, dice *rand.Rand, one trouble) (was silence) {
	t.Helper()
	r := &round{dice: dice}
	r.lead, r.other = d.places(d.leads())
	if one.ready != nil {
		one.ready(d, r)
		d.whole()
	}
	over := make(chan struct{})
	var hands sync.WaitGroup
	calm := sync.OnceFunc(func() {
		close(over)
		hands.Wait()
	})
	defer calm() // also where the round fails
	for i, c := range d.hands {
		dice := rand.New(rand.NewPCG(dice.Uint64(), uint64(i)))
		hands.Go(func() { c.work(dice, over) })
	}
	entry, err := d.chair.insist("inscribe", map[string]any{"delegation": fmt.Sprintf("Speaker %d", d.chair.said), "kind": "state"}, false)
	if err != nil {
		t.Fatal(err)
	}
	given := d.guide("give-floor", map[string]any{"entry": entry.Entry, "seat": lampSeat})
	statement := map[string]any{"statement": given.Statement}
	d.guide("start", statement)
	d.shows(true)
	between(dice, time.Millisecond, time.Second, nil)

	before := d.witness.last()
	r.lead, r.other = d.places(d.named(before.Controller))
	done, struck, since := d.acknowledged(), time.Now(), d.now()
	one.strike(d, r)
	right := func(k checker.Tick) bool { return k.Came > since && checker.Right(d.turns, k) }
	switch {
	case one.takesLead:
		next := d.tick("the right one of who leads next", func(k checker.Tick) bool { return right(k) && k.Controller == r.other.member.name })
		was.long = next.Came - since
		was.still = d.stalls.within(struck, struck.Add(was.long))
	case one.within > 0: // who leads goes on, or leads again
		d.acknowledge(done + 8)
		next := d.tick("the right one", func(k checker.Tick) bool { return right(k) && k.Came > since+time.Second })
		was.long, was.still = d.longest(struck, since, next.Came, right)
	}
	if one.within > 0 {
		t.Logf("%s: without the right tick for %v, of which the machine stood still for %v", one.name, was.long.Round(time.Millisecond), was.still.Round(time.Millisecond))
	}
	if one.silences {
		one.heal(d, r)
		d.whole()
		d.guide("pause", statement)
		d.shows(false)
	} else {
		d.acknowledge(done + 8)
		d.guide("pause", statement)
		d.shows(false)
		one.heal(d, r)
		d.whole()
	}
	d.guide("resume", statement)
	d.shows(true)
	d.guide("end", statement)
	d.shows(false)
	calm()
	return was
}

// longest is the longest stretch in which no right tick came, from when trouble struck.
func (d *debate) longest(struck time.Time, since, until time.Duration, right func(checker.Tick) bool) (long, still time.Duration) {
	last := since
	for _, k := range d.witness.heard() {
		if !right(k) || k.Came > until {
			continue
		}
		if k.Came-last > long {
			long, still = k.Came-last, d.stalls.within(struck.Add(last-since), struck.Add(k.Came-since))
		}
		last = k.Came
	}
	return long, still
}

// acknowledge waits until so many acts were.
func (d *debate) acknowledge(n int) {
	d.Helper()
	d.await("acts to be acknowledged", func() bool { return d.acknowledged() >= n })
}

// places is who leads, and who stands by.
func (d *debate) places(who *machine) (lead, other *machine) {
	if who == d.both[0] {
		return who, d.both[1]
	}
	return who, d.both[0]
}

// named is the controller on a member's machine.
func (d *debate) named(name string) *machine {
	if d.both[0].member.name == name {
		return d.both[0]
	}
	return d.both[1]
}

// judgeSilence says how soon the right tick came, by kind. At length, on a machine that does
// nothing else, it is held: each round but for what the machine stood still, and the median
// as it is.
func judgeSilence(t *testing.T, silent map[string][]silence) {
	t.Helper()
	for _, one := range troubles {
		all := silent[one.name]
		if len(all) == 0 || one.within == 0 {
			continue
		}
		slices.SortFunc(all, func(a, b silence) int { return int(a.long - b.long) })
		least, median, most := all[0], all[len(all)/2], all[len(all)-1]
		t.Logf("%s, %d rounds: without the right tick for %v to %v, median %v; %v are allowed", one.name, len(all),
			least.long.Round(time.Millisecond), most.long.Round(time.Millisecond), median.long.Round(time.Millisecond), one.within)
		if !testbed.Long() {
			continue
		}
		if median.long > one.within {
			t.Errorf("%s: the median is %v, of %v", one.name, median.long, one.within)
		}
		for _, was := range all {
			if was.long-was.still > one.within {
				t.Errorf("%s: without the right tick for %v, of which the machine stood still for %v", one.name, was.long, was.still)
			}
		}
	}
}

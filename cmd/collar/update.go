package main

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"time"

	"rostrum/timer"
)

// The agent may upgrade nothing: it writes one file, at which a unit of the system begins,
// and reads what that says of it (deploy/update).
const (
	requestFile = "/run/collar/update"
	resultFile  = "/run/rostrum-update/result"
	sourceFile  = "/etc/apt/sources.list.d/rostrum.sources"
)

// What the unit says while it is at work.
const running = "running"

// How an upgrade is followed.
const (
	lookEvery     = 2 * time.Second
	longestBegin  = time.Minute // until the unit says anything
	longestUpdate = 20 * time.Minute
)

// askRate is how often the unit is asked: it begins five times in ten minutes, and whoever
// asks more often is not heard again until the machine is started.
var askRate = timer.Rate{Burst: 2, Every: 200 * time.Second}

// What this agent says of an upgrade before the unit does, and where that says nothing.
const (
	updateWaits   = "waiting"
	updateAsked   = "asked"
	updateNoBegin = "failed: nothing has begun; systemctl status rostrum-update.path says why"
	updateNoEnd   = "failed: it has not come to its end; journalctl -u rostrum-update says why"
	updateTooSoon = "refused: it was upgraded a moment ago; try again in a few minutes"
	updateNoFile  = "failed: it cannot be asked for; journalctl -u collar says why"
	updateRefused = "refused: "
)

// teller tells how the machine does: at each connection, once a minute, and whenever
// something becomes of an upgrade. Its methods are for run's goroutine.
type teller struct {
	connected       <-chan struct{}
	asked           <-chan time.Duration // for an upgrade, within so long
	busy            func() string        // why none may begin now, or nothing
	failed          func(error)          // told why one could not be asked for
	tell            func(update string)
	request, result string // files

	born    time.Time
	asks    timer.Allowance
	step    *time.Timer // to the next look
	stage   stage
	since   time.Time // when it was asked for
	own     string    // to be said until the result is another one
	answers stamp     // the result as it was when own was said
}

type stage int

const (
	idle    stage = iota
	waiting       // for its own moment
	begins        // asked for
	runs
)

// stamp is the unit's result, and which of several that say the same.
type stamp struct {
	text string
	at   time.Time
}

// run tells until ctx ends.
func (t *teller) run(ctx context.Context) {
	often := time.NewTicker(machineEvery)
	defer often.Stop()
	t.born = time.Now()
	t.step = time.NewTimer(0) // an upgrade that this agent is a part of may be going on
	defer t.step.Stop()
	for {
		news := true
		select {
		case <-t.connected:
		case <-often.C:
		case within := <-t.asked:
			news = t.ask(within)
		case <-t.step.C:
			news = t.look()
		case <-ctx.Done():
			return
		}
		if news {
			t.tell(t.update())
		}
	}
}

// ask begins an upgrade at a moment of this machine's own: forty of them must not all fetch
// at once. While there is one nothing is begun.
func (t *teller) ask(within time.Duration) (news bool) {
	if t.stage != idle {
		return false
	}
	if why := t.busy(); why != "" {
		t.end(updateRefused + why)
		return true
	}
	if within <= 0 {
		t.begin()
		return true
	}
	t.enter(waiting, updateWaits, rand.N(within))
	return true
}

// begin asks the unit.
func (t *teller) begin() {
	if why := t.busy(); why != "" {
		t.end(updateRefused + why)
		return
	}
	if !t.asks.Take(askRate, timer.Instant(time.Since(t.born))) {
		t.end(updateTooSoon)
		return
	}
	t.since = time.Now()
	t.enter(begins, updateAsked, lookEvery) // first, for the unit is quick
	if err := os.WriteFile(t.request, nil, 0o600); err != nil {
		t.failed(err)
		t.end(updateNoFile)
	}
}

// look goes on with an upgrade, and says whether there is news of it.
func (t *teller) look() (news bool) {
	now := resultIn(t.result)
	switch t.stage {
	case idle: // at the start of the agent, which the upgrade may have started anew
		if now.text == running {
			t.since = time.Now()
			t.enter(runs, "", lookEvery)
		}
		return false
	case waiting:
		t.begin()
		return true
	}
	if now != t.answers && now.text != "" { // it may be about to write it
		if t.end(""); now.text == running {
			t.enter(runs, "", lookEvery)
		}
		return true
	}
	switch past := time.Since(t.since); {
	case t.stage == begins && past > longestBegin:
		if err := os.Remove(t.request); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.failed(err)
		}
		t.end(updateNoBegin)
		return true
	case past > longestUpdate:
		t.end(updateNoEnd)
		return true
	}
	t.step.Reset(lookEvery)
	return false
}

// enter goes on to a stage, of which own is said until the result is another one.
func (t *teller) enter(s stage, own string, next time.Duration) {
	t.stage, t.own, t.answers = s, own, resultIn(t.result)
	t.step.Reset(next)
}

func (t *teller) end(own string) {
	t.stage, t.own, t.answers = idle, own, resultIn(t.result)
	t.step.Stop()
}

// update is what became of the last upgrade.
func (t *teller) update() string {
	now := resultIn(t.result)
	if t.own != "" && now == t.answers {
		return t.own
	}
	return now.text
}

// resultIn is what stands in a file, and since when.
func resultIn(path string) (s stamp) {
	if info, err := os.Stat(path); err == nil {
		s = stamp{fact(path), info.ModTime()}
	}
	return s
}

package checker

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/anishathalye/porcupine"
)

// Act is one act of a client, however often it was sent, or one look at the state of who
// leads: from when it was first asked until it was answered.
type Act struct {
	Client   int
	ID       string // none where it looked
	Asked    time.Duration
	Answered time.Duration
	Fate     Fate
	Rev      uint64 // the revision that was acknowledged, or seen
	Adds     string // the delegation that it inscribes, if it does
}

// Fate is what a client was told at last.
type Fate int

// A client may have given up: the act was done, or was not.
const (
	Unanswered Fate = iota
	Acknowledged
	Refused
)

// Kept is an act in the journal, in the journal's order: the client's name for it, or none
// where it was the program's own.
type Kept struct {
	ID  string
	Rev uint64
}

// KeptOf reads a record's text; false where it has no act, but what was observed.
func KeptOf(text []byte) (k Kept, is bool, err error) {
	var r struct {
		Command *struct{ ID string }
		Events  []struct{ Rev uint64 }
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return k, false, fmt.Errorf("a record: %w", err)
	}
	if len(r.Events) == 0 {
		return k, false, nil
	}
	if r.Command != nil {
		k.ID = r.Command.ID
	}
	k.Rev = r.Events[0].Rev
	for _, e := range r.Events {
		if e.Rev != k.Rev {
			return k, false, fmt.Errorf("a record of revisions %d and %d", k.Rev, e.Rev)
		}
	}
	return k, true, nil
}

// JudgeActs holds what clients were told against the journal: whatever was acknowledged is in
// it, once and by that revision, and whatever was refused is not; and there is an order of
// all acts and looks in which each comes between its question and its answer, and each look
// sees the act before it.
func JudgeActs(acts []Act, journal []Kept) (faults []string) {
	fault := func(format string, values ...any) { faults = append(faults, fmt.Sprintf(format, values...)) }
	before := map[uint64]uint64{} // a revision -> the one before it
	found := map[string]uint64{}
	last := uint64(0)
	for _, k := range journal {
		if k.Rev <= last {
			fault("in the journal revision %d follows revision %d", k.Rev, last)
		}
		before[k.Rev], last = last, k.Rev
		if at, twice := found[k.ID]; twice && k.ID != "" {
			fault("act %q is in the journal twice, by revisions %d and %d", k.ID, at, k.Rev)
		}
		found[k.ID] = k.Rev
	}
	if len(faults) > 0 {
		return faults
	}
	history := make([]porcupine.Operation, 0, len(acts)+len(journal))
	add := func(client int, asked, answered time.Duration, s step) {
		history = append(history, porcupine.Operation{ClientId: client, Call: int64(asked), Return: int64(answered), Input: s})
	}
	told := map[string]bool{}
	for _, a := range acts {
		switch at, kept := found[a.ID]; {
		case a.ID == "":
			if a.Fate == Acknowledged {
				add(a.Client, a.Asked, a.Answered, step{looks: true, rev: a.Rev})
			}
		case a.Fate == Acknowledged && !kept:
			fault("act %q was acknowledged by revision %d and is lost", a.ID, a.Rev)
		case a.Fate == Acknowledged && at != a.Rev:
			fault("act %q was acknowledged by revision %d and is in the journal by revision %d", a.ID, a.Rev, at)
		case a.Fate == Refused && kept:
			fault("act %q was refused and is in the journal by revision %d", a.ID, at)
		case a.Fate == Acknowledged:
			add(a.Client, a.Asked, a.Answered, step{rev: at})
		case kept: // nobody was told, and it may have been done at any time after it was asked
			add(a.Client, a.Asked, math.MaxInt64, step{rev: at})
		}
		told[a.ID] = true
	}
	for _, k := range journal {
		if k.ID == "" || !told[k.ID] { // the program's own
			add(-1, 0, math.MaxInt64, step{rev: k.Rev})
		}
	}
	if len(faults) > 0 {
		return faults
	}
	model := porcupine.Model{
		Init: func() any { return uint64(0) },
		Step: func(state, input, _ any) (bool, any) {
			at, s := state.(uint64), input.(step)
			if s.looks {
				return s.rev == at, at
			}
			return before[s.rev] == at, s.rev
		},
	}
	if porcupine.CheckOperationsTimeout(model, history, time.Minute) != porcupine.Ok {
		fault("%d acts and looks have no order in which each comes between its question and its answer", len(history))
	}
	return faults
}

// step is an act that makes a revision, or a look that sees one.
type step struct {
	looks bool
	rev   uint64
}

// JudgeList holds the speakers' list of a controller, as it answers in JSON, against what was
// acknowledged: each delegation is on it once.
func JudgeList(acts []Act, state []byte) (faults []string) {
	var s struct {
		List []struct{ Delegation string }
	}
	if err := json.NewDecoder(bytes.NewReader(state)).Decode(&s); err != nil {
		return []string{fmt.Sprint("the state cannot be read: ", err)}
	}
	lines := map[string]int{}
	for _, e := range s.List {
		lines[e.Delegation]++
	}
	for _, a := range acts {
		switch n := lines[a.Adds]; {
		case a.Adds == "", a.Fate == Unanswered && n <= 1, a.Fate == Acknowledged && n == 1, a.Fate == Refused && n == 0:
		default:
			faults = append(faults, fmt.Sprintf("%s, which was %v, is on the list %d times", a.Adds, a.Fate, n))
		}
	}
	return faults
}

func (f Fate) String() string {
	return [...]string{"not answered", "acknowledged", "refused"}[f]
}

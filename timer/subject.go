package timer

import (
	"reflect"
	"slices"
)

// subject is something that a fact is about: an entry of the list, a statement,
// or one of the things that there is only one of.
type subject struct {
	entry     EntryID
	statement int
	note      uint64 // the revision that it made
	prepared  int    // the number of a meeting
	repliesOf string // the delegation
	only      string
}

func entry(id EntryID) subject { return subject{entry: id} }

func note(rev uint64) subject { return subject{note: rev} }

func prepared(number int) subject { return subject{prepared: number} }

func statement(id int) subject { return subject{statement: id} }

var (
	theFloor      = subject{only: "floor"}
	theList       = subject{only: "whether the list is closed"}
	theDebate     = subject{only: "whether the debate is closed"}
	theSuspension = subject{only: "whether the meeting is suspended"}
	theTaking     = subject{only: "the list that was taken"}
	theRules      = subject{only: "rules"}
	theOpening    = subject{only: "when the list opened"}
	theEnd        = subject{only: "when interpretation ends"}
)

// only leaves out what there is not.
func only(all ...subject) []subject {
	out := all[:0]
	for _, s := range all {
		if s != (subject{}) {
			out = append(out, s)
		}
	}
	return out
}

func entries(ids []EntryID, more ...subject) []subject {
	for _, id := range ids {
		more = append(more, entry(id))
	}
	return more
}

// needs are what a fact rests on without being about it.
type needs []subject

// What facts need: to speak, that the meeting sits and the debate is open; to wait on
// the list, that the debate is open; to part, that nobody has the floor.
var (
	toSpeak = needs{theSuspension, theDebate}
	toWait  = needs{theDebate}
	toPart  = needs{theFloor}
)

// dependsOn says whether an earlier action must stay while d does.
func (d *done) dependsOn(earlier *done) bool {
	for _, s := range slices.Concat(d.about, kindOf[reflect.TypeOf(d.event.Fact)].needs) {
		if slices.Contains(earlier.about, s) {
			return true
		}
	}
	return false
}

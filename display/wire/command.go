package wire

import (
	"maps"
	"math"
	"slices"

	"rostrum/timer"
)

// maxID is the longest id of a command, in bytes.
const maxID = 200

// acts are what can be commanded, by name.
var acts = func() map[string]timer.Act {
	named := make(map[string]timer.Act)
	for _, a := range timer.Acts() {
		named[a.Name] = a
	}
	return named
}()

// besides are commands that are no acts of the meeting, and what they are read into.
var besides = map[string]func(*fields, *Order){
	"identify":         func(f *fields, o *Order) { o.Identify = &Identify{Seat: f.text("seat", false)} },
	"go-on-unrecorded": func(_ *fields, o *Order) { o.GoOn = &GoOnUnrecorded{} },
}

// Order is a command as it is sent: an act of the meeting, or what is asked of the
// controller itself. Of Command, Identify and GoOn exactly one is set.
type Order struct {
	timer.Request
	Identify *Identify
	GoOn     *GoOnUnrecorded
}

// Identify lets the light of a seat, or every light, flash for five seconds, so that it
// is found. Nothing is recorded: the receipt has the present revision and durable:
// false. Not while the light shows a statement.
type Identify struct {
	Seat string `json:"seat,omitempty"` // absent: every light
}

// GoOnUnrecorded lets commands be taken at once although the disk does not answer; their
// receipts say durable: false, and all is written when the disk is back. Only while
// saving.state is not ok.
type GoOnUnrecorded struct{}

// Commands returns the names of all commands, in alphabetical order.
func Commands() []string {
	names := slices.Concat(slices.Collect(maps.Keys(acts)), slices.Collect(maps.Keys(besides)))
	slices.Sort(names)
	return names
}

// ParseCommand reads a command as it is posted:
//
//	{"id": "any unique text", "do": "give-floor", "entry": "e7", "rev": 12}
//
// What it refuses is an [*Error].
func ParseCommand(body []byte) (Order, error) {
	f, err := readFields(body)
	if err != nil {
		return Order{}, err
	}
	return orderOf(f)
}

func orderOf(f *fields) (Order, error) {
	o := Order{Request: timer.Request{Digest: f.digest("id"), ID: f.needed("id")}}
	if len(o.ID) > maxID {
		f.fail(malformed("id", "the id is longer than %d bytes", maxID))
	}
	do := f.needed("do")
	if f.err != nil {
		return Order{}, f.err
	}
	act, known := acts[do]
	other, also := besides[do]
	switch {
	case known:
		o.Command = f.command(act)
	case also:
		other(f, &o)
	default:
		return Order{}, malformed("do", "there is no command %q", do)
	}
	if rev, ok := f.count("rev", false); ok {
		o.Rev = &rev
	}
	if act.Guard == timer.ByStatement {
		if n, ok := f.count("statement", false); ok {
			statement := statementNumber(n)
			o.Statement = &statement
		}
	}
	if err := f.end(do); err != nil {
		return Order{}, err
	}
	return o, nil
}

// statementNumber keeps a number that an int of 32 bits cannot hold from turning
// into another one.
func statementNumber(n uint64) int { return int(min(n, math.MaxInt32)) }

package wire

import (
	"cmp"
	"math"
	"reflect"
	"slices"

	"rostrum/timer"
)

// maxID is the longest id of a command, in bytes.
const maxID = 200

// Command is one that the controller takes.
type Command struct {
	Name  string
	Guard timer.Guard
	Roles []timer.Role // who may send it
	Does  any          // the act, or what is asked of the controller itself, without its fields
	Sent  any          // its fields as they are sent beside id, do and guards; their tags name them

	read func(*fields, *Order)
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

// PutAway puts a notice of the controller, or the doubts about the list, away for all
// devices, or opens it again. It is no part of the record: the receipt has the present
// revision and durable: false. Doubts stay put away when the controller is started again
// with the same list.
type PutAway struct {
	Notice string `json:"notice"` // its name
	Again  bool   `json:"again,omitempty"`
}

// Order is a command as it is sent: an act of the meeting, or what is asked of the
// controller itself. Of Command, Identify, GoOn and PutAway exactly one is set.
type Order struct {
	timer.Request
	Sources  *Sources // what its Command lacks yet, or nil
	Identify *Identify
	GoOn     *GoOnUnrecorded
	PutAway  *PutAway
}

// operators may ask of the controller itself whatever there is: the secretary too, so
// that nobody is stuck for want of the chair.
var operators = []timer.Role{timer.Chair, timer.Secretary}

// commands are all of them, by name.
var commands = func() map[string]Command {
	all := map[string]Command{
		"identify": {Roles: operators, Does: Identify{}, Sent: Identify{}, read: func(f *fields, o *Order) {
			o.Identify = new(Identify)
			f.fill(reflect.ValueOf(o.Identify).Elem())
		}},
		"go-on-unrecorded": {Roles: operators, Does: GoOnUnrecorded{}, Sent: GoOnUnrecorded{}, read: func(_ *fields, o *Order) { o.GoOn = &GoOnUnrecorded{} }},
		"put-away": {Roles: operators, Does: PutAway{}, Sent: PutAway{}, read: func(f *fields, o *Order) {
			o.PutAway = new(PutAway)
			f.fill(reflect.ValueOf(o.PutAway).Elem())
		}},
	}
	for _, a := range timer.Acts() {
		c := Command{Guard: a.Guard, Does: a.Command, Sent: a.Command, read: func(f *fields, o *Order) { o.Command = f.command(a) }}
		for _, r := range a.Roles {
			if r != timer.LightRole { // which sends none: its contact is told otherwise
				c.Roles = append(c.Roles, r)
			}
		}
		switch a.Command.(type) {
		case timer.Inscribe:
			c.Sent = Inscribe{}
		case timer.OpenMeeting:
			c.Sent = OpenMeeting{}
		case timer.SetRules:
			c.Sent = SetRules{}
		case timer.TakeList:
			c.Sent = TakeList{}
		case timer.PrepareMeeting:
			c.Sent = PrepareMeeting{}
			c.read = func(f *fields, o *Order) { o.Command, o.Sources = f.preparation() }
		}
		all[a.Name] = c
	}
	for name, c := range all {
		c.Name = name
		all[name] = c
	}
	return all
}()

// Commands returns all commands, in alphabetical order.
func Commands() []Command {
	all := make([]Command, 0, len(commands))
	for _, c := range commands {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Command) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// MayCommand says whether a role may send any command at all.
func MayCommand(r timer.Role) bool {
	for _, c := range commands {
		if slices.Contains(c.Roles, r) {
			return true
		}
	}
	return false
}

// MaySend refuses what is not for a role, where the meeting itself does not: what is asked
// of the controller.
func (o Order) MaySend(r timer.Role) error {
	if o.Command == nil && !Operates(r) {
		return &Error{Code: Forbidden, Why: "not-of-role", Message: "a key for " + string(r) + " may not ask that of the controller"}
	}
	return nil
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
	command, ok := commands[do]
	if !ok {
		return Order{}, malformed("do", "there is no command %q", do)
	}
	command.read(f, &o)
	if rev, ok := f.count("rev", false); ok {
		o.Rev = &rev
	}
	if command.Guard == timer.ByStatement {
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

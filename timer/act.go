package timer

import "reflect"

// Command is what an operator wants done, in the imperative. The set is
// closed: it is the table of acts. The fields of a command have their names on
// the outside interface as JSON tags; what may be left out is omitempty there,
// and a length of time counts in milliseconds.
type Command interface {
	decide(m *Meeting, now Stamp) (Fact, error)
}

// Act is one thing that an operator can do.
type Act struct {
	Name    string  // on the outside interface, "give-floor"
	Guard   Guard   // what its sender had looked at
	Command Command // without its fields
}

// Guard says by what a page guards a command, so that it cannot mean something
// else than what was looked at when it was chosen. A revision guards any command
// where it is sent.
type Guard uint8

// The guards.
const (
	Unguarded   Guard = iota
	ByStatement       // it acts on the statement on the floor: by that statement's number
	ByRevision        // it acts on the list as it stood: by the revision
)

// acts are all that can be done.
var acts = []Act{
	{"open-meeting", Unguarded, OpenMeeting{}},
	{"give-floor", Unguarded, GiveFloor{}}, // names its entry
	{"start", ByStatement, Start{}},
	{"pause", ByStatement, Pause{}},
	{"resume", ByStatement, Resume{}},
	{"extend", ByStatement, Extend{}},
	{"urge", ByStatement, Urge{}},
	{"end", ByStatement, End{}},
	{"reopen", ByRevision, Reopen{}},
	{"hand-over", ByStatement, HandOver{}},
	{"back-date", ByStatement, BackDate{}},
	{"restart", ByStatement, Restart{}},
	{"set-elapsed", ByStatement, SetElapsed{}},
	{"point-of-order", Unguarded, RaisePoint{}}, // at any time
	{"rule", ByStatement, RuleOnPoint{}},
	{"inscribe", ByRevision, Inscribe{}},
	{"amend", ByRevision, Amend{}},
	{"withdraw", ByRevision, Withdraw{}},
	{"move", ByRevision, Move{}},
	{"absent", ByRevision, MarkAbsent{}},
	{"right-of-reply", ByRevision, Reply{}},
	{"close-list", ByRevision, CloseList{}},
	{"reopen-list", ByRevision, ReopenList{}},
	{"suspend", Unguarded, Suspend{}},
	{"reconvene", Unguarded, Reconvene{}},
	{"close-debate", Unguarded, CloseDebate{}},
	{"reopen-debate", Unguarded, ReopenDebate{}},
	{"set-rules", Unguarded, SetRules{}},
	{"note", Unguarded, Note{}},
	{"undo", Unguarded, Undo{}}, // names its revision
}

var actOf = index(acts, func(a Act) any { return a.Command })

// Acts returns all that an operator can do, in the order in which people learn it.
func Acts() []Act { return append([]Act(nil), acts...) }

// ActOf returns the act that a command carries out.
func ActOf(c Command) Act { return actOf[reflect.TypeOf(c)] }

// Plain says whether an act has no fields that its sender fills in: the name says all.
func (a Act) Plain() bool {
	for field := range reflect.TypeOf(a.Command).Fields() {
		if field.Tag.Get("json") != "-" {
			return false
		}
	}
	return true
}

// index finds the lines of a table by the type of what they are about.
func index[Line any](table []Line, about func(Line) any) map[reflect.Type]Line {
	lines := make(map[reflect.Type]Line, len(table))
	for _, line := range table {
		lines[reflect.TypeOf(about(line))] = line
	}
	return lines
}

package timer

import (
	"reflect"
	"slices"
)

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
	Roles   []Role  // who may do it, and so undo it; Rostrum itself may do all
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

// Who may do what. Nobody is stuck for want of the chair: what is hers alone can wait
// for her.
var (
	operators    = []Role{Chair, Secretary}
	chairAlone   = []Role{Chair}
	orBooth      = []Role{Chair, Secretary, Booth}     // of whom a booth asks for one thing alone
	orMicrophone = []Role{Chair, Secretary, LightRole} // by its contact, where it may start the clock
)

// acts are all that can be done.
var acts = []Act{
	{"open-meeting", Unguarded, chairAlone, OpenMeeting{}},
	{"prepare-meeting", Unguarded, operators, PrepareMeeting{}},
	{"change-prepared", Unguarded, operators, ChangePrepared{}}, // names it, as the next
	{"discard-prepared", Unguarded, operators, DiscardPrepared{}},
	{"give-floor", Unguarded, operators, GiveFloor{}}, // names its entry
	{"start", ByStatement, orMicrophone, Start{}},
	{"pause", ByStatement, operators, Pause{}},
	{"resume", ByStatement, operators, Resume{}},
	{"extend", ByStatement, operators, Extend{}},
	{"urge", ByStatement, operators, Urge{}},
	{"remind", ByStatement, orBooth, Remind{}},
	{"end", ByStatement, operators, End{}},
	{"reopen", ByRevision, operators, Reopen{}},
	{"hand-over", ByStatement, operators, HandOver{}},
	{"back-date", ByStatement, operators, BackDate{}},
	{"restart", ByStatement, operators, Restart{}},
	{"set-elapsed", ByStatement, operators, SetElapsed{}},
	{"point-of-order", Unguarded, operators, RaisePoint{}}, // at any time
	{"rule", ByStatement, operators, RuleOnPoint{}},
	{"inscribe", ByRevision, operators, Inscribe{}},
	{"amend", ByRevision, operators, Amend{}},
	{"withdraw", ByRevision, operators, Withdraw{}},
	{"move", ByRevision, operators, Move{}},
	{"absent", ByRevision, operators, MarkAbsent{}},
	{"right-of-reply", ByRevision, operators, Reply{}},
	{"take-list", Unguarded, operators, TakeList{}}, // names its file
	{"order-list", ByRevision, operators, OrderList{}},
	{"set-list-opening", Unguarded, operators, SetListOpening{}},
	{"set-end", Unguarded, operators, SetEnd{}},
	{"name-state", Unguarded, operators, NameState{}},
	{"close-list", ByRevision, operators, CloseList{}},
	{"reopen-list", ByRevision, operators, ReopenList{}},
	{"suspend", Unguarded, operators, Suspend{}},
	{"reconvene", Unguarded, operators, Reconvene{}},
	{"close-debate", Unguarded, chairAlone, CloseDebate{}},
	{"reopen-debate", Unguarded, chairAlone, ReopenDebate{}},
	{"set-rules", Unguarded, chairAlone, SetRules{}},
	{"correct", Unguarded, operators, Correct{}}, // names its statement
	{"note", Unguarded, operators, Note{}},
	{"change-note", Unguarded, operators, ChangeNote{}}, // names its note, as the next
	{"take-back-note", Unguarded, operators, TakeBackNote{}},
	{"undo", Unguarded, operators, Undo{}}, // names its revision
}

var actOf = index(acts, func(a Act) any { return a.Command })

// Acts returns all that an operator can do, in the order in which people learn it.
func Acts() []Act { return append([]Act(nil), acts...) }

// ActOf returns the act that a command carries out.
func ActOf(c Command) Act { return actOf[reflect.TypeOf(c)] }

// May says whether a role may do the act.
func (a Act) May(r Role) bool { return r == Program || slices.Contains(a.Roles, r) }

// MayUndo says whether a role may take back a fact, by its name: who may not do an act
// may not undo it.
func MayUndo(r Role, fact string) bool {
	k := kindNamed[fact]
	return k.kept && ActOf(k.by).May(r)
}

// permit refuses a command of a role that may not give it.
func (m *Meeting) permit(by Actor, c Command) error {
	may := ActOf(c).May(by.Role)
	if undo, ok := c.(Undo); ok && may {
		if d := m.done.find(undo.Of); d != nil {
			may = MayUndo(by.Role, FactName(d.event.Fact))
		}
	}
	if remind, ok := c.(Remind); ok && by.Role == Booth && remind.Line != Slower && slices.Contains(Lines(), remind.Line) {
		may = false
	}
	if may {
		return nil
	}
	if by.Role == Booth {
		return &Refusal{Reason: ErrForbidden, Why: "not-of-booth", Message: "a key for a booth asks a speaker to go slower, and nothing else"}
	}
	return &Refusal{Reason: ErrForbidden, Why: "not-of-role", Message: "that is for the chair: a key for " + string(by.Role) + " may neither do it nor undo it"}
}

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

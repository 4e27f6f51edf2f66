package timer

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// Event is one thing that happened in the meeting: who, when and what.
type Event struct {
	Rev  uint64
	At   Stamp
	By   Actor
	Fact Fact
}

// Fact is what happened, in the past tense. The set is closed: it is the table of
// facts. Their names and fields are the journal's format, durations in nanoseconds;
// what was recorded once is read for ever.
type Fact interface {
	// subjects are what the fact is about: two facts with a common subject must
	// be undone in the reverse order.
	subjects() []subject
	apply(m *Meeting, at Stamp)
}

// kind is what is known of a fact before it happens.
type kind struct {
	name  string // in the journal and in the log
	kept  bool   // it can be taken back
	needs needs
	by    Command // whose act it is, where it follows from one
	fact  Fact    // without its fields
}

const (
	undoable = true
	lasting  = false
)

// kinds are all that can happen.
var kinds = []kind{
	{"meeting-opened", lasting, nil, OpenMeeting{}, MeetingOpened{}},
	{"floor-given", undoable, toSpeak, GiveFloor{}, FloorGiven{}},
	{"statement-started", undoable, toSpeak, Start{}, StatementStarted{}},
	{"statement-paused", undoable, nil, Pause{}, StatementPaused{}},
	{"statement-resumed", undoable, toSpeak, Resume{}, StatementResumed{}},
	{"limit-extended", undoable, nil, Extend{}, LimitExtended{}},
	{"speaker-urged", undoable, nil, Urge{}, SpeakerUrged{}},
	{"statement-ended", undoable, nil, End{}, StatementEnded{}},
	{"floor-returned", undoable, nil, End{}, FloorReturned{}},
	{"statement-reopened", undoable, toSpeak, Reopen{}, StatementReopened{}},
	{"handed-over", undoable, nil, HandOver{}, HandedOver{}},
	{"start-back-dated", undoable, toSpeak, BackDate{}, StartBackDated{}},
	{"statement-restarted", undoable, toSpeak, Restart{}, StatementRestarted{}},
	{"elapsed-set", undoable, toSpeak, SetElapsed{}, ElapsedSet{}},
	{"point-raised", undoable, toSpeak, RaisePoint{}, PointRaised{}},
	{"point-ruled", undoable, toSpeak, RuleOnPoint{}, PointRuled{}},
	{"speaker-inscribed", undoable, toWait, Inscribe{}, SpeakerInscribed{}},
	{"speaker-amended", undoable, nil, Amend{}, SpeakerAmended{}},
	{"speaker-withdrawn", undoable, nil, Withdraw{}, SpeakerWithdrawn{}},
	{"speaker-moved", undoable, nil, Move{}, SpeakerMoved{}},
	{"speaker-absent", undoable, toWait, MarkAbsent{}, SpeakerAbsent{}},
	{"list-closed", undoable, nil, CloseList{}, ListClosed{}},
	{"list-reopened", undoable, toWait, ReopenList{}, ListReopened{}},
	{"meeting-suspended", undoable, toPart, Suspend{}, MeetingSuspended{}},
	{"meeting-reconvened", undoable, nil, Reconvene{}, MeetingReconvened{}},
	{"debate-closed", undoable, toPart, CloseDebate{}, DebateClosed{}},
	{"debate-reopened", undoable, nil, ReopenDebate{}, DebateReopened{}},
	{"rules-set", undoable, nil, SetRules{}, RulesSet{}},
	{"noted", undoable, nil, Note{}, Noted{}},
	{"undone", lasting, nil, Undo{}, Undone{}},
	{"went-unrecorded", lasting, nil, nil, WentUnrecorded{}},
	{"clock-adopted", lasting, nil, nil, ClockAdopted{}},
}

var (
	kindOf    = index(kinds, func(k kind) any { return k.fact })
	kindNamed = func() map[string]kind {
		named := make(map[string]kind, len(kinds))
		for _, k := range kinds {
			named[k.name] = k
		}
		return named
	}()
)

// Facts returns one of each kind of fact, empty: all that a journal may tell.
func Facts() []Fact {
	facts := make([]Fact, 0, len(kinds))
	for _, k := range kinds {
		facts = append(facts, k.fact)
	}
	return facts
}

// FactName returns the name of a fact in the journal and in the log,
// "statement-started".
func FactName(f Fact) string { return kindOf[reflect.TypeOf(f)].name }

type eventJSON struct {
	Rev    uint64          `json:"rev"`
	What   string          `json:"what"`
	By     Actor           `json:"by"`
	Wall   time.Time       `json:"wall"`
	Steady Instant         `json:"steady"`
	Boot   string          `json:"boot"`
	Fact   json.RawMessage `json:"fact"`
}

// MarshalJSON writes the event in the journal's format.
func (e Event) MarshalJSON() ([]byte, error) {
	fact, err := json.Marshal(e.Fact)
	if err != nil {
		return nil, err
	}
	return json.Marshal(eventJSON{
		Rev: e.Rev, What: FactName(e.Fact), By: e.By,
		Wall: e.At.Wall, Steady: e.At.Steady, Boot: e.At.Boot, Fact: fact,
	})
}

// UnmarshalJSON reads the journal's format; what it does not know is
// [ErrDamaged].
func (e *Event) UnmarshalJSON(data []byte) error {
	var in eventJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	k, ok := kindNamed[in.What]
	if !ok {
		return fmt.Errorf("%w: unknown event %q", ErrDamaged, in.What)
	}
	fact := reflect.New(reflect.TypeOf(k.fact))
	if err := json.Unmarshal(in.Fact, fact.Interface()); err != nil {
		return fmt.Errorf("%w: event %q: %w", ErrDamaged, in.What, err)
	}
	*e = Event{
		Rev: in.Rev, At: Stamp{Wall: in.Wall, Steady: in.Steady, Boot: in.Boot}, By: in.By,
		Fact: fact.Elem().Interface().(Fact),
	}
	return nil
}

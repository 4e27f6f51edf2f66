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
	since int    // the journal's format that has it
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
	{"meeting-opened", 1, lasting, nil, OpenMeeting{}, MeetingOpened{}},
	{"meeting-prepared", 3, undoable, nil, PrepareMeeting{}, MeetingPrepared{}},
	{"prepared-changed", 3, undoable, nil, ChangePrepared{}, PreparedChanged{}},
	{"prepared-discarded", 3, undoable, nil, DiscardPrepared{}, PreparedDiscarded{}},
	{"floor-given", 1, undoable, toSpeak, GiveFloor{}, FloorGiven{}},
	{"statement-started", 1, undoable, toSpeak, Start{}, StatementStarted{}},
	{"statement-paused", 1, undoable, nil, Pause{}, StatementPaused{}},
	{"statement-resumed", 1, undoable, toSpeak, Resume{}, StatementResumed{}},
	{"limit-extended", 1, undoable, nil, Extend{}, LimitExtended{}},
	{"speaker-urged", 1, undoable, nil, Urge{}, SpeakerUrged{}},
	{"speaker-reminded", 4, lasting, nil, Remind{}, SpeakerReminded{}},
	{"statement-ended", 1, undoable, nil, End{}, StatementEnded{}},
	{"floor-returned", 1, undoable, nil, End{}, FloorReturned{}},
	{"statement-reopened", 1, undoable, toSpeak, Reopen{}, StatementReopened{}},
	{"handed-over", 1, undoable, nil, HandOver{}, HandedOver{}},
	{"start-back-dated", 1, undoable, toSpeak, BackDate{}, StartBackDated{}},
	{"statement-restarted", 1, undoable, toSpeak, Restart{}, StatementRestarted{}},
	{"elapsed-set", 1, undoable, toSpeak, SetElapsed{}, ElapsedSet{}},
	{"point-raised", 1, undoable, toSpeak, RaisePoint{}, PointRaised{}},
	{"point-ruled", 1, undoable, toSpeak, RuleOnPoint{}, PointRuled{}},
	{"speaker-inscribed", 1, undoable, toWait, Inscribe{}, SpeakerInscribed{}},
	{"speaker-amended", 1, undoable, nil, Amend{}, SpeakerAmended{}},
	{"speaker-withdrawn", 1, undoable, nil, Withdraw{}, SpeakerWithdrawn{}},
	{"speaker-moved", 1, undoable, nil, Move{}, SpeakerMoved{}},
	{"speaker-absent", 1, undoable, toWait, MarkAbsent{}, SpeakerAbsent{}},
	{"list-taken", 3, undoable, toWait, TakeList{}, ListTaken{}},
	{"list-ordered", 3, undoable, nil, OrderList{}, ListOrdered{}},
	{"list-opening-set", 3, undoable, nil, SetListOpening{}, ListOpeningSet{}},
	{"end-set", 4, undoable, nil, SetEnd{}, EndSet{}},
	{"state-named", 3, undoable, nil, NameState{}, StateNamed{}},
	{"list-closed", 1, undoable, nil, CloseList{}, ListClosed{}},
	{"list-reopened", 1, undoable, toWait, ReopenList{}, ListReopened{}},
	{"meeting-suspended", 1, undoable, toPart, Suspend{}, MeetingSuspended{}},
	{"meeting-reconvened", 1, undoable, nil, Reconvene{}, MeetingReconvened{}},
	{"debate-closed", 1, undoable, toPart, CloseDebate{}, DebateClosed{}},
	{"debate-reopened", 1, undoable, nil, ReopenDebate{}, DebateReopened{}},
	{"rules-set", 1, undoable, nil, SetRules{}, RulesSet{}},
	{"statement-corrected", 2, undoable, nil, Correct{}, StatementCorrected{}},
	{"noted", 1, undoable, nil, Note{}, Noted{}},
	{"note-changed", 2, undoable, nil, ChangeNote{}, NoteChanged{}},
	{"note-taken-back", 2, undoable, nil, TakeBackNote{}, NoteTakenBack{}},
	{"undone", 1, lasting, nil, Undo{}, Undone{}},
	{"went-unrecorded", 1, lasting, nil, nil, WentUnrecorded{}},
	{"clock-adopted", 1, lasting, nil, nil, ClockAdopted{}},
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

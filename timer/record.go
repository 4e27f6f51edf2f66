package timer

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Record is one entry of the journal: the events of one command, or what lights
// were seen to do.
type Record struct {
	Command  *CommandRef   `json:"command,omitempty"`
	Events   []Event       `json:"events,omitempty"`
	Notice   string        `json:"notice,omitempty"`
	Doubt    string        `json:"doubt,omitempty"` // why the wall time is not to be trusted, or empty
	Observed []Observation `json:"observed,omitempty"`
}

// CommandRef identifies the request that a record answers, so that a repeat is
// recognized after a restart too.
type CommandRef struct {
	ID     string `json:"id"`
	Digest string `json:"digest"`
}

// Observation is one change of signal that a light reported.
type Observation struct {
	Seat     string        `json:"seat"`
	Signal   Signal        `json:"signal"`
	Deadline Instant       `json:"deadline"`
	At       Instant       `json:"at"`
	Late     time.Duration `json:"late"`
	Boot     string        `json:"boot"`
	Wall     time.Time     `json:"wall"`
	// Statement is the one that was shown, or, of dark, the one shown last; zero
	// where there was none.
	Statement int `json:"statement,omitempty"`
	// Error bounds how far the light's clock may have been from this one.
	Error time.Duration `json:"error,omitempty"`
}

// Receipt returns what the command's sender was, or is to be, told.
func (r Record) Receipt() Receipt {
	if len(r.Events) == 0 {
		return Receipt{}
	}
	last := r.Events[len(r.Events)-1]
	receipt := Receipt{Rev: last.Rev, At: last.At, Durable: true, Notice: r.Notice}
	for _, about := range last.Fact.subjects() {
		if receipt.Entry == "" {
			receipt.Entry = about.entry
		}
		if receipt.Statement == 0 {
			receipt.Statement = about.statement
		}
	}
	return receipt
}

// stamp returns the moment of the record, or false where it has none.
func (r Record) stamp() (Stamp, bool) {
	if n := len(r.Events); n > 0 {
		return r.Events[n-1].At, true
	}
	if n := len(r.Observed); n > 0 {
		o := r.Observed[n-1]
		return Stamp{Wall: o.Wall, Steady: o.At, Boot: o.Boot}, true
	}
	return Stamp{}, false
}

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
		Rev: e.Rev, What: e.Fact.Name(), By: e.By,
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
	read, ok := factReaders[in.What]
	if !ok {
		return fmt.Errorf("%w: unknown event %q", ErrDamaged, in.What)
	}
	fact, err := read(in.Fact)
	if err != nil {
		return fmt.Errorf("%w: event %q: %w", ErrDamaged, in.What, err)
	}
	*e = Event{Rev: in.Rev, At: Stamp{Wall: in.Wall, Steady: in.Steady, Boot: in.Boot}, By: in.By, Fact: fact}
	return nil
}

var factReaders = map[string]func(json.RawMessage) (Fact, error){
	MeetingOpened{}.Name():      read[MeetingOpened],
	FloorGiven{}.Name():         read[FloorGiven],
	StatementStarted{}.Name():   read[StatementStarted],
	StatementPaused{}.Name():    read[StatementPaused],
	StatementResumed{}.Name():   read[StatementResumed],
	LimitExtended{}.Name():      read[LimitExtended],
	SpeakerUrged{}.Name():       read[SpeakerUrged],
	StatementEnded{}.Name():     read[StatementEnded],
	FloorReturned{}.Name():      read[FloorReturned],
	SpeakerInscribed{}.Name():   read[SpeakerInscribed],
	SpeakerWithdrawn{}.Name():   read[SpeakerWithdrawn],
	SpeakerMoved{}.Name():       read[SpeakerMoved],
	ListClosed{}.Name():         read[ListClosed],
	ListReopened{}.Name():       read[ListReopened],
	Undone{}.Name():             read[Undone],
	PointRaised{}.Name():        read[PointRaised],
	PointRuled{}.Name():         read[PointRuled],
	MeetingSuspended{}.Name():   read[MeetingSuspended],
	MeetingReconvened{}.Name():  read[MeetingReconvened],
	DebateClosed{}.Name():       read[DebateClosed],
	DebateReopened{}.Name():     read[DebateReopened],
	StartBackDated{}.Name():     read[StartBackDated],
	ElapsedSet{}.Name():         read[ElapsedSet],
	StatementRestarted{}.Name(): read[StatementRestarted],
	StatementReopened{}.Name():  read[StatementReopened],
	SpeakerAmended{}.Name():     read[SpeakerAmended],
	SpeakerAbsent{}.Name():      read[SpeakerAbsent],
	HandedOver{}.Name():         read[HandedOver],
	Noted{}.Name():              read[Noted],
	RulesSet{}.Name():           read[RulesSet],
	WentUnrecorded{}.Name():     read[WentUnrecorded],
	ClockAdopted{}.Name():       read[ClockAdopted],
}

// Facts returns one of each kind of fact, empty: all that a journal may tell.
func Facts() []Fact {
	facts := make([]Fact, 0, len(factReaders))
	for _, name := range slices.Sorted(maps.Keys(factReaders)) {
		if fact, err := factReaders[name](json.RawMessage("{}")); err == nil {
			facts = append(facts, fact)
		}
	}
	return facts
}

func read[F Fact](data json.RawMessage) (Fact, error) {
	var f F
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, err
	}
	return f, nil
}

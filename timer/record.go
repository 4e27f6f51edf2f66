package timer

import (
	"reflect"
	"slices"
	"time"
)

// Record is one entry of the journal: the events of one command, what lights were seen
// to do, or both.
type Record struct {
	Command  *CommandRef   `json:"command,omitempty"`
	Events   []Event       `json:"events,omitempty"`
	Notice   string        `json:"notice,omitempty"`
	Doubt    string        `json:"doubt,omitempty"` // why the wall time is not to be trusted, or empty
	Observed []Observation `json:"observed,omitempty"`
	// Written is when it was written, where it had happened before: the chair went on
	// unrecorded.
	Written time.Time `json:"written,omitzero"`
	// WithoutPrivate says that it tells of speakers without what is private of them.
	WithoutPrivate bool `json:"without_private,omitempty"`
}

// Kept is a record that has come into force.
type Kept struct {
	Record
	After   *Meeting // the meeting as it is then
	Unsaved bool     // it is not written yet
}

// The formats of the journal. A journal has the lowest that holds what it says, so that
// a program of an older one goes on with it where it can.
const (
	OldestFormat = 1
	// The second has corrections, what notes are about, when unrecorded acts were written;
	// the third lists that were taken, or put in order, what is registered of a speaker,
	// what States are called, meetings that are prepared, and rehearsals of other lists than
	// the sample; the fourth when interpretation ends, a grace that is a share of the limit,
	// whether a light moves with a limit, and of what speakers were reminded.
	NewestFormat = 4
)

// Format is the lowest format of the journal that holds the record.
func (r Record) Format() int {
	format := OldestFormat
	for _, e := range r.Events {
		format = max(format, formatOf(e.Fact))
	}
	if !r.Written.IsZero() {
		format = max(format, 2)
	}
	return format
}

func formatOf(f Fact) int {
	since := kindOf[reflect.TypeOf(f)].since
	registered := func(all ...Inscription) bool {
		return slices.ContainsFunc(all, func(i Inscription) bool { return i.Registration != Registration{} })
	}
	switch f := f.(type) {
	case Noted:
		if f != (Noted{Text: f.Text}) {
			return 2
		}
	case LimitExtended:
		if f.Light != nil {
			return 4
		}
	case FloorGiven:
		if f.Rule.Share != 0 {
			return 4
		}
	case PointRaised:
		if f.Rule.Share != 0 {
			return 4
		}
	case RulesSet:
		if f.Rules.shares() || f.Rule.Share != 0 {
			return 4
		}
	case MeetingPrepared:
		if f.Rules.shares() {
			return 4
		}
	case PreparedChanged:
		if f.Rules.shares() {
			return 4
		}
	case StatementCorrected:
		if f.Now.Rule.Share != 0 || f.Was.Rule.Share != 0 {
			return 4
		}
	case SpeakerInscribed:
		if registered(f.Inscription) {
			return 3
		}
	case SpeakerAmended:
		switch {
		case registered(f.Now):
			return 3
		case f.Reason != "":
			return 2
		}
	case MeetingOpened:
		switch {
		case f.Rules.shares():
			return 4
		case registered(f.List...), !f.ListOpensAt.IsZero(), f.Rehearsal, f.Prepared != 0:
			return 3
		case f.Zone != "":
			return 2
		}
	}
	return since
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
	if _, ok := last.Fact.(ListTaken); ok { // about many
		return receipt
	}
	for _, about := range last.Fact.subjects() {
		if receipt.Entry == "" {
			receipt.Entry = about.entry
		}
		if receipt.Statement == 0 {
			receipt.Statement = about.statement
		}
		if receipt.Prepared == 0 {
			receipt.Prepared = about.prepared
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

// WentUnrecorded says that from here on commands were acknowledged before they
// were on the disk, until the disk was back.
type WentUnrecorded struct{}

func (WentUnrecorded) subjects() []subject { return nil }

func (WentUnrecorded) apply(*Meeting, Stamp) {}

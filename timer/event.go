package timer

import "time"

// Event is one thing that happened in the meeting: who, when and what.
type Event struct {
	Rev  uint64
	At   Stamp
	By   Actor
	Fact Fact
}

// Fact is what happened, in the past tense. The set is closed; the names and
// fields are the journal's format, durations in nanoseconds.
type Fact interface {
	// Name is the fact's name in the journal and in the log.
	Name() string
	// subjects are what the fact is about: two facts with a common subject must
	// be undone in the reverse order.
	subjects() []subject
	apply(m *Meeting, at Stamp)
}

// The facts, as the journal has them.
type (
	// MeetingOpened begins a new meeting with its rules and its list.
	MeetingOpened struct {
		Symbol      string        `json:"symbol"`
		Title       string        `json:"title"`
		Sample      bool          `json:"sample,omitempty"`
		Rules       Rules         `json:"rules"`
		List        []Inscription `json:"list"`
		ListDigest  string        `json:"list_digest,omitempty"`
		RulesDigest string        `json:"rules_digest,omitempty"`
	}
	// FloorGiven gives a speaker the floor, with the rule that holds for the statement.
	FloorGiven struct {
		Statement int     `json:"statement"`
		Entry     EntryID `json:"entry"`
		Seat      string  `json:"seat,omitempty"`
		Rule      Rule    `json:"rule"`
		Signals   Signals `json:"signals"`
	}
	// StatementStarted starts the clock; its instant is elapsed zero, or lies Ago
	// after it, where the microphone said so.
	StatementStarted struct {
		Statement int           `json:"statement"`
		Ago       time.Duration `json:"ago,omitempty"`
	}
	// StatementPaused stops the clock for a while.
	StatementPaused struct {
		Statement int    `json:"statement"`
		Reason    string `json:"reason,omitempty"`
	}
	// StatementResumed lets the clock go on.
	StatementResumed struct {
		Statement int `json:"statement"`
	}
	// LimitExtended changes the limit of the statement on the floor.
	LimitExtended struct {
		Statement int           `json:"statement"`
		By        time.Duration `json:"by"`
	}
	// SpeakerUrged says that the President asked to conclude.
	SpeakerUrged struct {
		Statement int `json:"statement"`
	}
	// StatementEnded ends a statement after the time that it used.
	StatementEnded struct {
		Statement int           `json:"statement"`
		Used      time.Duration `json:"used"`
	}
	// FloorReturned ends a statement before its start: the speaker waits again.
	FloorReturned struct {
		Statement int     `json:"statement"`
		Entry     EntryID `json:"entry,omitempty"`
	}
	// SpeakerInscribed puts a speaker on the list, in front of Before or at the end.
	SpeakerInscribed struct {
		Entry  EntryID `json:"entry"`
		Before EntryID `json:"before,omitempty"`
		Inscription
	}
	// SpeakerWithdrawn takes a speaker off the list.
	SpeakerWithdrawn struct {
		Entry EntryID `json:"entry"`
	}
	// SpeakerMoved moves a speaker in front of Before, or to the end.
	SpeakerMoved struct {
		Entry  EntryID `json:"entry"`
		Before EntryID `json:"before,omitempty"`
	}
	// ListClosed closes the speakers' list.
	ListClosed struct{}
	// ListReopened opens it again.
	ListReopened struct{}
	// Undone takes back what made revision Of, as of now.
	Undone struct {
		Of uint64 `json:"of"`
	}
	// ClockAdopted says that the steady clock is another one: the machine was
	// started again, or the journal was carried to another machine.
	ClockAdopted struct {
		From  string        `json:"from"`
		Shift time.Duration `json:"shift"` // added to the instants of the old clock
		// Held says that wall time was not plausible: the statement that ran
		// stands paused where the record knows it was, and the chair decides.
		Held    bool          `json:"held,omitempty"`
		Elapsed time.Duration `json:"elapsed,omitempty"`
	}
)

// Name returns "meeting-opened".
func (MeetingOpened) Name() string { return "meeting-opened" }

// Name returns "floor-given".
func (FloorGiven) Name() string { return "floor-given" }

// Name returns "statement-started".
func (StatementStarted) Name() string { return "statement-started" }

// Name returns "statement-paused".
func (StatementPaused) Name() string { return "statement-paused" }

// Name returns "statement-resumed".
func (StatementResumed) Name() string { return "statement-resumed" }

// Name returns "limit-extended".
func (LimitExtended) Name() string { return "limit-extended" }

// Name returns "speaker-urged".
func (SpeakerUrged) Name() string { return "speaker-urged" }

// Name returns "statement-ended".
func (StatementEnded) Name() string { return "statement-ended" }

// Name returns "floor-returned".
func (FloorReturned) Name() string { return "floor-returned" }

// Name returns "speaker-inscribed".
func (SpeakerInscribed) Name() string { return "speaker-inscribed" }

// Name returns "speaker-withdrawn".
func (SpeakerWithdrawn) Name() string { return "speaker-withdrawn" }

// Name returns "speaker-moved".
func (SpeakerMoved) Name() string { return "speaker-moved" }

// Name returns "list-closed".
func (ListClosed) Name() string { return "list-closed" }

// Name returns "list-reopened".
func (ListReopened) Name() string { return "list-reopened" }

// Name returns "undone".
func (Undone) Name() string { return "undone" }

// Name returns "clock-adopted".
func (ClockAdopted) Name() string { return "clock-adopted" }

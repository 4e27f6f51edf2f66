package wire

import (
	"time"

	"rostrum/timer"
)

// Recorded is what a meeting amounts to; the answer to GET /api/v1/record. Sums are of the
// whole milliseconds that are told. Without a key, where the record is public at all,
// there are no notes, nobody's name of who did something, no lateness, and no forecasts.
type Recorded struct {
	Meeting    RecordedMeeting     `json:"meeting"`
	Statements []RecordedStatement `json:"statements"` // all that were started, in the order in which they were
	NotHeard   []RecordedLine      `json:"not_heard"`
	Absent     []RecordedLine      `json:"absent"`
	Withdrawn  []RecordedLine      `json:"withdrawn"`
	// What was said at the ends of statements of when the list would end: of all after which three or more had been heard, points of order left out, and ten or more were to come; beyond 500 heard each hundredth.
	Forecasts []RecordedForecast `json:"forecasts,omitzero"`
	Notes     []RecordedNote     `json:"notes,omitzero"` // that are about no statement
	Totals    RecordedTotals     `json:"totals"`
	Proof     *RecordedProof     `json:"proof,omitempty"` // how exact the meeting was
}

// RecordedMeeting says which meeting a record is of.
type RecordedMeeting struct {
	Number    int               `json:"number"`   // in the journal, from 1
	Meetings  int               `json:"meetings"` // how many the journal has
	Symbol    string            `json:"symbol"`
	Title     string            `json:"title"`
	Sample    bool              `json:"sample"`              // the embedded list to rehearse with
	Rehearsal bool              `json:"rehearsal,omitempty"` // it does not count
	OpenedAt  time.Time         `json:"opened_at"`
	Zone      string            `json:"zone"` // of the room, by its name in the IANA database; printed times are of it
	Sittings  []RecordedSitting `json:"sittings"`
	ClosedAt  *time.Time        `json:"debate_closed_at"`
	AsOf      time.Time         `json:"as_of"` // of this record
}

// RecordedSitting is a stretch of the meeting: the first begins as it was called to order,
// when the floor was first given, each later one as the meeting was resumed; it ends as
// it was suspended or rose, when the debate was closed.
type RecordedSitting struct {
	CalledAt    *time.Time `json:"called_to_order_at"`
	SuspendedAt *time.Time `json:"suspended_at"`
	ResumedAt   *time.Time `json:"resumed_at"`
	RoseAt      *time.Time `json:"rose_at"`
}

// RecordedStatement is one statement. What was used is speaking time: without pauses,
// what points of order took, and what a suspension of the meeting took.
type RecordedStatement struct {
	Order         int                  `json:"order"`           // from 1, by the start
	Statement     int                  `json:"statement"`       // its number
	Entry         timer.EntryID        `json:"entry"`           // empty for a point of order
	Delegation    string               `json:"delegation"`      // empty where it is not known who raised a point of order
	Names         map[string]string    `json:"names,omitempty"` // the delegation in other languages, by language code
	ISO3          string               `json:"iso3"`
	Speaker       string               `json:"speaker"`
	Kind          timer.Kind           `json:"kind"`
	Capacity      timer.Capacity       `json:"capacity"` // empty where nothing is registered, as the level
	Level         timer.Level          `json:"level"`
	OnBehalfOf    string               `json:"on_behalf_of"`
	Seat          string               `json:"seat"`
	Sitting       int                  `json:"sitting"` // in which it began, from 1
	GivenAt       time.Time            `json:"given_at"`
	StartedAt     time.Time            `json:"started_at"`
	EndedAt       *time.Time           `json:"ended_at"`    // null while it has the floor
	AllottedMS    *int64               `json:"allotted_ms"` // with what it was extended by; null = no limit
	ExtendedMS    int64                `json:"extended_ms"`
	WarningMS     *int64               `json:"warning_ms"`
	GraceMS       *int64               `json:"grace_ms"`
	UsedMS        int64                `json:"used_ms"`
	OverMS        int64                `json:"over_ms"` // the limit, never negative
	PausedMS      int64                `json:"paused_ms"`
	InterruptedMS int64                `json:"interrupted_ms"`
	SuspendedMS   int64                `json:"suspended_ms"`
	BetweenMS     int64                `json:"between_ms"` // from the end of what was said before it in the sitting, to its start
	Pauses        []RecordedPause      `json:"pauses"`
	InterruptedBy []int                `json:"interrupted_by"` // points of order, by their numbers
	Interrupts    *int                 `json:"interrupts"`     // the statement that this point of order interrupted
	Light         []RecordedEdge       `json:"light,omitzero"` // each change of it that was due
	PromptedAt    *time.Time           `json:"prompted_at"`    // when the President was told that the tolerance is over
	UrgedAt       []time.Time          `json:"urged_at"`
	Reminders     []RecordedReminder   `json:"reminders,omitempty"` // what the speaker was reminded of
	WallTrusted   bool                 `json:"wall_trusted"`        // false where a time was set by hand or carried over a boot, or the wall clock was not believed
	Recorded      bool                 `json:"recorded"`            // false where any of it was written later than it happened
	Corrections   []RecordedCorrection `json:"corrections"`
	Notes         []RecordedNote       `json:"notes,omitzero"`
}

// RecordedPause is a time for which the clock stood.
type RecordedPause struct {
	At     time.Time `json:"at"`
	MS     int64     `json:"ms"`
	Reason string    `json:"reason"`
}

// RecordedReminder is a calm line that was put on the screen of a seat.
type RecordedReminder struct {
	At   time.Time  `json:"at"`
	Line timer.Line `json:"line"`
	Seat string     `json:"seat"`
	By   string     `json:"by,omitempty"`
}

// RecordedEdge is a change of a light, due by what was in force then.
type RecordedEdge struct {
	Signal  timer.Signal `json:"signal"`
	Seat    string       `json:"seat"`
	DueAt   time.Time    `json:"due_at"`
	SeenAt  *time.Time   `json:"seen_at"` // by the pin; null where no light said so
	LateUS  *int64       `json:"late_us"`
	BoundUS *int64       `json:"bound_us"` // how far the light's clock may have been off
}

// RecordedCorrection is something that was put right, and what stood there before.
type RecordedCorrection struct {
	Rev    uint64    `json:"rev"`
	At     time.Time `json:"at"`
	By     string    `json:"by,omitempty"`
	What   string    `json:"what"`  // corrected, back-dated, restarted, elapsed-set, reopened, handed-over, amended, limit-extended
	Field  string    `json:"field"` // what was put right
	Was    string    `json:"was"`   // an instant, milliseconds, or a text
	Now    string    `json:"now"`
	Reason string    `json:"reason,omitempty"`
}

// RecordedNote is a note.
type RecordedNote struct {
	Rev       uint64     `json:"rev"` // names it, for change-note and take-back-note
	At        time.Time  `json:"at"`
	By        string     `json:"by"`
	ChangedAt *time.Time `json:"changed_at"`
	ChangedBy string     `json:"changed_by,omitempty"`
	Statement int        `json:"statement,omitempty"`
	Text      string     `json:"text"`
	Paragraph string     `json:"paragraph"`
	Proposal  bool       `json:"proposal"`
}

// RecordedForecast is what was said at the end of a statement of when the list would end,
// and what came of it. It is computed anew from the events as they stood then, as it was
// served, and nothing of it was written down. An end that was undone, or after which the
// statement was reopened, is none.
type RecordedForecast struct {
	Statement int           `json:"statement"` // that had ended, by its number
	At        time.Time     `json:"at"`        // of that end
	Left      int           `json:"left"`      // lines of the list that were still to come
	ListEnds  Expected      `json:"list_ends"`
	Basis     ForecastBasis `json:"basis"`
	// When the last statement of the list ended; null where it goes on, or was not heard to its end: who was not heard then is in not_heard.
	ListEndedAt *time.Time `json:"list_ended_at"`
	SuspendedMS *int64     `json:"suspended_ms"` // of the time from the forecast to that end, the meeting was suspended: no forecast knows that
	LateMS      *int64     `json:"late_ms"`      // how much later than p50 the list ended, suspended_ms left out; negative where it ended earlier
}

// RecordedLine is a line of the list that had no statement.
type RecordedLine struct {
	Entry      timer.EntryID     `json:"entry"`
	Seq        int               `json:"seq"`
	Delegation string            `json:"delegation"`
	Names      map[string]string `json:"names,omitempty"`
	ISO3       string            `json:"iso3"`
	Speaker    string            `json:"speaker"`
	Kind       timer.Kind        `json:"kind"`
	OnBehalfOf string            `json:"on_behalf_of"`
}

// RecordedTotals are sums over all statements. Median and quartiles are of what was used;
// a quartile between two statements in proportion, as QUARTILE.INC of spreadsheets.
type RecordedTotals struct {
	Inscribed int `json:"inscribed"` // lines of the list
	Heard     int `json:"heard"`
	NotHeard  int `json:"not_heard"`
	Absent    int `json:"absent"`
	Withdrawn int `json:"withdrawn"`
	Waiting   int `json:"waiting"` // or has the floor
	RecordedSum
	OverMS        int64                  `json:"over_ms"`
	PausedMS      int64                  `json:"paused_ms"`
	InterruptedMS int64                  `json:"interrupted_ms"`
	SuspendedMS   int64                  `json:"suspended_ms"`
	BetweenMS     int64                  `json:"between_ms"` // from each end to the next start inside a sitting
	ByKind        map[string]RecordedSum `json:"by_kind"`
	ByDelegation  map[string]RecordedSum `json:"by_delegation"`
}

// RecordedSum is what several statements amount to.
type RecordedSum struct {
	Statements  int     `json:"statements"`
	AllottedMS  int64   `json:"allotted_ms"` // of those that had a limit
	UsedMS      int64   `json:"used_ms"`
	MedianMS    int64   `json:"median_used_ms"`
	QuartilesMS []int64 `json:"quartiles_used_ms"` // the lower and the upper
}

// RecordedProof says how exact the meeting was.
type RecordedProof struct {
	Edges        int               `json:"edges"`     // changes of lights that were due
	Confirmed    int               `json:"confirmed"` // that a light said it made
	WorstLateUS  *int64            `json:"worst_late_us"`
	WorstBoundUS *int64            `json:"worst_bound_us"`
	Unconfirmed  []string          `json:"unconfirmed_seats"`
	Unsaved      []RecordedUnsaved `json:"unsaved"`   // times for which nothing was saved
	Untrusted    int               `json:"untrusted"` // statements whose wall times are not to be trusted
}

// RecordedUnsaved is a time for which nothing was saved.
type RecordedUnsaved struct {
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until"`
}

// Summary is what was noted, for the analytical summary; the answer to
// GET /api/v1/summary.json.
type Summary struct {
	Symbol     string              `json:"symbol"`
	Title      string              `json:"title"`
	Rehearsal  bool                `json:"rehearsal,omitempty"` // it does not count
	Paragraphs []SummaryParagraph  `json:"paragraphs"`
	Others     []SummaryDelegation `json:"others"` // what is of no paragraph
	Loose      []RecordedNote      `json:"loose"`  // what is about no statement
}

// SummaryParagraph is what was noted of one paragraph, in the order in which delegations
// spoke.
type SummaryParagraph struct {
	Paragraph   string              `json:"paragraph"`
	Delegations []SummaryDelegation `json:"delegations"`
}

// SummaryDelegation is what was noted of one statement.
type SummaryDelegation struct {
	Delegation string            `json:"delegation"`
	Names      map[string]string `json:"names,omitempty"`
	Speaker    string            `json:"speaker"`
	OnBehalfOf string            `json:"on_behalf_of"`
	Notes      []RecordedNote    `json:"notes"`
}

// Paragraphs are those that notes may be about, and were; the answer to
// GET /api/v1/paragraphs.
type Paragraphs struct {
	Paragraphs []string `json:"paragraphs"`
}

// Totals are what several meetings amount to, by delegation; the answer to
// GET /api/v1/totals. Rehearsals and points of order do not count.
type Totals struct {
	Meetings    []TotalledMeeting    `json:"meetings"`
	Delegations []TotalledDelegation `json:"delegations"` // those who used most first
}

// TotalledMeeting is one of them.
type TotalledMeeting struct {
	Symbol     string    `json:"symbol"`
	Title      string    `json:"title"`
	OpenedAt   time.Time `json:"opened_at"`
	Statements int       `json:"statements"`
	UsedMS     int64     `json:"used_ms"`
}

// TotalledDelegation is what one delegation did over several meetings.
type TotalledDelegation struct {
	Delegation string            `json:"delegation"`
	Names      map[string]string `json:"names,omitempty"`
	Meetings   int               `json:"meetings"` // in which it was heard
	Statements int               `json:"statements"`
	UsedMS     int64             `json:"used_ms"`
	MedianMS   int64             `json:"median_used_ms"`
}

package wire

import (
	"time"

	"rostrum/timer"
)

// Forecast says when the list will end, and before whom the time runs out; the answer to
// GET /api/v1/forecast. Instants are whole seconds after now, or after a suspended
// meeting's time to go on.
type Forecast struct {
	Now    time.Time  `json:"now"`     // of which it was made: at most a second ago
	EndsBy *time.Time `json:"ends_by"` // when interpretation ends; null where that is not known
	Left   int        `json:"left"`    // lines of the list that are still to come
	// When the last of them ends; where none is left, whoever has the floor.
	ListEnds Expected `json:"list_ends"`
	// How many of those to come end by ends_by; null where that is not known.
	HeardByEnd *ExpectedCount `json:"heard_by_end"`
	// The first line that probably does not end by ends_by; null where all do, or where that is not known.
	LineBefore *timer.EntryID `json:"line_before"`
	// When their statements begin, in the order of the list: for operators, and for all of the delegation that was asked for.
	Entries []ForecastEntry `json:"entries,omitzero"`
	// At what limit for all to come the list would end when; the first is the one that most of them have.
	IfLimit []ForecastLimit `json:"if_limit"`
	Basis   ForecastBasis   `json:"basis"`
}

// Expected is when something happens: in one case of ten before p10, in one of two before
// p50, in nine of ten before p90.
type Expected struct {
	P10 time.Time `json:"p10"`
	P50 time.Time `json:"p50"`
	P90 time.Time `json:"p90"`
}

// ExpectedCount is how many there will be: in nine cases of ten at least p10, in one of
// two p50, in one of ten p90 or more.
type ExpectedCount struct {
	P10 int `json:"p10"`
	P50 int `json:"p50"`
	P90 int `json:"p90"`
}

// ForecastEntry is when a statement begins.
type ForecastEntry struct {
	Entry timer.EntryID `json:"entry"`
	Place int           `json:"place"` // among those who wait, from 1
	Expected
}

// ForecastLimit is when the list ends at another limit; null is none.
type ForecastLimit struct {
	LimitMS  *int64    `json:"limit_ms"`
	ListEnds time.Time `json:"list_ends_p50"`
}

// ForecastBasis is what a forecast stands on.
type ForecastBasis struct {
	Statements int    `json:"statements"` // heard in this meeting, points of order left out
	Prior      int    `json:"prior"`      // statements that what was known before is worth
	Meetings   int    `json:"meetings"`   // own earlier ones under the same rules
	Table      string `json:"table"`      // and its version
}

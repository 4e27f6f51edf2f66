package record

import (
	"slices"
	"time"

	"rostrum/display/web"
	"rostrum/timer"
	"rostrum/timer/account"
)

// Record is an account that is to go out, and how.
type Record struct {
	account.Account
	Meetings int            // that the journal has
	Only     int            // the one statement that is told for programs, or 0 for all; sums are of all
	Zone     *time.Location // of the room: printed times are of it
	Tongue   web.Tongue     // in which it is said
	Over     *account.Over  // over all meetings, where there is more than one, or nil
	Public   bool           // for who has no key: without notes, authors of corrections, lateness, forecasts

	// Earlier are the meetings before this one, as [account.Earlier] has them: forecasts were
	// made with them.
	Earlier []*timer.Meeting
}

// Has says whether there is a statement of a number.
func (r *Record) Has(number int) bool {
	return slices.ContainsFunc(r.Statements, func(s account.Statement) bool { return s.ID == number })
}

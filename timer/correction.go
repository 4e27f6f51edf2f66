package timer

import (
	"slices"
	"strconv"
	"time"
)

// Correction is something that was put right in what is known of a statement. The
// record keeps what was there before, and who said otherwise.
type Correction struct {
	Rev    uint64 // that it made
	At     Stamp
	By     Actor
	What   string // the fact's name
	Field  string // what was put right, by its name on the outside interface
	Was    string // an instant in RFC 3339, a length of time in milliseconds, or a text
	Now    string // the same
	Reason string // as it was given, or empty
}

// change is one field that is put right.
type change struct{ field, was, now string }

// corrected takes down what an event puts right in a statement.
func (m *Meeting) corrected(s *Statement, at Stamp, reason string, changes ...change) {
	s.Corrections = slices.Clip(s.Corrections)
	for _, c := range changes {
		if c.was != c.now {
			s.Corrections = append(s.Corrections, Correction{
				Rev: m.Rev, At: at, By: m.Changed.By, What: m.Changed.What,
				Field: c.field, Was: c.was, Now: c.now, Reason: reason,
			})
		}
	}
}

func wallText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func milliText(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

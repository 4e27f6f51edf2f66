package wire

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rostrum/timer"
)

// Code says in one word why something was refused.
type Code string

// The codes.
const (
	Unauthenticated Code = "unauthenticated" // no key, or an unknown one
	Forbidden       Code = "forbidden"       // a key without the right, a foreign origin
	Malformed       Code = "malformed"       // not JSON, unknown or missing fields
	TooLarge        Code = "too-large"       // over 64 KiB
	Stale           Code = "stale"           // a guard that does not hold
	NotNow          Code = "not-now"         // not possible in this state
	Invalid         Code = "invalid"         // a value refused
	Unknown         Code = "unknown"         // no such entry, statement, seat
	NotSaved        Code = "not-saved"       // the disk did not take it; nothing happened
	NotFound        Code = "not-found"       // nothing at this address for this method
	Full            Code = "full"            // no place for a guest now, or more is asked than is answered: come back later
)

// Error is a refusal as other programs see it.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`         // one plain sentence
	Field   string `json:"field,omitempty"` // at fault
	Why     string `json:"why,omitempty"`   // the sentence's name, for whoever says it in another language
	// What stands in the sentence, in its order: names, numbers, lengths of time as a clock
	// shows them.
	About []any  `json:"about,omitempty"`
	Rev   uint64 `json:"rev"`
	By    string `json:"by,omitempty"` // who did what stands in the way
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Message }

// ErrorBody is the body of an answer that refuses.
type ErrorBody struct {
	Error *Error `json:"error"`
}

var codes = []struct {
	reason error
	code   Code
}{
	{timer.ErrForbidden, Forbidden},
	{timer.ErrStale, Stale},
	{timer.ErrNotNow, NotNow},
	{timer.ErrInvalid, Invalid},
	{timer.ErrUnknown, Unknown},
	{timer.ErrNotSaved, NotSaved},
	{timer.ErrStopped, NotSaved},
	{timer.ErrUnsettled, NotSaved},
	{context.Canceled, NotSaved},
	{context.DeadlineExceeded, NotSaved},
}

// notKnown is the sentence for what ends the wait for a command: the engine's
// stop, a majority that did not answer, or a failure that nobody foresaw.
const notKnown = "the controller did not answer; send the same command with the same id again to learn whether it happened"

// ErrorOf turns any error into the refusal that is sent; rev is the meeting's
// revision where the error does not know one.
func ErrorOf(err error, rev uint64) *Error {
	var told *Error
	if errors.As(err, &told) {
		out := *told
		out.Rev = rev
		return &out
	}
	out := &Error{Code: NotSaved, Message: notKnown, Rev: rev}
	for _, c := range codes {
		if errors.Is(err, c.reason) {
			out.Code = c.code
			break
		}
	}
	var refusal *timer.Refusal
	if errors.As(err, &refusal) {
		out.Message = err.Error()
		out.Field = refusal.Field
		out.Why, out.About = refusal.Why, aboutOf(refusal.About)
		if refusal.Rev != 0 {
			out.Rev = refusal.Rev
		}
		if refusal.By != (timer.Actor{}) {
			out.By = refusal.By.String()
		}
	}
	return out
}

func outOfRange(field string) *Error {
	return invalid(field, "%q is out of range", field)
}

func invalid(field, format string, args ...any) *Error {
	return &Error{Code: Invalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

func malformed(field, format string, args ...any) *Error {
	return &Error{Code: Malformed, Field: field, Message: fmt.Sprintf(format, args...)}
}

// aboutOf writes the values of a sentence as every language can take them.
func aboutOf(values []any) []any {
	var out []any
	for _, value := range values {
		switch value := value.(type) {
		case time.Duration:
			out = append(out, clockText(value))
		case int, uint64:
			out = append(out, value)
		default:
			out = append(out, fmt.Sprint(value))
		}
	}
	return out
}

// clockText is a length of time in whole seconds: 3:00, 24:00:00.
func clockText(d time.Duration) string {
	s := int64(d.Abs() / time.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

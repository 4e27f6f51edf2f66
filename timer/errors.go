package timer

import (
	"errors"
	"fmt"
	"slices"
)

// Why a command was refused. A refusal that a person sees is a [*Refusal]
// round one of these.
var (
	ErrStale    = errors.New("timer: the meeting has moved on")
	ErrNotNow   = errors.New("timer: not possible now")
	ErrInvalid  = errors.New("timer: value refused")
	ErrUnknown  = errors.New("timer: no such thing")
	ErrNotSaved = errors.New("timer: not saved")
	// ErrForbidden is an act that is not its sender's to do.
	ErrForbidden = errors.New("timer: not this role's to do")
	ErrStopped   = errors.New("timer: the engine has stopped")
	// ErrUnsettled is an act of which nobody knows yet whether it happened. Whoever asks
	// again with the same id learns it, or has it done now; never twice.
	ErrUnsettled = errors.New("timer: it is not known whether it happened")
	// ErrDamaged is a record that no engine of this version can have written.
	ErrDamaged = errors.New("timer: damaged record")
)

// Refusal says in one plain sentence why a command was refused. Nothing
// happened.
type Refusal struct {
	Reason  error  // one of the sentinels above
	Message string // for a person
	Why     string // the sentence's name, for whoever says it in another language
	About   []any  // what stands in the sentence: whom, how much
	Field   string // the field of the command at fault, or empty
	Rev     uint64 // the meeting's revision when it was refused
	By      Actor  // who did what stands in the way, where somebody did
}

// Error returns the sentence.
func (r *Refusal) Error() string { return r.Message }

// Unwrap returns the reason.
func (r *Refusal) Unwrap() error { return r.Reason }

func invalid(field, why, format string, args ...any) *Refusal {
	return &Refusal{Reason: ErrInvalid, Field: field, Why: why, About: about(args), Message: fmt.Sprintf(format, args...)}
}

func unknown(field, why, format string, args ...any) *Refusal {
	return &Refusal{Reason: ErrUnknown, Field: field, Why: why, About: about(args), Message: fmt.Sprintf(format, args...)}
}

func notNow(why, format string, args ...any) *Refusal {
	return &Refusal{Reason: ErrNotNow, Why: why, About: about(args), Message: fmt.Sprintf(format, args...)}
}

// whom is how a sentence calls the delegation of a statement. One that is not yet known
// has no name among what stands in the sentence: who says it in another language has own
// words for that.
type whom string

func (w whom) String() string {
	if w == "" {
		return "a delegation not yet known"
	}
	return string(w)
}

func (s *Statement) whom() whom { return whom(s.Delegation) }

// about is what stands in a sentence.
func about(args []any) []any {
	for i, arg := range args {
		if w, ok := arg.(whom); ok {
			args = slices.Clone(args)
			args[i] = string(w)
		}
	}
	return args
}

// within says in which part of a command a refused field is.
func within(part string, err error) error {
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	told := *refusal
	if told.Field != "" {
		part += "."
	}
	told.Field = part + told.Field
	return &told
}

func errRevision(got, after uint64) error {
	return fmt.Errorf("%w: revision %d follows revision %d", ErrDamaged, got, after)
}

package timertest

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"rostrum/timer"
)

// transcript writes a line for each change that a light or screen would show.
type transcript struct {
	last    string
	version uint64

	mu   sync.Mutex
	text strings.Builder
}

func (t *transcript) printf(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(&t.text, format, args...)
}

// follow writes what is shown at a time of the debate.
func (t *transcript) follow(s *timer.Snapshot, when time.Duration) {
	// Time alone changes nothing where nobody has the floor, which may be for days.
	if s.Meeting.Floor == nil && s.Version == t.version {
		return
	}
	t.version = s.Version
	line, known := describe(s), describeMeeting(&s.Meeting)+describeSaving(s.Saving)
	at := s.At.Steady
	elapsed := ""
	if f := s.Meeting.Floor; f != nil {
		elapsed = " " + formatTime(f.ElapsedAt(at))
		if f.Rule.Limit != timer.NoLimit {
			elapsed += " of " + formatTime(f.Rule.Limit)
		}
		known += fmt.Sprint(f.Zero, f.Rule.Limit) // what a screen counts from
	}
	if line+known == t.last {
		return
	}
	t.last = line + known
	t.printf("%s %s%s%s%s\n", formatTime(when), line, elapsed, describeMeeting(&s.Meeting), describeSaving(s.Saving))
}

func describe(s *timer.Snapshot) string {
	f := s.Meeting.Floor
	if f == nil {
		text := "nobody"
		if l := s.Meeting.Last; l != nil {
			text = fmt.Sprintf("nobody; %s used %s", called(l), formatTime(l.Held))
		}
		return text
	}
	at := s.At.Steady
	who := called(f)
	if f.Speaker != "" {
		who += " (" + f.Speaker + ")"
	}
	if f.Seat != "" {
		who += " at " + f.Seat
	}
	text := fmt.Sprintf("%s %s %s", who, f.PhaseAt(at), f.SignalAt(at))
	if f.Paused() {
		text += " paused"
	}
	if len(f.Urged) > 0 {
		text += fmt.Sprintf(" urged %d", len(f.Urged))
	}
	for _, r := range s.Meeting.Standing(f.ID, s.At) {
		text += " " + string(r.Line)
		if r.Seat != "" {
			text += " at " + r.Seat
		}
	}
	return text
}

// called is who makes a statement, or what it is where that is not yet known.
func called(s *timer.Statement) string {
	if s.Delegation == "" {
		return string(s.Kind)
	}
	return s.Delegation
}

// describeMeeting says what is shown beside the floor.
func describeMeeting(m *timer.Meeting) string {
	text := ""
	if i := m.Interrupted; i != nil {
		text += fmt.Sprintf("; interrupts %s at %s", i.Delegation, formatTime(i.Held))
	}
	if m.Suspended {
		text += "; suspended"
		if !m.Until.IsZero() {
			text += " until " + m.Until.Format("2 January 15:04")
		}
	}
	if !m.EndsBy.IsZero() {
		text += "; ends by " + m.EndsBy.Format("15:04")
	}
	if m.Closed {
		n := 0
		for _, e := range m.List {
			if e.Status == timer.NotHeard {
				n++
			}
		}
		text += fmt.Sprintf("; debate closed, %d not heard", n)
	}
	return text
}

// describeSaving says what operators are told of a disk that does not answer.
func describeSaving(s timer.Saving) string {
	switch {
	case s.State == timer.Saved:
		return ""
	case s.GoingOn:
		return fmt.Sprintf("; unrecorded %d", s.Unrecorded)
	default:
		return "; saving " + string(s.State)
	}
}

func describeList(m *timer.Meeting) string {
	var rows []string
	for _, e := range m.List {
		row := e.Delegation
		if e.Kind != timer.State {
			row += " (" + string(e.Kind) + ")"
		}
		row += " " + string(e.Status)
		if e.Statement != 0 {
			row += fmt.Sprintf(" %s in %d", formatTime(e.Used), e.Statement)
		}
		rows = append(rows, row)
	}
	text := strings.Join(rows, ", ")
	if m.ListClosed {
		text += "; list closed"
	}
	return text
}

func describePrepared(m *timer.Meeting) string {
	var all []string
	for _, p := range m.Prepared {
		text := fmt.Sprintf("%d %s by %s", p.Number, p.Symbol, p.Rules.Name)
		if p.Rehearsal || p.Sample {
			text += ", a rehearsal"
		}
		for _, in := range p.List {
			text += ", " + in.Delegation
		}
		all = append(all, text)
	}
	return "prepared: " + strings.Join(all, "; ")
}

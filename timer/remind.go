package timer

import (
	"slices"
	"time"
)

// Remind puts a calm line on the seat screen of a speaker, for half a minute or until the
// statement ends. The same line twice a minute at most: a third one would be no calm line. It
// is recorded and not undone.
type Remind struct {
	Line Line   `json:"line"`
	Seat string `json:"seat,omitempty"` // without it that of whoever has the floor
}

// Line is what a speaker can be reminded of.
type Line string

// The lines.
const (
	Slower     Line = "slower"     // the interpreters cannot follow
	Microphone Line = "microphone" // it is off, or too far away
)

// Lines returns every line.
func Lines() []Line { return []Line{Slower, Microphone} }

// SpeakerReminded says of what, and at which seat.
type SpeakerReminded struct {
	Statement int    `json:"statement"`
	Line      Line   `json:"line"`
	Seat      string `json:"seat,omitempty"`
}

// Reminder is one of them.
type Reminder struct {
	SpeakerReminded
	At Stamp
	By Actor
}

// How long a line stands on the screen, and how many of one kind may come in which time.
const (
	ReminderStands = 30 * time.Second
	remindersIn    = time.Minute
	mostReminders  = 2
)

func (c Remind) decide(m *Meeting, now Stamp) (Fact, error) {
	f := m.Floor
	switch {
	case f == nil:
		return nil, errNobody
	case !slices.Contains(Lines(), c.Line):
		return nil, invalid("line", "not-a-line", "%q is no line that a speaker is shown; use one of %s", c.Line, listed(Lines()))
	}
	if err := CheckText("seat", c.Seat, MaxSeat, false); err != nil {
		return nil, err
	}
	lately := 0
	for _, r := range m.RemindersOf(f.ID) {
		if r.Line == c.Line && now.since(r.At) < remindersIn {
			lately++
		}
	}
	if lately >= mostReminders {
		return nil, notNow("reminded-twice", "the speaker was shown that twice within a minute")
	}
	seat := c.Seat
	if seat == "" {
		seat = f.Seat
	}
	return SpeakerReminded{Statement: f.ID, Line: c.Line, Seat: seat}, nil
}

func (f SpeakerReminded) apply(m *Meeting, at Stamp) {
	m.Reminders = append(slices.Clip(m.Reminders), Reminder{f, at, m.Changed.By})
}

func (f SpeakerReminded) subjects() []subject { return []subject{statement(f.Statement)} }

// RemindersOf returns those of a statement, in order.
func (m *Meeting) RemindersOf(id int) []Reminder {
	var all []Reminder
	for _, r := range m.Reminders {
		if r.Statement == id {
			all = append(all, r)
		}
	}
	return all
}

// Standing returns the reminders of a statement that are still shown at a moment: of each
// line at each seat the latest.
func (m *Meeting) Standing(id int, now Stamp) []Reminder {
	var all []Reminder
	for _, r := range m.RemindersOf(id) {
		if now.since(r.At) >= ReminderStands {
			continue
		}
		same := func(o Reminder) bool { return o.Line == r.Line && o.Seat == r.Seat }
		all = append(slices.DeleteFunc(all, same), r)
	}
	return all
}

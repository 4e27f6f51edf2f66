package timer

import (
	"fmt"
	"slices"
	"time"
)

func (c OpenMeeting) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.Floor != nil {
		return nil, notNow("end-before-opening", "%s has the floor; end the statement before you open another meeting", m.Floor.Delegation)
	}
	if err := c.Rules.Validate(); err != nil {
		return nil, err
	}
	if len(c.List) > MaxEntries {
		return nil, invalid("list", "list-too-long", "the list has %d lines; at most %d can be taken", len(c.List), MaxEntries)
	}
	if err := checkText("symbol", c.Symbol, MaxName, false); err != nil {
		return nil, err
	}
	if err := checkText("title", c.Title, MaxName, false); err != nil {
		return nil, err
	}
	fact := MeetingOpened(c)
	fact.List = slices.Clone(c.List)
	var replies SpeakersList
	for i, in := range c.List {
		at := fmt.Sprintf("list[%d]", i)
		if err := in.validate(); err != nil {
			return nil, within(at, err)
		}
		if !in.Kind.reply() {
			continue
		}
		kind, free := replies.freeReply(in.Delegation, in.Kind, "")
		if !free {
			return nil, invalid(at+".kind", "had-replies", hadReplies, in.Delegation)
		}
		in.Kind = kind
		fact.List[i] = in
		replies = append(replies, &Entry{ID: entryID(i + 1), Inscription: in})
	}
	return fact, nil
}

func (c GiveFloor) decide(m *Meeting, _ Stamp) (Fact, error) {
	entry := m.List.Find(c.Entry)
	switch {
	case entry == nil:
		return nil, unknown("entry", "no-such-entry", "there is no entry %q on the list", c.Entry)
	case m.Floor != nil:
		return nil, notNow("has-the-floor", "%s has the floor", m.Floor.Delegation)
	case m.Closed, m.Suspended:
		return nil, m.sitting()
	case entry.Status != Waiting && entry.Status != Absent:
		return nil, notNow("does-not-wait", "%s does not wait for the floor: %s", entry.Delegation, entry.Status)
	}
	if err := checkText("seat", c.Seat, MaxSeat, false); err != nil {
		return nil, err
	}
	seat := c.Seat
	if seat == "" {
		seat = entry.Seat
	}
	return FloorGiven{
		Statement: m.statements + 1, Entry: entry.ID, Seat: seat,
		Rule: m.Rules.For(entry.Kind), Signals: m.Rules.Signals,
	}, nil
}

// LatestStart is how old the word of a microphone's contact may be: an older one
// does not say that the statement begins now.
const LatestStart = 2 * time.Second

func (c Start) decide(m *Meeting, now Stamp) (Fact, error) {
	var ago time.Duration
	if c.At != 0 {
		ago = max(0, now.Steady.Sub(c.At))
	}
	switch f := m.Floor; {
	case f == nil:
		return nil, errNobody
	case f.Started:
		return nil, notNow("started-already", "the clock of %s has been started already", f.Delegation)
	case m.Suspended:
		return nil, m.sitting()
	case ago > LatestStart:
		return nil, notNow("microphone-too-long-ago", "the microphone was opened %v ago; start the clock, and correct it if need be", ago.Round(time.Second))
	default:
		// Nobody speaks before the floor is given.
		return StatementStarted{Statement: f.ID, Ago: min(ago, now.Steady.Sub(f.GivenAt))}, nil
	}
}

func (c Pause) decide(m *Meeting, _ Stamp) (Fact, error) {
	f, err := m.started()
	if err != nil {
		return nil, err
	}
	if !f.Running {
		return nil, notNow("paused-already", "the clock of %s is paused already", f.Delegation)
	}
	if err := checkText("reason", c.Reason, MaxName, false); err != nil {
		return nil, err
	}
	return StatementPaused{Statement: f.ID, Reason: c.Reason}, nil
}

func (Resume) decide(m *Meeting, _ Stamp) (Fact, error) {
	f, err := m.started()
	if err != nil {
		return nil, err
	}
	if f.Running {
		return nil, notNow("running", "the clock of %s is running", f.Delegation)
	}
	if err := m.sitting(); err != nil {
		return nil, err
	}
	return StatementResumed{Statement: f.ID}, nil
}

func (c Extend) decide(m *Meeting, _ Stamp) (Fact, error) {
	switch f := m.Floor; {
	case f == nil:
		return nil, errNobody
	case c.By == 0:
		return nil, invalid("by_ms", "extended-by-nothing", "the limit cannot be extended by nothing")
	case c.By > LongestLimit || c.By < -LongestLimit:
		return nil, invalid("by_ms", "extended-too-far", "the limit can be changed by at most %v", LongestLimit)
	case f.Rule.Limit == NoLimit:
		return nil, notNow("no-limit", "the statement of %s has no limit", f.Delegation)
	case f.Rule.Limit+c.By <= 0:
		return nil, invalid("by_ms", "shortened-too-far", "the limit is %v; it cannot be shortened by %v", f.Rule.Limit, -c.By)
	case f.Rule.Limit+c.By > LongestLimit:
		return nil, invalid("by_ms", "limit-at-most", "the limit can be at most %v", LongestLimit)
	default:
		return LimitExtended{Statement: f.ID, By: c.By}, nil
	}
}

func (Urge) decide(m *Meeting, _ Stamp) (Fact, error) {
	f, err := m.started()
	if err != nil {
		return nil, err
	}
	return SpeakerUrged{Statement: f.ID}, nil
}

func (End) decide(m *Meeting, now Stamp) (Fact, error) {
	switch f := m.Floor; {
	case f == nil:
		return nil, errNobody
	case m.Interrupted != nil:
		return nil, notNow("rule-first", "a point of order interrupts %s: rule on it, then the statement is resumed or ended", m.Interrupted.Delegation)
	case !f.Started:
		return FloorReturned{Statement: f.ID, Entry: f.Entry}, nil
	default:
		return StatementEnded{Statement: f.ID, Used: f.ElapsedAt(now.Steady)}, nil
	}
}

func (c Inscribe) decide(m *Meeting, _ Stamp) (Fact, error) {
	in := c.Inscription
	switch {
	case m.Closed:
		return nil, notNow("debate-closed", "the debate is closed")
	case m.ListClosed && !in.Kind.reply(): // a reply stays possible
		return nil, notNow("list-closed", "the speakers' list is closed")
	case len(m.List) >= MaxEntries:
		return nil, notNow("list-full", "the list is full: it has %d lines", MaxEntries)
	case c.Before != "" && m.List.Find(c.Before) == nil:
		return nil, unknown("before", "no-such-entry", "there is no entry %q on the list", c.Before)
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	if in.Kind.reply() {
		kind, free := m.List.freeReply(in.Delegation, in.Kind, "")
		if !free {
			return nil, notNow("had-replies", hadReplies, in.Delegation)
		}
		in.Kind = kind
	}
	if c.Before == "" {
		c.Before = m.List.end(in.Kind, "")
	}
	if in.Seq == 0 {
		in.Seq = m.List.lastSeq() + 1
	}
	return SpeakerInscribed{Entry: entryID(m.entries + 1), Before: c.Before, Inscription: in}, nil
}

func (c Withdraw) decide(m *Meeting, _ Stamp) (Fact, error) {
	entry, err := m.callable(c.Entry)
	if err != nil {
		return nil, err
	}
	return SpeakerWithdrawn{Entry: entry.ID}, nil
}

func (c Move) decide(m *Meeting, _ Stamp) (Fact, error) {
	entry, err := m.callable(c.Entry)
	switch {
	case err != nil:
		return nil, err
	case c.Before == entry.ID:
		return nil, invalid("before", "moved-before-itself", "%s cannot be moved in front of itself", entry.Delegation)
	case c.Before != "" && m.List.Find(c.Before) == nil:
		return nil, unknown("before", "no-such-entry", "there is no entry %q on the list", c.Before)
	}
	if c.Before == "" {
		c.Before = m.List.end(entry.Kind, entry.ID)
	}
	return SpeakerMoved{Entry: entry.ID, Before: c.Before}, nil
}

func (CloseList) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.ListClosed {
		return nil, notNow("list-closed-already", "the speakers' list is closed already")
	}
	return ListClosed{}, nil
}

func (ReopenList) decide(m *Meeting, _ Stamp) (Fact, error) {
	switch {
	case m.Closed:
		return nil, notNow("debate-closed", "the debate is closed")
	case !m.ListClosed:
		return nil, notNow("list-open", "the speakers' list is open")
	}
	return ListReopened{}, nil
}

func (c Undo) decide(m *Meeting, _ Stamp) (Fact, error) {
	if c.Of > m.Rev {
		return nil, unknown("of", "no-such-revision", "there is no revision %d yet", c.Of)
	}
	d := m.done.find(c.Of)
	if d == nil {
		told := notNow("not-undone", "revision %d cannot be undone: it was undone before, lies too far back, or began the meeting", c.Of)
		told.Field = "of"
		return nil, told
	}
	if later := m.dependent(d); later != nil {
		told := notNow("undone-later", "%s (revision %d) cannot be undone while %s (revision %d) depends on it; undo that first",
			d.event.Fact.Name(), c.Of, later.event.Fact.Name(), later.event.Rev)
		told.Field, told.By = "of", later.event.By
		return nil, told
	}
	return Undone(c), nil
}

var errNobody = notNow("nobody", "nobody has the floor")

// started returns the statement on the floor once its clock was started.
func (m *Meeting) started() (*Statement, error) {
	switch f := m.Floor; {
	case f == nil:
		return nil, errNobody
	case !f.Started:
		return nil, notNow("not-started", "the clock of %s has not been started", f.Delegation)
	default:
		return f, nil
	}
}

// callable returns an entry that can still be given the floor.
func (m *Meeting) callable(id EntryID) (*Entry, error) {
	entry := m.List.Find(id)
	switch {
	case entry == nil:
		return nil, unknown("entry", "no-such-entry", "there is no entry %q on the list", id)
	case entry.Status == HasFloor:
		return nil, notNow("has-the-floor", "%s has the floor", entry.Delegation)
	case entry.Status != Waiting && entry.Status != Absent:
		return nil, notNow("does-not-wait", "%s does not wait for the floor: %s", entry.Delegation, entry.Status)
	default:
		return entry, nil
	}
}

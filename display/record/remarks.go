package record

import (
	"strconv"
	"strings"
	"time"

	"rostrum/timer"
	"rostrum/timer/account"
)

// remarks say in words what the figures of a statement do not: why its clock stood, who
// interrupted it, when the President asked to conclude.
func (r *Record) remarks(s *account.Statement) string {
	var all []string
	add := func(key, rest string) { all = append(all, r.say(key)+": "+rest) }
	if s.Capacity != "" {
		add("capacity", r.capacity(s.Capacity))
	}
	if s.Level != "" {
		add("level", r.level(s.Level))
	}
	if s.OnBehalfOf != "" {
		add("on_behalf_of", s.OnBehalfOf)
	}
	if s.Extended != 0 {
		sign := "+"
		if s.Extended < 0 {
			sign = "−"
		}
		add("extended", sign+clock(s.Extended.Abs()))
	}
	for _, p := range s.Pauses {
		took := p.Took
		if !p.Over {
			took = r.Account.At.Steady.Sub(p.Since)
		}
		text := clock(took)
		if p.Reason != "" {
			text += " (" + r.reason(p.Reason) + ")"
		}
		add("paused", text)
	}
	if len(s.InterruptedBy) > 0 {
		text := clock(s.Interrupted)
		for _, id := range s.InterruptedBy {
			text += " (" + r.whose(id) + ")"
		}
		add("interrupted", text)
	}
	if s.Interrupts != 0 {
		add("interrupts", r.whose(s.Interrupts))
	}
	if s.Suspended > 0 {
		add("suspended", clock(s.Suspended))
	}
	if !s.PromptedAt.IsZero() {
		add("prompted_at", s.PromptedAt.In(r.Zone).Format(time.TimeOnly))
	}
	if len(s.Urged) > 0 {
		times := make([]string, len(s.Urged))
		for i, u := range s.Urged {
			times[i] = u.Wall.In(r.Zone).Format(time.TimeOnly)
		}
		add("urged", strings.Join(times, r.say("and")))
	}
	for _, m := range s.Reminders {
		line := r.say("remind-slower")
		if m.Line == timer.Microphone {
			line = r.say("remind-microphone")
		}
		add("reminded", line+" ("+m.At.Wall.In(r.Zone).Format(time.TimeOnly)+")")
	}
	if n := corrected(s.Corrections); n > 0 {
		add("corrections", strconv.Itoa(n))
	}
	if !s.Trusted {
		add("wall_trusted", r.say("no"))
	}
	if !s.Recorded {
		add("recorded", r.say("no"))
	}
	return strings.Join(all, "; ")
}

// corrected counts the acts that put something right: one may do so with several fields.
// Another limit, and another representative, are of the debate itself.
func corrected(all []timer.Correction) int {
	n, last := 0, uint64(0)
	for _, c := range all {
		if did := didOf(c.What); c.Rev != last && did != "limit-extended" && did != "handed-over" {
			n++
		}
		last = c.Rev
	}
	return n
}

// pauseReasons are those that were given.
func pauseReasons(s *account.Statement) string {
	var all []string
	for _, p := range s.Pauses {
		if p.Reason != "" {
			all = append(all, p.Reason)
		}
	}
	return strings.Join(all, "; ")
}

// reason is why a clock stood: as it was given, or for what can be tapped in the language
// of the record.
func (r *Record) reason(given string) string {
	if text := r.Tongue.Text("reason." + given); text != "" {
		return text
	}
	return given
}

// by is who did something, in the language of the record: the role, and the tablet's name.
func (r *Record) by(a timer.Actor) string {
	role := r.Tongue.Text("role." + string(a.Role))
	switch {
	case role == "":
		return a.String()
	case a.Name == "":
		return role
	}
	return r.Tongue.Fill("by.named", "role", role, "name", a.Name)
}

// whose is a statement by its number, as a reader finds it.
func (r *Record) whose(id int) string {
	for i := range r.Account.Statements {
		if s := &r.Account.Statements[i]; s.ID == id {
			return strconv.Itoa(s.Order) + ". " + r.name(s.Delegation, s.Names)
		}
	}
	return ""
}

// byParagraph is the table of notes as the summary has them.
func (r *Record) byParagraph() Table {
	t := Table{Title: r.say("summary"), Columns: r.columns("paragraph", "delegation", "text", "by", "at")}
	g := r.digest()
	row := func(paragraph, whom string, n timer.WrittenNote) {
		words := n.Text
		if n.Proposal {
			words = r.say("proposal") + ": " + words
		}
		t.Rows = append(t.Rows, []Cell{text(paragraph), text(whom), text(words), text(r.by(n.By)), r.moment(n.At.Wall)})
	}
	for _, p := range append(g.paragraphs, g.others) {
		paragraph := p.paragraph
		if paragraph == "" {
			paragraph = r.say("no-paragraph")
		}
		for _, b := range p.by {
			for _, n := range b.notes {
				row(paragraph, r.whom(b), n)
			}
		}
	}
	for _, n := range g.loose {
		row(n.Paragraph, r.say("no-statement"), n)
	}
	return t
}

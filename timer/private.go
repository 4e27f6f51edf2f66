package timer

import (
	"slices"
	"time"
)

// An allowance of time is private: operators see it on the list, and nobody else anywhere.
// What goes out, be it a line of the log or a meeting in a file of its own, has the
// speaker's limit and not how it came about.

// withPrivate is a fact that tells of an inscription, and so of what is private in it.
type withPrivate interface{ public() Fact }

// WithoutPrivate returns a fact as it may go out.
func WithoutPrivate(f Fact) Fact {
	if f, ok := f.(withPrivate); ok {
		return f.public()
	}
	return f
}

// public is what may go out of an inscription.
func (i Inscription) public() Inscription {
	i.Allowance = 0
	return i
}

func (o Opening) public() Opening {
	list := make([]Inscription, len(o.List))
	for n, in := range o.List {
		list[n] = in.public()
	}
	if o.List != nil {
		o.List = list
	}
	return o
}

func (f MeetingOpened) public() Fact {
	f.Opening = f.Opening.public()
	return f
}

func (f MeetingPrepared) public() Fact {
	f.Opening = f.Opening.public()
	return f
}

func (f SpeakerInscribed) public() Fact {
	f.Inscription = f.Inscription.public()
	return f
}

func (f ListTaken) public() Fact {
	rows, lines := slices.Clone(f.Rows), slices.Clone(f.Lines)
	for i := range rows {
		rows[i] = rows[i].public()
	}
	public := func(in **Inscription) {
		if *in != nil {
			out := (*in).public()
			*in = &out
		}
	}
	for i := range lines {
		public(&lines[i].Now)
		public(&lines[i].Filed)
	}
	f.Rows, f.Lines = rows, lines
	return f
}

func (f SpeakerAmended) public() Fact {
	f.Now, f.Was = f.Now.public(), f.Was.public()
	return f
}

// Outgoing returns a record as it may go out. What its command said is private with it: the
// command keeps its name, so that a repeat is not carried out, and loses the digest, from
// which the little that is private could be found by trying.
func (r Record) Outgoing() Record {
	events := make([]Event, len(r.Events))
	said := false
	for i, e := range r.Events {
		if f, ok := e.Fact.(withPrivate); ok {
			e.Fact, said = f.public(), true
		}
		events[i] = e
	}
	if r.Events != nil {
		r.Events = events
	}
	if said && r.Command != nil {
		r.Command = &CommandRef{ID: r.Command.ID}
	}
	r.WithoutPrivate = r.WithoutPrivate || said
	return r
}

// allowance is what somebody is allowed by whose rule, with how it was extended, a
// record says what holds; where what is private was left out of the record, it follows
// from that.
func (m *Meeting) allowance(known time.Duration, rule Rule, extensions []extension, said Rule) time.Duration {
	if !m.withoutPrivate {
		return known
	}
	extended := rule
	for _, e := range extensions {
		extended = extended.extended(e.by, e.light)
	}
	more := said.Limit - extended.Limit
	if !rule.Warning.BeforeLimit {
		more = said.Warning.Offset - extended.Warning.Offset
	}
	return max(0, min(more, MostAllowance))
}

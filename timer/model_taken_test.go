package timer_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"rostrum/timer"
)

// What a file changes is held by a property of its own; the model only does what follows
// of it, so that it is known what an undo of anything else leaves of that.

// drawFile draws a file that resembles the list, and is taken in whole or in part.
func (d draw) drawFile() timer.Command {
	c := timer.TakeList{File: timer.ListFile{Digest: "a file", Says: []string{"delegation", "kind", "speaker"}}}
	for i := range rapid.IntRange(1, 6).Draw(d.T, "rows") {
		c.File.Rows = append(c.File.Rows, timer.Inscription{
			Seq: i + 1, Delegation: rapid.SampledFrom([]string{"A", "B", "C", "D", "E"}).Draw(d.T, "delegation"),
			Kind:    rapid.SampledFrom([]timer.Kind{timer.State, timer.Group, timer.Briefer, timer.RightOfReply}).Draw(d.T, "kind"),
			Speaker: rapid.SampledFrom([]string{"", "x"}).Draw(d.T, "speaker"),
		})
	}
	if rapid.Bool().Draw(d.T, "in part") {
		c.Only = rapid.SliceOfN(rapid.IntRange(0, 6), 0, 4).Draw(d.T, "only")
	}
	return c
}

// tookList does what followed of a file.
func (m *model) tookList(f timer.ListTaken, at time.Duration) {
	act := func(m *model, _ time.Duration) { m.takeList(f) }
	m.rev++
	m.log = append(m.log, action{m.rev, at, act})
	act(m, at)
}

func (m *model) takeList(f timer.ListTaken) {
	for i, now := range f.Lines {
		in := f.Rows[i]
		if now.Now != nil {
			in = *now.Now
		}
		switch {
		case now.New:
			m.lines++
			m.list = append(slices.Clone(m.list), line{id: string(now.Entry), delegation: in.Delegation, speaker: in.Speaker, kind: in.Kind, status: timer.Waiting})
		case now.Now != nil:
			l := &m.list[m.at(now.Entry)]
			l.delegation, l.speaker, l.kind = in.Delegation, in.Speaker, in.Kind
		}
	}
	for _, id := range f.Withdrawn {
		m.set(string(id), timer.Withdrawn)
	}
	for _, p := range f.Placed {
		i := m.at(p.Entry)
		l := m.list[i]
		m.list = slices.Delete(slices.Clone(m.list), i, i+1)
		behind := 0
		if p.After != "" {
			behind = m.at(p.After) + 1
		}
		m.list = slices.Insert(m.list, behind, l)
	}
}

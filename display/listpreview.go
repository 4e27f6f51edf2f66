package display

import (
	"rostrum/display/lists"
	"rostrum/display/live"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/listfile"
)

// previewOf describes a file, and in what it differs from the list of now.
func (s *Server) previewOf(who live.Who, h *lists.Held, m *timer.Meeting) wire.ListPreview {
	d := m.Difference(h.File())
	changes := wire.FileChangesOf(m, &d)
	countStates(changes)
	if m.IsOpen() {
		s.Lists.Looked(who.ID(), h.Digest, d.ID())
	}
	out := wire.ListPreview{
		Digest: h.Digest, Name: h.Name, Format: h.List.Format, Sheet: h.List.Sheet, Sheets: h.List.Sheets, Rows: len(h.List.Inscriptions),
		ListLanguage: wire.LanguageOfRows(h.List.Inscriptions),
		Fields:       listfile.Fields(), Ignored: h.List.Ignored, Doubts: doubtsOf(h.List.Doubts),
		Changes: changes, Unchanged: d.Unchanged, Rev: m.Rev,
	}
	out.Columns, out.Sample = []wire.ListColumn{}, [][]string{}
	if out.Ignored == nil {
		out.Ignored = []string{}
	}
	if h.Refused != nil {
		out.Refused = wire.ErrorOf(refusedFile(h.Refused), m.Rev)
		out.Changes, out.Unchanged = []wire.FileChange{}, 0
	}
	if !m.IsOpen() {
		out.Changes = []wire.FileChange{}
	}
	for _, c := range h.List.Columns {
		for i, cell := range c.Sample {
			for len(out.Sample) <= i {
				out.Sample = append(out.Sample, nil)
			}
			out.Sample[i] = append(out.Sample[i], cell)
		}
		out.Columns = append(out.Columns, wire.ListColumn{Heading: c.Heading, Key: c.Key(), Letter: c.Letter, As: c.As, Guessed: c.Guessed, Sample: c.Sample})
	}
	return out
}

// mostLines is how many lines of a doubt are named.
const mostLines = 100

// doubtsOf groups what is in doubt by what it is, and by the column; and in a group by what
// the lines say, where they do not all say the same.
func doubtsOf(all []listfile.Doubt) []wire.ListDoubt {
	out := []wire.ListDoubt{}
	at := make(map[string]int)
	values := make(map[string]int) // where a value of a group stands in it; −1: not named
	for _, d := range all {
		group := d.Code + " " + d.Field
		i, there := at[group]
		if !there {
			i = len(out)
			at[group] = i
			out = append(out, wire.ListDoubt{Code: d.Code, Column: d.Field, About: d.About, Message: d.Message})
		}
		doubt := &out[i]
		named := len(doubt.Lines) < mostLines
		doubt.Add(d.Line, d.Cell, named)
		value, said := valueOf(d)
		if !said {
			continue
		}
		v, there := values[group+" "+value]
		if !there {
			doubt.Different++
			v = -1
			if named {
				v = len(doubt.Values)
				doubt.Values = append(doubt.Values, wire.DoubtValue{Value: value})
			}
			values[group+" "+value] = v
		}
		if v >= 0 {
			doubt.Values[v].Add(d.Line, d.Cell, named)
		}
	}
	for i := range out {
		if out[i].Different == 1 { // the sentence says it
			out[i].Different, out[i].Values = 0, nil
		}
	}
	return out
}

// valueOf is what a line says that is in doubt: what the sentence names first.
func valueOf(d listfile.Doubt) (string, bool) {
	if len(d.About) == 0 || d.Code == listfile.DoubtMore {
		return "", false
	}
	value, said := d.About[0].(string)
	return value, said
}

// mostCounted is how much text is looked at for States on whose behalf somebody speaks:
// as much as a list of all Members has of it; what a file has beyond is not counted.
const mostCounted = 1 << 18

// countStates counts the States on whose behalf is spoken, in changes that tell of it.
func countStates(changes []wire.FileChange) {
	left := mostCounted
	known := make(map[string]int)
	count := func(text string) int {
		n, counted := known[text]
		if !counted && left >= len(text) {
			left -= len(text)
			n = listfile.CountMembers(text)
			known[text] = n
		}
		return n
	}
	for i := range changes {
		c := &changes[i]
		c.NowFor = count(c.Now["on_behalf_of"])
		if c.Change == timer.Changed {
			c.WasFor = count(c.Was["on_behalf_of"])
		}
	}
}

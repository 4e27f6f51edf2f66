package listfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rostrum/timer"
)

// How much of the doubts about a list operators are told. How many there are is always
// said.
const (
	mostGroups = 40
	mostLines  = 40 // of a group
)

// Grouped are the doubts about the list as operators are told of them, or nil where there
// are none: by the digest that a meeting remembers of its file, and the file's name.
func (l List) Grouped(digest, name string) *timer.Doubts {
	if len(l.Doubts) == 0 {
		return nil
	}
	all := make([]doubted, 0, len(l.Doubts))
	for _, d := range l.Doubts {
		about := make([]string, 0, len(d.About))
		for _, value := range d.About {
			about = append(about, fmt.Sprint(value))
		}
		all = append(all, doubted{d.Code, d.Field, timer.DoubtLine{Line: d.Line, Column: d.Column, Cell: d.Cell, About: about, Message: d.Message}})
	}
	return &timer.Doubts{Notice: timer.DoubtsOf + digest, File: name, Count: len(all), Groups: grouped(all)}
}

// doubted is one doubt, and what it is about.
type doubted struct {
	code, field string
	line        timer.DoubtLine
}

// what names the kind of a doubt.
func (d doubted) what() string { return d.code + "\x00" + d.field }

// grouped makes one of all doubts of one kind about the same thing, "25 lines: unknown is
// no kind", and one of all that are each about a thing of its own. Most lines come first:
// what was misread as a whole is seen before what is odd once.
func grouped(all []doubted) []timer.DoubtGroup {
	same := make(map[string]int) // how many say the same
	alone := make(map[string]int)
	about := func(d doubted) string { return d.what() + "\x00" + strings.Join(d.line.About, "\x00") }
	for _, d := range all {
		same[about(d)]++
	}
	for _, d := range all {
		if same[about(d)] == 1 {
			alone[d.what()]++
		}
	}
	groups, at := []timer.DoubtGroup{}, make(map[string]int)
	for _, d := range all {
		key, of := about(d), d.line.About
		if same[key] == 1 && alone[d.what()] > 1 {
			key, of = d.what(), nil
		}
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, timer.DoubtGroup{Code: d.code, Field: d.field, About: of, Message: d.line.Message, Lines: []timer.DoubtLine{}})
		}
		g := &groups[i]
		if g.Count++; len(g.Lines) < mostLines {
			g.Lines = append(g.Lines, beside(d.line, g))
		}
	}
	slices.SortStableFunc(groups, func(a, b timer.DoubtGroup) int { return cmp.Compare(b.Count, a.Count) })
	return groups[:min(len(groups), mostGroups)]
}

// beside is a line without what its group says already.
func beside(line timer.DoubtLine, g *timer.DoubtGroup) timer.DoubtLine {
	if g.About != nil {
		line.About = nil
	}
	if line.Message == g.Message {
		line.Message = ""
	}
	return line
}

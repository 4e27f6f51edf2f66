package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"rostrum/display/access"
	"rostrum/timer"
	"rostrum/timer/listfile"
)

// How much of the doubts about a list operators are told. How many there are is always
// said; `rostrum import` says all of them.
const (
	mostGroups = 40
	mostLines  = 40 // of a group
)

// doubtsName begins the name of the doubts about a list: its digest follows, so that
// they are put away for that list alone.
const doubtsName = "list-doubts:"

// doubtsOf are the doubts about a list, or nil where there are none.
func doubtsOf(list listfile.List, path string) *timer.Doubts {
	if len(list.Doubts) == 0 {
		return nil
	}
	all := make([]doubted, 0, len(list.Doubts))
	for _, d := range list.Doubts {
		about := make([]string, 0, len(d.About))
		for _, value := range d.About {
			about = append(about, fmt.Sprint(value))
		}
		all = append(all, doubted{d.Code, d.Field, timer.DoubtLine{Line: d.Line, Column: d.Column, Cell: d.Cell, About: about, Message: d.Message}})
	}
	return &timer.Doubts{Notice: doubtsName + list.Digest, File: filepath.Base(path), Count: len(all), Groups: grouped(all)}
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

// awayFile is where it is kept what was put away.
const awayFile = "notices.json"

// away keeps which doubts were put away, and by whom, in a file: they stay so when the
// controller is started again with the same list. Other notices are of one run.
type away struct {
	path string
	mu   sync.Mutex
	kept map[string]timer.PutAway
}

// mostAway is how many are kept: the newest.
const mostAway = 50

// readAway reads what was put away. Where that cannot be read nothing was: no debate
// waits for it.
func readAway(path string) (*away, error) {
	a := &away{path: path, kept: make(map[string]timer.PutAway)}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &a.kept)
	}
	if err != nil || a.kept == nil {
		a.kept = make(map[string]timer.PutAway)
		return a, fmt.Errorf("what was put away of notices cannot be read: %s: %w", path, cmp.Or(err, errors.New("there is nothing in it")))
	}
	return a, nil
}

// of is who put something away, or nil.
func (a *away) of(name string) *timer.PutAway {
	a.mu.Lock()
	defer a.mu.Unlock()
	if put, ok := a.kept[name]; ok {
		return &put
	}
	return nil
}

// keep writes that something was put away, or with nil that it was opened again.
func (a *away) keep(name string, put *timer.PutAway) error {
	if !strings.HasPrefix(name, doubtsName) {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	kept := maps.Clone(a.kept)
	delete(kept, name)
	if put != nil {
		kept[name] = *put
	}
	for len(kept) > mostAway {
		delete(kept, slices.MinFunc(slices.Collect(maps.Keys(kept)), func(one, other string) int { return kept[one].At.Compare(kept[other].At) }))
	}
	text, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return err
	}
	if err := access.WriteWhole(a.path, append(text, '\n')); err != nil {
		return err
	}
	a.kept = kept
	return nil
}

package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"rostrum/display/access"
	"rostrum/timer"
)

// doubtsFile is where the doubts are kept about lists that were taken on the console: who
// starts the controller again does not name their files.
const doubtsFile = "doubts.json"

// doubts keeps the doubts about lists in a file.
type doubts struct {
	path string
	mu   sync.Mutex
	kept timer.Doubted
}

// readDoubts reads the doubts about the lists that were taken. Where they cannot be read
// there are none: no debate waits for it.
func readDoubts(path string) (*doubts, error) {
	d := &doubts{path: path}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &d.kept)
	}
	if err == nil && (d.kept == nil || slices.Contains(d.kept, nil)) {
		err = errors.New("there is nothing in it")
	}
	if err != nil {
		d.kept = nil
		return d, fmt.Errorf("the doubts about lists cannot be read: %s: %w", path, err)
	}
	return d, nil
}

// keep writes the doubts about one more list.
func (d *doubts) keep(about timer.Doubts) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	kept := d.kept.With(&about)
	text, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	if err := access.WriteWhole(d.path, append(text, '\n')); err != nil {
		return err
	}
	d.kept = kept
	return nil
}

// known are the doubts that are kept, and those about one more list, each as it was put
// away.
func (d *doubts) known(more *timer.Doubts, put *away) timer.Doubted {
	all := slices.Clone(d.kept.With(more))
	for i, about := range all {
		told := *about
		told.PutAway = put.of(told.Notice)
		all[i] = &told
	}
	return all
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
	if !strings.HasPrefix(name, timer.DoubtsOf) {
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

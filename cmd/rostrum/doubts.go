package main

import (
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
	path  string
	write func(path string, text []byte) error
	mu    sync.Mutex
	kept  timer.Doubted
}

// readDoubts reads the doubts about the lists that were taken. Where they cannot be read
// there are none: no debate waits for it.
func readDoubts(path string) (*doubts, error) {
	d := &doubts{path: path, write: access.WriteWhole}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	if err == nil {
		err = d.take(text)
	}
	if err != nil {
		return d, fmt.Errorf("the doubts about lists cannot be read: %s: %w", path, err)
	}
	return d, nil
}

// take takes what a file says.
func (d *doubts) take(text []byte) error {
	var kept timer.Doubted
	if err := json.Unmarshal(text, &kept); err != nil {
		return err
	}
	if kept == nil || slices.Contains(kept, nil) {
		return errors.New("there is nothing in it")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept = kept
	return nil
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
	if err := d.write(d.path, append(text, '\n')); err != nil {
		return err
	}
	d.kept = kept
	return nil
}

// known are the doubts that are kept, and those about one more list, each as it was put
// away.
func (d *doubts) known(more *timer.Doubts, put *away) timer.Doubted {
	d.mu.Lock()
	all := slices.Clone(d.kept.With(more))
	d.mu.Unlock()
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
	path  string
	write func(path string, text []byte) error
	mu    sync.Mutex
	kept  map[string]timer.PutAway
}

// mostAway is how many are kept: the newest.
const mostAway = 50

// readAway reads what was put away. Where that cannot be read nothing was: no debate
// waits for it.
func readAway(path string) (*away, error) {
	a := &away{path: path, write: access.WriteWhole, kept: make(map[string]timer.PutAway)}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err == nil {
		err = a.take(text)
	}
	if err != nil {
		return a, fmt.Errorf("what was put away of notices cannot be read: %s: %w", path, err)
	}
	return a, nil
}

// take takes what a file says.
func (a *away) take(text []byte) error {
	var kept map[string]timer.PutAway
	if err := json.Unmarshal(text, &kept); err != nil {
		return err
	}
	if kept == nil {
		return errors.New("there is nothing in it")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.kept = kept
	return nil
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
	if err := a.write(a.path, append(text, '\n')); err != nil {
		return err
	}
	a.kept = kept
	return nil
}

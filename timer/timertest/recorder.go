// Package timertest helps to test what is built on package timer: a journal in
// memory, and debates written as readable text.
package timertest

import (
	"errors"
	"slices"
	"sync"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
)

// ErrDisk is what a [Recorder] returns while it is told to fail.
var ErrDisk = errors.New("timertest: the disk failed")

// Recorder is a journal in memory. The zero value takes everything at once.
type Recorder struct {
	mu      sync.Mutex
	records []timer.Record
	delay   time.Duration
	fail    bool
}

var _ engine.Journal = (*Recorder)(nil)

// Set makes each Append take the given time, and fail if told so.
func (r *Recorder) Set(delay time.Duration, fail bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.delay, r.fail = delay, fail
}

// Append keeps the record.
func (r *Recorder) Append(record timer.Record) error {
	r.mu.Lock()
	delay, fail := r.delay, r.fail
	r.mu.Unlock()
	time.Sleep(delay)
	r.mu.Lock()
	defer r.mu.Unlock()
	if fail {
		return ErrDisk
	}
	r.records = append(r.records, record)
	return nil
}

// Recover fails as Append does.
func (r *Recorder) Recover() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail {
		return ErrDisk
	}
	return nil
}

// Date makes the records as much younger as the wall clock is to have gone back
// since they were kept.
func (r *Recorder) Date(back time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, record := range r.records {
		r.records[i].Events = slices.Clone(record.Events)
		for j := range record.Events {
			at := &r.records[i].Events[j].At
			at.Wall = at.Wall.Add(back)
		}
		r.records[i].Observed = slices.Clone(record.Observed)
		for j := range record.Observed {
			at := &r.records[i].Observed[j]
			at.Wall = at.Wall.Add(back)
		}
	}
}

// GoOut lets the records be those of an archive that went out.
func (r *Recorder) GoOut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.records {
		r.records[i] = r.records[i].Outgoing()
	}
}

// Records returns what was kept.
func (r *Recorder) Records() []timer.Record {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.records)
}

// History replays what was kept.
func (r *Recorder) History() (timer.History, error) {
	var h timer.History
	for _, record := range r.Records() {
		if err := h.Add(record); err != nil {
			return timer.History{}, err
		}
	}
	return h, nil
}

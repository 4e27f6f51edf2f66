package engine

import "rostrum/timer"

// writer keeps the disk away from the engine's loop: it is the only one that
// calls the journal, one record at a time.
type writer struct {
	journal Journal
	records chan timer.Record // closed by the engine
	results chan error
	done    chan struct{}
	hung    bool // by the engine: do not wait
	broken  bool // by run: nothing is known of the file until it is recovered
}

func newWriter(j Journal) *writer {
	// Both buffered by the one record that can be under way, so that neither
	// side ever waits for the other.
	return &writer{journal: j, records: make(chan timer.Record, 1), results: make(chan error, 1), done: make(chan struct{})}
}

func (w *writer) run() {
	defer close(w.done)
	for r := range w.records {
		w.results <- w.write(r)
	}
}

// answers is where the journal answers; where there is none yet, nothing ever comes.
func (w *writer) answers() <-chan error {
	if w == nil {
		return nil
	}
	return w.results
}

// write makes a record durable. After a failure the file is recovered, which
// takes out whatever of the record may be there, and the record is tried once
// more: a file that was removed is noticed by nobody but the log. An empty record
// only tries whether the disk is back.
func (w *writer) write(r timer.Record) error {
	if w.broken {
		if err := w.journal.Recover(); err != nil {
			return err
		}
		w.broken = false
	}
	if isEmpty(r) {
		return nil
	}
	err := w.journal.Append(r)
	if err == nil {
		return nil
	}
	w.broken = w.journal.Recover() != nil
	if w.broken {
		return err
	}
	if err = w.journal.Append(r); err != nil {
		w.broken = true
	}
	return err
}

func isEmpty(r timer.Record) bool { return len(r.Events) == 0 && len(r.Observed) == 0 }

// close ends the writer, and waits for it unless the disk hangs: then the
// goroutine cannot be ended, and the process, which is about to, takes it along.
func (w *writer) close() {
	close(w.records)
	if !w.hung {
		<-w.done
	}
}

package timer

// writer keeps the disk away from the engine's loop: it is the only one that
// calls the journal, one record at a time.
type writer struct {
	journal Journal
	records chan Record // closed by the engine
	results chan error
	done    chan struct{}
	hung    bool // by the engine: do not wait
}

func newWriter(j Journal) *writer {
	// Both buffered by the one record that can be under way, so that neither
	// side ever waits for the other.
	return &writer{journal: j, records: make(chan Record, 1), results: make(chan error, 1), done: make(chan struct{})}
}

func (w *writer) run() {
	defer close(w.done)
	broken := false
	for r := range w.records {
		var err error
		if broken {
			err = w.journal.Recover()
		}
		if err == nil {
			err = w.journal.Append(r)
		}
		broken = err != nil
		if broken && w.journal.Recover() == nil {
			broken = false // what failed is discarded, the file is whole again
		}
		w.results <- err
	}
}

// close ends the writer, and waits for it unless the disk hangs: then the
// goroutine cannot be ended, and the process, which is about to, takes it along.
func (w *writer) close() {
	close(w.records)
	if !w.hung {
		<-w.done
	}
}

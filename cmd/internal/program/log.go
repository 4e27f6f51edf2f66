package program

import (
	"io"
	"time"

	"github.com/rs/zerolog"
)

// NewLog writes for a person at a terminal, and JSON for everybody else. Where one thing
// happens many times a second, log says it once a second, with how many times it was;
// whole says everything one by one, for what a record has to have all of.
func NewLog(w io.Writer) (log, whole zerolog.Logger) {
	whole = logTo(w, IsTerminal(w))
	if o, ok := w.(*Outlet); ok {
		missing := logTo(o.out, IsTerminal(w))
		o.mu.Lock()
		defer o.mu.Unlock()
		o.tell = func(dropped int) {
			missing.Warn().Int("lines", dropped).Msg("lines were dropped, since nobody read them")
		}
	}
	return whole.Hook(newFloods(whole)), whole
}

func logTo(w io.Writer, person bool) zerolog.Logger {
	if person {
		w = zerolog.ConsoleWriter{Out: w, TimeFormat: time.TimeOnly}
	}
	return zerolog.New(w).With().Timestamp().Logger()
}

package program

import (
	"errors"
	"io"
	"os"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/term"
)

// Environment is what a run of a program gets from outside.
type Environment struct {
	Args   []string                    // behind the program's name
	Lookup func(string) (string, bool) // of a variable, as os.LookupEnv does
	Stdout io.Writer
	Stderr io.Writer
}

// ErrUsage is a command line, an environment or a configuration that cannot be
// meant.
var ErrUsage = errors.New("usage")

// IsTerminal says whether a person reads what is written.
func IsTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// NewLog writes for a person at a terminal, and JSON for everybody else.
func NewLog(w io.Writer) zerolog.Logger {
	if IsTerminal(w) {
		w = zerolog.ConsoleWriter{Out: w, TimeFormat: time.TimeOnly}
	}
	return zerolog.New(w).With().Timestamp().Logger()
}

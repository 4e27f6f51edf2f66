package program

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

// Environment is what a run of a program gets from outside.
type Environment struct {
	Args   []string                    // behind the program's name
	Lookup func(string) (string, bool) // of a variable, as os.LookupEnv does
	Stdout io.Writer
	Stderr io.Writer
	Done   <-chan struct{} // closed when the run is to end; by Run where it is nil
}

// Main runs the program in the environment of its process, until it is done or a
// signal ends it, and returns the exit code.
func (p Program[C]) Main() int {
	// Every way out makes the lights dark: a terminal that is closed is one, and a
	// log whose reader has gone must not be.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()
	// Nobody who presses Ctrl-S on the terminal of a debate may stop it.
	stderr := NewOutlet(os.Stderr)
	defer stderr.Close()
	return p.Run(ctx, Environment{
		Args:   os.Args[1:],
		Lookup: os.LookupEnv,
		Stdout: os.Stdout,
		Stderr: stderr,
	})
}

// IsTerminal says whether a person reads what is written.
func IsTerminal(w io.Writer) bool {
	if o, ok := w.(*Outlet); ok {
		w = o.out
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

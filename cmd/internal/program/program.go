package program

import (
	"context"
	"flag"
	"fmt"
)

// Program is one of the programs, all of whose settings are in a C.
type Program[C any] struct {
	Name    string                 // by which it is called; in upper case it begins its variables
	Options func(*flag.FlagSet) *C // returns the defaults, each with the flag that changes it
	Once    []string               // options without a variable: the next start would do them again
}

// Version is the sub-command that says in one line which build this is.
func (p Program[C]) Version(_ context.Context, env Environment) error {
	if err := p.parse(flag.NewFlagSet(p.Name, flag.ContinueOnError), env.Args); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, p.Name, ThisBuild())
	return nil
}

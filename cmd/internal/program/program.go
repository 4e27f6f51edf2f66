package program

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Program is one of the programs, all of whose settings are in a C.
type Program[C any] struct {
	Name    string // by which it is called; in upper case it begins its variables
	Summary string // what it does, the first line of its help without its name

	// In the order of the help; the first is run where none is named. help and
	// version come by themselves.
	SubCommands []SubCommand

	Options func(*flag.FlagSet) *C // returns the defaults, each with the flag that changes it
	Heading string                 // of the options in the help: whose they are
	Once    []string               // options without a variable: the next start would do them again
}

// SubCommand is one of the things that a program can be asked to do.
type SubCommand struct {
	Name, Help string
	Usage      string                                   // how it is written, and what it does; without, the whole help is shown
	Run        func(context.Context, Environment) error // Args are those behind its name
}

// The exit codes: something refused or failed; a command line that is not
// understood.
const (
	exitFailed = 1
	exitUsage  = 2
)

// ErrUsage is a command line, an environment or a configuration that cannot be
// meant.
var ErrUsage = errors.New("usage")

// Run runs the sub-command that the arguments name and returns the exit code: 0 where
// it was done, 1 where it was refused or failed, 2 where what was asked is ErrUsage. Who
// asks for help, by a flag or by the word behind a sub-command, is told how that is
// written; so is, after what was wrong, who wrote it so that it cannot be meant.
func (p Program[C]) Run(ctx context.Context, env Environment) int {
	name, rest := p.SubCommands[0].Name, env.Args
	if len(rest) > 0 && len(rest[0]) > 0 && rest[0][0] != '-' {
		name, rest = rest[0], rest[1:]
	}
	env.Args = rest
	if env.Done == nil {
		env.Done = ctx.Done()
	}
	if name == "help" {
		about := SubCommand{}
		if len(rest) > 0 {
			about, _ = p.subCommand(rest[0])
		}
		p.help(env.Stdout, about)
		return 0
	}
	if c, ok := p.subCommand(name); ok {
		if asksForHelp(rest) {
			return p.exitCode(c, flag.ErrHelp, env)
		}
		return p.exitCode(c, c.Run(ctx, env), env)
	}
	fmt.Fprintf(env.Stderr, "%s: there is no sub-command %q; `%s help` lists them\n", p.Name, name, p.Name)
	return exitUsage
}

// asksForHelp says whether words alone were given, the last of them help: a flag may
// have a value that is called so.
func asksForHelp(args []string) bool {
	flagged := slices.ContainsFunc(args, func(arg string) bool { return strings.HasPrefix(arg, "-") })
	return len(args) > 0 && args[len(args)-1] == "help" && !flagged
}

func (p Program[C]) exitCode(c SubCommand, err error, env Environment) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		p.help(env.Stdout, c)
		return 0
	}
	fmt.Fprintf(env.Stderr, "%s: %v\n", p.Name, err)
	if !errors.Is(err, ErrUsage) {
		return exitFailed
	}
	if c.Usage != "" {
		fmt.Fprintln(env.Stderr, c.Usage)
	}
	return exitUsage
}

// subCommands returns them as they are listed.
func (p Program[C]) subCommands() []SubCommand {
	own := p.SubCommands
	return append(own[:len(own):len(own)], SubCommand{Name: "version", Help: "say in one line which build this is", Run: p.version})
}

func (p Program[C]) subCommand(name string) (SubCommand, bool) {
	all := p.subCommands()
	i := slices.IndexFunc(all, func(c SubCommand) bool { return c.Name == name })
	if i < 0 {
		return SubCommand{}, false
	}
	return all[i], true
}

// help says how a sub-command is written, or, where that has no words of its own, all
// that there is.
func (p Program[C]) help(w io.Writer, about SubCommand) {
	if about.Usage != "" {
		fmt.Fprintln(w, about.Usage)
		return
	}
	fmt.Fprintf(w, "%s %s.\n\n", p.Name, p.Summary)
	width := 0
	for _, c := range p.subCommands() {
		width = max(width, len(c.Name))
	}
	for _, c := range p.subCommands() {
		fmt.Fprintf(w, "  %s %-*s  %s\n", p.Name, width, c.Name, c.Help)
	}
	fmt.Fprintf(w, "\n%s (each also as %s… in the environment, or in the file of --%s):\n\n", p.Heading, p.prefix(), configFlag)
	_, fs := p.options()
	fs.SetOutput(w)
	fs.PrintDefaults()
}

func (p Program[C]) version(_ context.Context, env Environment) error {
	if err := p.parse(flag.NewFlagSet(p.Name, flag.ContinueOnError), env.Args); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, p.Name, ThisBuild())
	return nil
}

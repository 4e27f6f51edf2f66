package program

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// configFlag is the option that every program has: where the others may be written.
const configFlag = "config"

// Read reads what has been chosen: a flag goes before the environment, that before
// the file, that before the default. A list of a later source replaces that of an
// earlier one. What cannot be read is refused whole, as ErrUsage; the question for
// help is flag.ErrHelp.
func (p Program[C]) Read(env Environment) (*C, error) {
	// The flags name the file that they go before, so they are read first and last.
	_, given := p.options()
	if err := p.parse(given, env.Args); err != nil {
		return nil, err
	}
	path := given.Lookup(configFlag).Value.String()
	if path == "" {
		path, _ = env.Lookup(p.variable(configFlag))
	}
	c, fs := p.options()
	if path != "" {
		if err := readSettings(env, path, c); err != nil {
			return nil, err
		}
	}
	if err := p.readVariables(fs, env); err != nil {
		return nil, err
	}
	given.Visit(func(f *flag.Flag) {
		if s, ok := f.Value.(Several); ok && s.String() != "" {
			replace(fs.Lookup(f.Name))
		}
	})
	if err := p.parse(fs, env.Args); err != nil {
		return nil, err
	}
	return c, nil
}

// options returns the defaults and the flags that change them.
func (p Program[C]) options() (*C, *flag.FlagSet) {
	fs := flag.NewFlagSet(p.Name, flag.ContinueOnError)
	c := p.Options(fs)
	fs.String(configFlag, "", "read options from this TOML `file`")
	return c, fs
}

func (p Program[C]) parse(fs *flag.FlagSet, args []string) error {
	fs.SetOutput(io.Discard) // what is wrong is told by the error
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return fmt.Errorf("%w: %w; `%s help` lists the options", ErrUsage, err, p.Name)
	case fs.NArg() > 0:
		return fmt.Errorf("%w: %q is not an option; `%s help` lists them", ErrUsage, fs.Arg(0), p.Name)
	}
	return nil
}

func (p Program[C]) readVariables(fs *flag.FlagSet, env Environment) error {
	var failed error
	fs.VisitAll(func(f *flag.Flag) {
		text, ok := env.Lookup(p.variable(f.Name))
		if !ok || failed != nil || slices.Contains(p.Once, f.Name) {
			return
		}
		replace(f)
		if err := f.Value.Set(text); err != nil {
			failed = fmt.Errorf("%w: %s: %w", ErrUsage, p.variable(f.Name), err)
		}
	})
	return failed
}

// variable returns the name of an option in the environment.
func (p Program[C]) variable(option string) string {
	return p.prefix() + strings.ToUpper(strings.ReplaceAll(option, "-", "_"))
}

func (p Program[C]) prefix() string { return strings.ToUpper(p.Name) + "_" }

// Several is a flag that may be given several times.
type Several interface {
	flag.Value
	// Forget empties the list: that of a later source replaces it.
	Forget()
}

// Words are several words.
type Words []string

// String returns the words, separated by commas.
func (w *Words) String() string { return strings.Join(*w, ",") }

// Forget empties the list.
func (w *Words) Forget() { *w = nil }

// Set adds one or, separated by commas, several.
func (w *Words) Set(text string) error {
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.TrimSpace(word); word != "" {
			*w = append(*w, word)
		}
	}
	return nil
}

// replace lets the list of a later source replace that of an earlier one.
func replace(f *flag.Flag) {
	if s, ok := f.Value.(Several); ok {
		s.Forget()
	}
}

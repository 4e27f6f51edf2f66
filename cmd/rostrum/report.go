package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/display/record"
	"rostrum/display/web"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/journal"
)

const reportUsage = `rostrum report [--data DIR] [--meeting N] [--as json|csv|xlsx|docx|svg|html|summary] [--language CODE] [--zone ZONE] [--out FILE]
reads the journal, which may be in use, and writes the record of a meeting (the last one without --meeting)`

// report writes the record of a meeting in one of its forms.
func report(ctx context.Context, env program.Environment) error {
	fs := flag.NewFlagSet("rostrum report", flag.ContinueOnError)
	number := fs.Int("meeting", 0, "")
	as := fs.String("as", "json", "")
	language := fs.String("language", "en", "")
	out := fs.String("out", "", "")
	room := fs.String("zone", "", "")
	c, err := journalOptions(env, fs)
	if err != nil {
		return err
	}
	tongues, err := web.Tongues()
	if err != nil {
		return err
	}
	tongue := web.Choose(tongues, *language, "")
	form, ok := reportForms[*as]
	if !ok {
		return fmt.Errorf("%w: there is no form --as %q", program.ErrUsage, *as)
	}
	if tongue.Code != *language {
		return fmt.Errorf("%w: there is no --language %q; there are ar, en, es, fr, ru and zh", program.ErrUsage, *language)
	}
	records, err := c.records(ctx)
	if err != nil {
		return err
	}
	book, err := account.Read(records)
	if err != nil {
		return err
	}
	if *number == 0 {
		*number = book.Meetings()
	}
	a, ok := book.Account(*number, timer.Stamp{})
	if !ok {
		return fmt.Errorf("the journal in %s has no meeting %d; it has %d", c.where(), *number, book.Meetings())
	}
	at, err := zone(env, cmp.Or(*room, a.Zone, c.Zone))
	if err != nil {
		return err
	}
	archived := readArchives(c.dir, zerolog.New(env.Stderr))
	over := account.OverAll(timer.Stamp{}, append([]*account.Book{book}, archived...)...)
	r := &record.Record{
		Account: a, Meetings: book.Meetings(), Zone: at, Tongue: tongue, Earlier: account.Earlier(*number, book, archived...),
	}
	if len(over.Meetings) > 1 {
		r.Over = &over
	}
	body, err := form(r)
	if err != nil {
		return err
	}
	if *out == "" {
		_, err = env.Stdout.Write(body)
		return err
	}
	return os.WriteFile(*out, body, 0o600)
}

// reportForms are the forms of the record, by their names on the command line.
var reportForms = map[string]func(*record.Record) ([]byte, error){
	"json":    func(r *record.Record) ([]byte, error) { return indented(r.JSON()) },
	"csv":     func(r *record.Record) ([]byte, error) { return r.CSV(), nil },
	"xlsx":    (*record.Record).XLSX,
	"docx":    (*record.Record).DOCX,
	"svg":     func(r *record.Record) ([]byte, error) { return r.SVG(), nil },
	"summary": (*record.Record).SummaryDOCX,
	"html": func(r *record.Record) ([]byte, error) {
		t, err := record.Template()
		if err != nil {
			return nil, err
		}
		var body bytes.Buffer
		err = (&record.Page{Record: r, Alone: true}).HTML(&body, t)
		return body.Bytes(), err
	},
}

func indented(body any) ([]byte, error) {
	text, err := json.MarshalIndent(body, "", "  ")
	return append(text, '\n'), err
}

// journalChoice is where a journal is, for sub-commands that read it.
type journalChoice struct {
	*config
	dir string
}

// parseOwn reads the options of a sub-command that has others than serve, and the words
// behind them, of which there must be those that are named. What is wrong is one
// sentence, for the program shows how it is written.
func parseOwn(fs *flag.FlagSet, args []string, named ...string) error {
	fs.SetOutput(io.Discard)
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return fmt.Errorf("%w: %w", program.ErrUsage, err)
	case fs.NArg() < len(named):
		return fmt.Errorf("%w: %s is missing", program.ErrUsage, named[fs.NArg()])
	case fs.NArg() > len(named):
		return fmt.Errorf("%w: %q is too much here", program.ErrUsage, fs.Arg(len(named)))
	}
	return nil
}

// journalOptions reads the options of a sub-command that reads a journal: its own, and
// which one.
func journalOptions(env program.Environment, fs *flag.FlagSet, named ...string) (*journalChoice, error) {
	given := make(map[string]*string)
	for _, name := range []string{"data", "config", "cluster", "cluster-name", "cluster-cert", "cluster-key", "cluster-ca"} {
		given[name] = fs.String(name, "", "")
	}
	if err := parseOwn(fs, env.Args, named...); err != nil {
		return nil, err
	}
	env.Args = nil
	for name, value := range given {
		if *value != "" {
			env.Args = append(env.Args, "--"+name, *value)
		}
	}
	c, err := readConfig(env)
	if err != nil {
		return nil, err
	}
	dir, err := c.folder(env)
	return &journalChoice{c, dir}, err
}

// where is the journal, in words.
func (c *journalChoice) where() string {
	if c.Cluster.used() {
		return "the room " + c.Cluster.Name + " of the cluster"
	}
	return c.dir
}

// records reads a journal that may be in use.
func (c *journalChoice) records(ctx context.Context) (records []timer.Record, err error) {
	take := func(r timer.Record) error {
		records = append(records, r)
		return nil
	}
	joined, err := c.Cluster.dial()
	if err != nil {
		return nil, err
	}
	if joined == nil {
		err = journal.Read(filepath.Join(c.dir, journalFile), take)
		return records, err
	}
	defer func() { err = errors.Join(err, joined.Close()) }()
	err = joined.Read(ctx, take)
	return records, err
}

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/journal"
)

const journalUsage = `rostrum journal verify [--data DIR | --config FILE]
computes every figure of the journal anew from its events, and compares; the journal may be in use`

// journalCommand verifies a journal.
func journalCommand(_ context.Context, env program.Environment) error {
	if len(env.Args) == 0 || env.Args[0] != "verify" {
		return fmt.Errorf("%w: %s", program.ErrUsage, journalUsage)
	}
	env.Args = env.Args[1:]
	fs := flag.NewFlagSet("rostrum journal verify", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	c, err := journalOptions(env, fs, journalUsage)
	if err != nil {
		return err
	}
	var records []timer.Record
	path := filepath.Join(c.dir, journalFile)
	if err := journal.Read(path, func(r timer.Record) error { records = append(records, r); return nil }); err != nil {
		return err
	}
	found, err := account.Verify(records)
	if err != nil {
		return err
	}
	events := 0
	for _, r := range records {
		events += len(r.Events)
	}
	for _, f := range found {
		fmt.Fprintln(env.Stdout, f)
	}
	if len(found) > 0 {
		return fmt.Errorf("%s: %d of what it says is not what follows from its events", path, len(found))
	}
	fmt.Fprintf(env.Stdout, "%s: %d records, %d events; every figure follows from them\n", path, len(records), events)
	return nil
}

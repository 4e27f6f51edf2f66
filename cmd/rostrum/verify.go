package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"

	"rostrum/cmd/internal/program"
	"rostrum/timer/account"
)

const journalUsage = `rostrum journal verify [--data DIR | --config FILE]
computes every figure of the journal anew from its events, and compares; the journal may be in use`

// journalCommand verifies a journal.
func journalCommand(ctx context.Context, env program.Environment) error {
	if len(env.Args) > 0 && env.Args[0] == "verify" {
		env.Args = env.Args[1:]
	} else if err := parseOwn(flag.NewFlagSet("rostrum journal", flag.ContinueOnError), env.Args); errors.Is(err, flag.ErrHelp) {
		return err
	} else {
		return fmt.Errorf("%w: a journal can be verified, and nothing else", program.ErrUsage)
	}
	c, err := journalOptions(env, flag.NewFlagSet("rostrum journal verify", flag.ContinueOnError))
	if err != nil {
		return err
	}
	path := filepath.Join(c.dir, journalFile)
	if c.Cluster.used() {
		path = c.where()
	}
	records, err := c.records(ctx)
	if err != nil {
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

package main

import (
	"context"
	"flag"
	"fmt"
	"text/tabwriter"

	"rostrum/cmd/internal/program"
	"rostrum/timer/listfile"
)

const importUsage = `rostrum import FILE
reads a speakers' list and says what was understood; nothing is changed`

// importList says what was understood of a list, and uses nothing of it.
func importList(_ context.Context, env program.Environment) error {
	fs := flag.NewFlagSet("rostrum import", flag.ContinueOnError)
	if err := parseOwn(fs, env.Args, "the FILE with the list"); err != nil {
		return err
	}
	path := fs.Arg(0)
	list, err := readList(env, path, machineZone(env))
	if err != nil {
		return fmt.Errorf("%s was refused, and nothing was changed: %w", path, err)
	}
	w := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SEQ\tDELEGATION\tKIND\tSPEAKER\tSEAT\tON BEHALF OF")
	for _, i := range list.Inscriptions {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", i.Seq, i.Delegation, i.Kind, i.Speaker, i.Seat, i.OnBehalfOf)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, d := range list.Doubts {
		fmt.Fprintln(env.Stdout, d)
	}
	fmt.Fprintf(env.Stdout, "%d speakers, %d doubts; %s. Nothing was changed: `rostrum serve --list %s` uses the list.\n",
		len(list.Inscriptions), len(list.Doubts), form(list), path)
	return nil
}

// form says what kind of file a list is.
func form(list listfile.List) string {
	if list.Format == listfile.XLSX {
		return fmt.Sprintf("the sheet “%s” of a workbook", list.Sheet)
	}
	return list.Encoding
}

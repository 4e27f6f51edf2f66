package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
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
	if err := errors.Join(printColumns(env.Stdout, list.Columns), printSpeakers(env.Stdout, list)); err != nil {
		return err
	}
	for _, d := range list.Doubts {
		fmt.Fprintln(env.Stdout, d)
	}
	fmt.Fprintf(env.Stdout, "%d speakers, %d doubts; %s. Nothing was changed: `rostrum serve --list %s` uses the list.\n",
		len(list.Inscriptions), len(list.Doubts), form(list), path)
	return nil
}

// printColumns says what each column was read as.
func printColumns(out io.Writer, columns []listfile.Column) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "COLUMN\tHEADING\tREAD AS")
	for _, c := range columns {
		as := c.As
		switch {
		case as == "":
			as = "ignored"
		case c.Guessed:
			as += " (guessed from what is in it)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", c.Letter, c.Heading, as)
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// printSpeakers prints a line for each speaker. What few files have is printed where this
// one has it.
func printSpeakers(out io.Writer, list listfile.List) error {
	type column struct {
		heading string
		of      func(timer.Inscription) string
	}
	columns := []column{
		{"SEQ", func(i timer.Inscription) string { return strconv.Itoa(i.Seq) }},
		{"DELEGATION", func(i timer.Inscription) string { return i.Delegation }},
		{"KIND", func(i timer.Inscription) string { return string(i.Kind) }},
		{"SPEAKER", func(i timer.Inscription) string { return i.Speaker }},
		{"SEAT", func(i timer.Inscription) string { return i.Seat }},
		{"ON BEHALF OF", func(i timer.Inscription) string { return i.OnBehalfOf }},
	}
	for _, more := range []column{
		{"CAPACITY", func(i timer.Inscription) string { return string(i.Capacity) }},
		{"LEVEL", levelOf},
		{"LANGUAGE", func(i timer.Inscription) string { return i.Language }},
	} {
		if slices.ContainsFunc(list.Inscriptions, func(i timer.Inscription) bool { return more.of(i) != "" }) {
			columns = append(columns, more)
		}
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(of func(column) string) {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = of(c)
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	line(func(c column) string { return c.heading })
	for _, i := range list.Inscriptions {
		line(func(c column) string { return c.of(i) })
	}
	return w.Flush()
}

// levelOf says when nobody has said the level.
func levelOf(i timer.Inscription) string {
	if i.Level != "" && i.LevelGuessed {
		return string(i.Level) + " (guessed)"
	}
	return string(i.Level)
}

// form says what kind of file a list is.
func form(list listfile.List) string {
	if list.Format == listfile.XLSX {
		return fmt.Sprintf("the sheet “%s” of a workbook", list.Sheet)
	}
	return list.Encoding
}

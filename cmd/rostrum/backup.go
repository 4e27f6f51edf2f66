package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
	"rostrum/timer/journal"
)

const backupUsage = `rostrum backup [--data DIR | --config FILE | --cluster … --cluster-name NAME] FILE
copies the whole journal, with what is private of speakers, into a new file; the journal may be in use`

// backup copies the journal into a file.
func backup(ctx context.Context, env program.Environment) error {
	fs := flag.NewFlagSet("rostrum backup", flag.ContinueOnError)
	c, err := journalOptions(env, fs, "the FILE to write")
	if err != nil {
		return err
	}
	file := fs.Arg(0)
	var records int
	if c.Cluster.used() {
		var all []timer.Record
		if all, err = c.records(ctx); err == nil {
			records, err = len(all), journal.Restore(file, all)
		}
	} else {
		records, err = journal.Backup(filepath.Join(c.dir, journalFile), file)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Stdout, "%d records are in %s, with what is private of speakers: keep it as the journal is kept\n", records, file)
	return nil
}

// firstBytes are as many of a file as tell a backup from an archive.
func firstBytes(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	first := make([]byte, 64)
	n, err := io.ReadFull(f, first)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return first[:n], nil
}

// restoreBackup makes a backup the journal of a folder in which there is nothing: what
// stands beside a journal, and the archives that count in its totals, belong to it.
func restoreBackup(env program.Environment, dir, file string) error {
	if err := emptyFolder(dir); err != nil {
		return err
	}
	records, err := journal.RestoreBackup(filepath.Join(dir, journalFile), file)
	if err != nil {
		return fmt.Errorf("%s was refused: %w", file, err)
	}
	fmt.Fprintf(env.Stdout, "%s is the journal of %s now: %d records\n", file, dir, records)
	return nil
}

// emptyFolder refuses a folder in which there is anything. One that is not there yet is
// empty, and so is the top of a file system that was just made.
func emptyFolder(dir string) error {
	found, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, f := range found {
		if f.Name() != "lost+found" {
			return fmt.Errorf("a backup wants an empty folder, and %s has %s in it: name another folder with --data, or move away what is there", dir, f.Name())
		}
	}
	return nil
}

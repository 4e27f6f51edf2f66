package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/journal"
)

const (
	archiveUsage = `rostrum archive [--data DIR | --config FILE] [--meeting N] FILE
writes one meeting (the last without --meeting) into a file of its own, without what is private of
speakers; the journal may be in use`
	restoreUsage = `rostrum restore [--data DIR | --config FILE] FILE
puts an archive into the folder's archive, where its totals count; where the folder has no journal it becomes the journal;
a backup becomes the journal of a folder that is empty, or not there yet; with --cluster … and --cluster-name NAME,
or a FILE of configuration that names a cluster, that of a room there which has none, and the keys and settings in
the folder are shared there`
)

// archiveDir is where archives are kept in the data folder, and how they end.
const (
	archiveDir = "archive"
	archiveExt = ".jsonl"
)

// archive writes one meeting of the journal into a file.
func archive(ctx context.Context, env program.Environment) error {
	fs := flag.NewFlagSet("rostrum archive", flag.ContinueOnError)
	number := fs.Int("meeting", 0, "")
	c, err := journalOptions(env, fs, "the FILE to write")
	if err != nil {
		return err
	}
	file := fs.Arg(0)
	records, err := c.records(ctx)
	if err != nil {
		return err
	}
	meetings := journal.Meetings(records)
	if *number == 0 {
		*number = len(meetings)
	}
	if *number < 1 || *number > len(meetings) {
		return fmt.Errorf("the journal in %s has no meeting %d; it has %d", c.where(), *number, len(meetings))
	}
	var body bytes.Buffer
	if err := journal.WriteArchive(&body, meetings[*number-1]); err != nil {
		return err
	}
	if err := writeNew(file, body.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(env.Stdout, "meeting %d of %d, %d records, is in %s, without what is private of speakers; the journal stays as it is\n", *number, len(meetings), len(meetings[*number-1]), file)
	return nil
}

// restore puts an archive into the data folder, or a backup where nothing is.
func restore(ctx context.Context, env program.Environment) error {
	fs := flag.NewFlagSet("rostrum restore", flag.ContinueOnError)
	c, err := journalOptions(env, fs, "the FILE to restore")
	if err != nil {
		return err
	}
	file := fs.Arg(0)
	first, err := firstBytes(file)
	if err != nil {
		return err
	}
	switch {
	case journal.IsBackup(first) && c.Cluster.used():
		return restoreToCluster(ctx, env, c, file)
	case journal.IsBackup(first):
		return restoreBackup(env, c.dir, file)
	case c.Cluster.used():
		return fmt.Errorf("%s is no backup of a journal, and a cluster takes nothing else; archives are put into the folder of a controller, without --cluster", file)
	}
	records, text, err := readArchive(file)
	if errors.Is(err, journal.ErrNoArchive) {
		return fmt.Errorf("%s was refused: it is neither a backup nor an archive: %w", file, err)
	}
	if err != nil {
		return fmt.Errorf("%s was refused: %w", file, err)
	}
	path := filepath.Join(c.dir, journalFile)
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		if err := journal.Restore(path, records); err != nil {
			return err
		}
		fmt.Fprintf(env.Stdout, "%s is the journal of %s now: %d records\n", file, c.dir, len(records))
		return nil
	}
	name := filepath.Join(c.dir, archiveDir, nameOf(records))
	switch before, err := os.ReadFile(name); {
	case err == nil && bytes.Equal(before, text):
		fmt.Fprintf(env.Stdout, "%s is in %s already\n", file, filepath.Dir(name))
		return nil
	case err == nil:
		return fmt.Errorf("another archive of that meeting is there, %s (%d bytes; this one has %d): move away the one that is to go, and try again", name, len(before), len(text))
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	if err := writeNew(name, text); err != nil {
		return err
	}
	fmt.Fprintf(env.Stdout, "%s is in %s now, and counts in the totals from the next start; the journal stays as it is\n", file, name)
	return nil
}

// writeNew writes a file that must not be there.
func writeNew(path string, body []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// nameOf names an archive by its meeting and the day on which that was opened.
func nameOf(records []timer.Record) string {
	symbol, at := "", time.Time{}
	for _, e := range records[0].Events {
		if opened, ok := e.Fact.(timer.MeetingOpened); ok {
			symbol, at = opened.Symbol, e.At.Wall
		}
	}
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' {
			return r
		}
		return '-'
	}, symbol)
	return strings.Trim(at.UTC().Format("2006-01-02T150405")+"-"+strings.Trim(plain, "-."), "-") + archiveExt
}

// readArchives reads what is kept in the data folder. What is no archive, or was changed,
// is said and left out: the debate does not wait for it.
func readArchives(dir string, log zerolog.Logger) (books []*account.Book) {
	files, err := filepath.Glob(filepath.Join(dir, archiveDir, "*"+archiveExt))
	if err != nil {
		return nil
	}
	for _, path := range files {
		records, _, err := readArchive(path)
		var book *account.Book
		if err == nil {
			book, err = account.Read(records)
		}
		if err != nil {
			log.Warn().Err(err).Str("file", path).Msg("an archive does not count in the totals")
			continue
		}
		books = append(books, book)
	}
	return books
}

// readArchive reads an archive, and returns it as it is too.
func readArchive(path string) ([]timer.Record, []byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }()
	var text bytes.Buffer
	records, err := journal.ReadArchive(io.TeeReader(f, &text))
	return records, text.Bytes(), err
}

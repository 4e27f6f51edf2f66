package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/timer"
	"rostrum/timer/journal"
	"rostrum/timer/journal/etcd"
)

// restoreToCluster makes a backup the journal of a room of the cluster, and shares the keys
// and settings of the folder there. One that was broken off goes on where it was.
func restoreToCluster(ctx context.Context, env program.Environment, c *journalChoice, file string) (err error) {
	var records []timer.Record
	if err := journal.Read(file, func(r timer.Record) error { records = append(records, r); return nil }); err != nil {
		return fmt.Errorf("%s was refused: %w", file, err)
	}
	joined, err := c.Cluster.dial()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, joined.Close()) }()
	switch leader, leads, err := joined.Leader(ctx); {
	case err != nil:
		return err
	case leads:
		return fmt.Errorf("the controller at %s leads the room %s: stop both controllers first", leader.Address, c.Cluster.Name)
	}
	err = joined.Campaign(ctx, func(ctx context.Context, l *etcd.Lead) error { return fill(ctx, l, c.Cluster.Name, records) })
	if err != nil {
		return err
	}
	shared, err := shareFolder(ctx, joined, c.dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Stdout, "%s is the journal of %s now: %d records; %d keys and settings of %s are shared there\n", file, c.where(), len(records), shared, c.dir)
	return nil
}

// fill writes records into a journal that has none, or some of the very same.
func fill(ctx context.Context, l *etcd.Lead, room string, records []timer.Record) (err error) {
	j, err := l.Open(ctx, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.Close()) }()
	n := 0
	err = j.Replay(func(r timer.Record) error {
		if n == len(records) || !same(r, records[n]) {
			return fmt.Errorf("the room %s has a journal, which is another one: name another room with --cluster-name", room)
		}
		n++
		return nil
	})
	if err != nil {
		return err
	}
	for _, r := range records[n:] {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if err := j.Append(r); err != nil {
			return fmt.Errorf("%w; give the command once more, and it goes on where it was", err)
		}
	}
	return nil
}

// shareFolder shares the keys and settings of a folder, where the room has none of that
// name.
func shareFolder(ctx context.Context, joined *etcd.Cluster, dir string) (int, error) {
	var own []access.Text
	if _, err := os.Stat(filepath.Join(dir, accessDir)); err == nil {
		keys, err := access.Open(filepath.Join(dir, accessDir), nil)
		if err != nil {
			return 0, err
		}
		all, err := keys.Shareable()
		if err != nil {
			return 0, err
		}
		for _, key := range all {
			own = append(own, access.Text{Name: keysOf + key.Name, Text: key.Text})
		}
	}
	for _, name := range []string{screensFile, columnsFile, doubtsFile, awayFile} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, err
		}
		own = append(own, access.Text{Name: settingsOf + name, Text: string(text)})
	}
	for there, err := range joined.Shared(ctx) {
		if err != nil {
			return 0, err
		}
		n := 0
		for _, o := range own {
			if _, is := there.Texts[o.Name]; is {
				continue
			}
			if _, err := joined.Put(ctx, o.Name, o.Text); err != nil {
				return n, err
			}
			n++
		}
		return n, nil
	}
	return 0, ctx.Err()
}

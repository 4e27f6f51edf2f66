package lists

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

// look is how often a watched file is looked at.
const look = 2 * time.Second

// Meeting is whose list a watched file is set beside.
type Meeting interface {
	Snapshot() *timer.Snapshot
	Propose(ctx context.Context, p *timer.Proposal) error
}

// Watch proposes what a file would change, whenever it says something else than the list:
// nothing is taken by itself. A file that is just being written is left until it stands
// still.
type Watch struct {
	Path    string
	Shelf   *Shelf
	Meeting Meeting
	Zone    *time.Location
	Log     zerolog.Logger

	stamp    string // of the file as it was read
	before   string // as it was at the last look
	held     *Held
	refused  string
	proposed timer.Proposal
}

// Run looks at the file until ctx ends.
func (w *Watch) Run(ctx context.Context) {
	often := time.NewTicker(look)
	defer often.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case f := <-w.ask():
			if err := w.look(ctx, f); err != nil && ctx.Err() == nil {
				w.Log.Warn().Err(err).Msg("what the watched list would change could not be told")
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-often.C:
		}
	}
}

// found is the file as it stands there.
type found struct {
	stamp string // changes with the file
	is    bool   // it is to be read: data, or why it cannot be
	data  []byte
	err   error
}

// ask looks at the file, and reads it where it has changed and stands still again. A disk
// of the network that has gone away answers in minutes or never, and nothing can call that
// off: its answer is waited for here, and [Watch.Run] ends without it.
func (w *Watch) ask() <-chan found {
	path, read, before := w.Path, w.stamp, w.before
	answer := make(chan found, 1)
	go func() {
		f := found{stamp: stat(path)}
		if f.is = f.stamp != read && f.stamp == before; f.is {
			f.data, f.err = bytesOf(path)
		}
		answer <- f
	}()
	return answer
}

func (w *Watch) look(ctx context.Context, f found) error {
	w.before = f.stamp
	switch {
	case f.is:
		w.stamp = f.stamp
		w.read(ctx, f.data, f.err)
	case w.held != nil && w.held.Refused != nil && w.Shelf.remembered(w.held.List) != nil:
		w.stamp = "" // somebody has said how its columns are meant
	}
	p := timer.Proposal{Name: filepath.Base(w.Path), Refused: w.refused}
	if w.held != nil {
		p.Digest = w.held.Digest
	}
	if w.held != nil && w.refused == "" {
		m := &w.Meeting.Snapshot().Meeting
		d := m.Difference(w.held.File())
		p.Changes = len(d.Changes)
	}
	if p == w.proposed || w.held == nil && w.refused == "" {
		return nil
	}
	w.proposed = p
	if p.Changes == 0 && p.Refused == "" {
		return w.Meeting.Propose(ctx, nil)
	}
	return w.Meeting.Propose(ctx, &p)
}

// stat changes with the file.
func stat(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano())
}

// read reads the file as it is now. One that cannot be read is said, and the last one that
// could is forgotten: it is not what stands there.
func (w *Watch) read(ctx context.Context, data []byte, err error) {
	w.held = nil
	if err == nil {
		w.held, err = w.Shelf.Read(ctx, Everybody, filepath.Base(w.Path), data, Asked{Zone: w.Zone})
	}
	w.refused = ""
	if err == nil && w.held.Refused != nil { // whoever looks at it may say how it is meant
		err = w.held.Refused
	}
	if err == nil || ctx.Err() != nil {
		return
	}
	var refused *listfile.Error
	if errors.As(err, &refused) {
		w.refused = strings.TrimPrefix(refused.Error(), "listfile: ")
	} else {
		w.refused = "the file cannot be read: " + err.Error()
	}
	w.Log.Warn().Err(err).Str("file", w.Path).Msg("the watched list was not read")
}

// bytesOf reads a file. A pipe, or a device, is none: it may never end, or never begin.
func bytesOf(path string) ([]byte, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", filepath.Base(path))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	return io.ReadAll(io.LimitReader(f, listfile.MaxSize+1))
}

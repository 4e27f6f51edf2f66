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
		if err := w.look(ctx); err != nil && ctx.Err() == nil {
			w.Log.Warn().Err(err).Msg("what the watched list would change could not be told")
		}
		select {
		case <-ctx.Done():
			return
		case <-often.C:
		}
	}
}

func (w *Watch) look(ctx context.Context) error {
	if stamp := w.stat(); stamp != w.stamp && stamp == w.before {
		w.stamp = stamp
		w.read(ctx)
	} else {
		w.before = stamp
	}
	p := timer.Proposal{Name: filepath.Base(w.Path), Refused: w.refused}
	if w.held != nil && w.refused == "" {
		m := &w.Meeting.Snapshot().Meeting
		d := m.Difference(w.held.File())
		p.Digest, p.Changes = w.held.Digest, len(d.Changes)
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
func (w *Watch) stat() string {
	info, err := os.Stat(w.Path)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano())
}

// read reads the file as it is now. One that cannot be read is said, and the last one that
// could is forgotten: it is not what stands there.
func (w *Watch) read(ctx context.Context) {
	data, err := w.bytes()
	if err == nil {
		w.held, err = w.Shelf.Read(ctx, Everybody, filepath.Base(w.Path), data, Asked{Zone: w.Zone})
	}
	w.refused = ""
	if err == nil || ctx.Err() != nil {
		return
	}
	w.held = nil
	var refused *listfile.Error
	if errors.As(err, &refused) {
		w.refused = strings.TrimPrefix(refused.Error(), "listfile: ")
	} else {
		w.refused = "the file cannot be read: " + err.Error()
	}
	w.Log.Warn().Err(err).Str("file", w.Path).Msg("the watched list was not read")
}

func (w *Watch) bytes() ([]byte, error) {
	f, err := os.Open(w.Path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	return io.ReadAll(io.LimitReader(f, listfile.MaxSize+1))
}

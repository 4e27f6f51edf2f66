package main

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"rostrum/timer"
	"rostrum/timer/engine"
)

// loggedJournal writes a line for each event once it is durable, so that no
// event can be missing from the log.
type loggedJournal struct {
	engine.Journal
	log   zerolog.Logger
	whole zerolog.Logger // of the events

	took func(time.Duration) // is told how long each record took that is durable
}

// Append makes a record durable, and then tells of it.
func (j loggedJournal) Append(r timer.Record) error {
	begun := time.Now()
	if err := j.Journal.Append(r); err != nil {
		j.log.Error().Err(err).Msg("nothing is being saved")
		return err
	}
	j.took(time.Since(begun))
	tell(j.log, j.whole, r)
	return nil
}

func tell(log, whole zerolog.Logger, r timer.Record) {
	if r.Doubt != "" {
		log.Warn().Msg(r.Doubt)
	}
	for _, e := range r.Events {
		whole.Info().Uint64("rev", e.Rev).Stringer("by", e.By).Time("at", e.At.Wall).
			Interface("fact", summary(e.Fact)).Msg(timer.FactName(e.Fact))
	}
	for _, o := range r.Observed {
		log.Debug().Str("seat", o.Seat).Stringer("signal", o.Signal).
			Dur("late", o.Late).Msg("light")
	}
}

// Recover reopens the journal.
func (j loggedJournal) Recover() error {
	err := j.Journal.Recover()
	if err != nil {
		j.log.Error().Err(err).Msg("the journal cannot be reopened yet")
		return err
	}
	j.log.Warn().Msg("the journal was reopened and read again")
	return nil
}

// summary leaves out what is private, and whole lists.
func summary(f timer.Fact) any {
	brief := func(o timer.Opening) map[string]any {
		return map[string]any{"symbol": o.Symbol, "title": o.Title, "rules": o.Rules.Name, "speakers": len(o.List)}
	}
	switch f := f.(type) {
	case timer.MeetingOpened:
		return brief(f.Opening)
	case timer.MeetingPrepared:
		said := brief(f.Opening)
		said["prepared"] = f.Number
		return said
	case timer.ListTaken:
		added, changed := 0, 0
		for _, line := range f.Lines {
			switch {
			case line.New:
				added++
			case line.Now != nil:
				changed++
			}
		}
		return map[string]any{"digest": f.Digest, "rows": len(f.Rows), "added": added, "changed": changed, "withdrawn": len(f.Withdrawn), "moved": len(f.Moved)}
	}
	return timer.WithoutPrivate(f)
}

// followReports says once a second what was left out of what is reported of seats, until
// the engine ends: whoever has got hold of a light's key must not fill the log either.
func followReports(ctx context.Context, live *engine.Engine, log zerolog.Logger) {
	sub := live.Subscribe()
	defer sub.Close()
	told := make(map[string]int)
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-sub.C():
			if !ok {
				return
			}
			for _, seat := range s.Seats {
				if n := seat.Dropped - told[seat.Name]; n > 0 {
					told[seat.Name] = seat.Dropped
					log.Warn().Str("seat", seat.Name).Str("address", seat.Address).Int("dropped", n).
						Msg("more is reported of the light than a light has to say; somebody else may have its key")
				}
			}
		}
	}
}

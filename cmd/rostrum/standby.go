package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/journal/etcd"
)

// standby is the part of a controller that follows the room's journal in the cluster, and
// leads when nobody else does.
type standby struct {
	cluster *etcd.Cluster
	engine  *engine.Engine
	keeps   func(engine.Journal) engine.Journal // tells of what is kept
	open    func(context.Context) error         // the meeting, where the journal has none
	gauge   *gauge
	address string // of this controller, as the others are told
	log     zerolog.Logger

	known atomic.Int64                // the latest lead of others that was heard of
	other atomic.Pointer[etcd.Leader] // who led last that was not this one
	yield time.Time                   // since when the lead was left to who goes on apart

	answered time.Time   // when the majority answered last, of askWho
	alone    atomic.Bool // it did not for so long that somebody may go on apart
}

// hears takes down whose lead there was.
func (s *standby) hears(lead int64) {
	for before := s.known.Load(); lead > before && !s.known.CompareAndSwap(before, lead); before = s.known.Load() {
	}
}

// errAnew is a journal of which something was followed that is not in it any more: it has
// to be read again from its beginning.
var errAnew = errors.New("what was followed last was taken back; the journal is read again")

// whoEvery is how often a standby asks who leads, for whoever looks at its pages.
const whoEvery = time.Second

// againAfter is how long a cluster is left alone that does not answer.
const againAfter = 250 * time.Millisecond

// passing are the ends of a lead that are none of the program: another one leads or may
// lead, or the cluster does not take what it is given. The controller stands by again.
var passing = []error{
	engine.ErrLead, etcd.ErrLead, etcd.ErrUnreachable, etcd.ErrNotTaken, etcd.ErrFull, timer.ErrUnsettled, errYields,
}

func standsDown(err error) bool {
	return slices.ContainsFunc(passing, func(one error) bool { return errors.Is(err, one) })
}

// run follows and leads in turn until ctx ends. Through all of it the house stays open:
// its pages, and the agents that keep a connection to it, hear a new lead at once.
func (s *standby) run(ctx context.Context) error {
	for {
		err := s.once(ctx)
		switch {
		case ctx.Err() != nil && (standsDown(err) || errors.Is(err, context.Canceled)), err == nil:
			return nil
		case errors.Is(err, errAnew), !standsDown(err): // also where the lead was over with it
			return err
		}
		s.log.Warn().Err(err).Msg("this controller does not lead any more; it stands by")
		pause(ctx, againAfter)
	}
}

// once follows until this controller leads, and then leads until ctx ends or the lead is
// over, which is an error.
func (s *standby) once(ctx context.Context) error {
	has, err := s.engine.StandBy(ctx)
	if err != nil {
		return ended(ctx, err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	following, stop := context.WithCancel(ctx)
	followed := make(chan error, 1)
	go func() {
		err := s.follow(following, has)
		if err != nil {
			cancel() // whoever cannot follow does not lead either
		}
		followed <- err
	}()
	endFollowing := sync.OnceValue(func() error {
		stop()
		return <-followed
	})
	err = s.campaign(ctx, endFollowing)
	return errors.Join(err, endFollowing())
}

// ended is what an error of the engine says: where it has stopped the house ends, and what
// follows and leads ends last.
func ended(ctx context.Context, err error) error {
	if !errors.Is(err, timer.ErrStopped) {
		return err
	}
	<-ctx.Done()
	return context.Cause(ctx)
}

// campaign waits for the lead, ends what follows, and leads.
func (s *standby) campaign(ctx context.Context, endFollowing func() error) error {
	for told := false; ; told = true {
		began := false
		err := s.cluster.Campaign(ctx, func(ctx context.Context, lead *etcd.Lead) error {
			began = true
			if err := endFollowing(); err != nil {
				return err
			}
			return s.lead(ctx, lead)
		})
		switch {
		case ctx.Err() != nil && (!began || errors.Is(err, context.Canceled)):
			return nil
		case began, !errors.Is(err, etcd.ErrLead) && !errors.Is(err, etcd.ErrUnreachable):
			return err
		}
		if !told { // once
			s.log.Warn().Err(err).Msg("this controller could not stand for the lead; it tries again and again")
		}
		pause(ctx, againAfter)
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// follow takes each record as it comes behind those that the engine has, until ctx ends. The
// last one of these is read again: whether it is still there, nobody else says.
func (s *standby) follow(ctx context.Context, has engine.Followed) error {
	asking, stop := context.WithCancel(ctx)
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		s.askWho(asking)
	}()
	defer func() {
		stop()
		<-asked
	}()
	away := false
	for e, err := range s.cluster.Follow(ctx, max(has.Number, 1)) {
		switch {
		case errors.Is(err, etcd.ErrTakenBack):
			return errAnew
		case errors.Is(err, etcd.ErrUnreachable):
			if !away { // once
				s.log.Warn().Err(err).Msg("the journal cannot be followed now")
			}
			away = true
			continue
		case err != nil:
			return err
		}
		away = false
		s.hears(e.Lead)
		if has.Number > 0 && e.Number <= has.Number {
			if !same(e.Record, has.Last) {
				return errAnew
			}
			continue
		}
		if err := s.engine.Take(ctx, e.Record); err != nil {
			if ctx.Err() != nil || errors.Is(err, timer.ErrStopped) { // the house ends, and this last
				return nil
			}
			return err
		}
	}
	return nil
}

// askWho tells the engine who leads, and has its clock measured, until ctx ends.
func (s *standby) askWho(ctx context.Context) {
	stop := func() {}
	defer func() { stop() }()
	every := time.NewTicker(whoEvery)
	defer every.Stop()
	var asked etcd.Leader
	var since time.Time // it is known to lead, and the majority answers
	s.answered = time.Now()
	for {
		leader, _, err := s.cluster.Leader(ctx) // of a cluster that does not answer nobody is known
		if time.Since(s.answered) >= aloneAfter {
			s.alone.Store(true)
		}
		if err == nil {
			s.answered = time.Now()
		} else {
			since = time.Now()
		}
		if s.engine.Leader(ctx, leader.Address) != nil {
			return
		}
		if err == nil && leader.Address != s.address {
			s.hears(leader.Revision)
			// Not of one who stands for a moment, and leaves the lead to who goes on apart.
			if leader.Revision == asked.Revision {
				s.engine.Heard(leader.Revision)
				if leader.Address != "" && time.Since(since) >= yieldsFor {
					s.alone.Store(false) // that is over, and this one did not end it
				}
			}
			if leader.Address != "" {
				s.other.Store(&leader)
			}
		}
		if err == nil && leader.Revision != asked.Revision && leader.Address != s.address {
			stop()
			asked, since, stop = leader, time.Now(), s.measure(ctx, leader)
		}
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
	}
}

// measure begins to ask for the clock of who leads, if anybody does, until it is stopped.
func (s *standby) measure(ctx context.Context, leader etcd.Leader) (stop func()) {
	if leader.Address == "" {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := s.gauge.ask(ctx, leader); err != nil {
			s.log.Warn().Err(err).Str("controller", leader.Address).Msg("the clock of the controller that leads cannot be measured")
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

// ruling is a lead as the engine asks for it: by the clock of the lease, which goes on
// where the machine sleeps.
type ruling struct {
	*etcd.Lead
	cluster *etcd.Cluster
}

func (r ruling) Holds() bool { return r.Lead.Holds(r.cluster.Now()) }

// lead leads until ctx ends, which is when the lead is over or the controller stops.
func (s *standby) lead(ctx context.Context, l *etcd.Lead) (err error) {
	if s.yields(ctx) {
		return errYields
	}
	has, err := s.engine.StandBy(ctx)
	if err != nil {
		return ended(ctx, err)
	}
	// The last one that was followed is read again: whether it is still there, nobody else
	// says.
	journal, err := l.Open(ctx, max(has.Number, 1))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, journal.Close()) }()
	defer context.AfterFunc(ctx, func() {
		if errors.Is(context.Cause(ctx), etcd.ErrLead) {
			_ = journal.Close() // nobody waits for what may be on its way
		}
	})()
	var rest []timer.Record
	if err := journal.Replay(func(r timer.Record) error { rest = append(rest, r); return nil }); err != nil {
		return err
	}
	if has.Number > 0 {
		if len(rest) == 0 || !same(rest[0], has.Last) {
			return errAnew
		}
		rest = rest[1:]
	}
	err = s.engine.Reign(ctx, engine.Reign{Lead: ruling{l, s.cluster}, Journal: s.keeps(journal), Rest: rest})
	if err != nil {
		return ended(ctx, err)
	}
	s.log.Info().Int64("lead", l.Revision()).Int("unread", len(rest)).Msg("this controller leads")
	for err := s.open(ctx); err != nil && ctx.Err() == nil; err = s.open(ctx) {
		s.log.Warn().Err(err).Msg("the meeting could not be opened yet")
		pause(ctx, againAfter)
	}
	<-ctx.Done()
	return context.Cause(ctx)
}

// same says whether two records are one, of which either may be as it was written or as it
// was read.
func same(a, b timer.Record) bool {
	one, err := json.Marshal(a)
	other, failed := json.Marshal(b)
	return err == nil && failed == nil && bytes.Equal(one, other)
}

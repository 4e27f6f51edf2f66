package etcd

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/timer"
)

// look is how often who follows looks by itself. It is told of each record at once; but
// the member that would tell may have been lost without a word.
const look = time.Second

// Follow yields the records of the journal in order, those that there are and then each
// as it comes, until ctx ends. It begins with number from, which is 1, or follows the
// last one that was yielded before.
//
// An error that is [ErrUnreachable] is yielded each time that the cluster does not answer,
// and Follow goes on. One that is [ErrTakenBack] says that the record of the entry's
// number is not in the journal any more; Follow goes on with another one of that number.
// After any other error it ends.
func (c *Cluster) Follow(ctx context.Context, from uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		bell, done := c.bell(ctx, c.keys.records())
		defer done()
		at := position{number: max(from, 1) - 1}
		tick := time.NewTicker(look)
		defer tick.Stop()
		for {
			p, err := c.look(ctx, at)
			for _, e := range p.entries {
				if !yield(e, nil) {
					return
				}
			}
			switch {
			case ctx.Err() != nil:
				return
			case errors.Is(err, ErrTakenBack):
				if !yield(Entry{Number: at.number}, err) {
					return
				}
				at = position{number: at.number - 1} // only the newest one is ever taken back
				continue
			case err != nil:
				if !yield(Entry{}, err) || lasting(err) {
					return
				}
			default:
				if at = p.at; p.more {
					continue
				}
			}
			select {
			case <-bell:
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}
}

// Read hands over the records that there are, the oldest first.
func (c *Cluster) Read(ctx context.Context, take func(timer.Record) error) error {
	var at position
	for more := true; more; {
		p, err := until(ctx, wholeWait, func(ctx context.Context) (page, error) { return c.page(ctx, at) })
		if err != nil {
			return err
		}
		for _, e := range p.entries {
			if err := take(e.Record); err != nil {
				return damaged(e.Number, err)
			}
		}
		at, more = p.at, p.more
	}
	return nil
}

// bell rings when something below a prefix may have changed, until ctx ends or done is
// called: what, is read. Nobody rings while no member answers, so who listens looks from
// time to time as well.
//
// The watch is opened beside who listens: opening one waits for a member, and where that
// was lost without a word, for a quarter of a minute.
func (c *Cluster) bell(ctx context.Context, prefix string) (rings <-chan struct{}, done func()) {
	ctx, end := context.WithCancel(ctx)
	bell := make(chan struct{}, 1)
	var running sync.WaitGroup
	running.Go(func() {
		for ctx.Err() == nil {
			changes := c.client.Watch(clientv3.WithRequireLeader(ctx), prefix, clientv3.WithPrefix(), clientv3.WithCreatedNotify())
			for open := true; open; {
				select {
				case _, open = <-changes:
				case <-ctx.Done():
					return
				}
				select {
				case bell <- struct{}{}:
				default: // it rings already
				}
			}
			select {
			case <-time.After(look):
			case <-ctx.Done():
			}
		}
	})
	return bell, func() {
		end()
		running.Wait()
	}
}

func (c *Cluster) look(ctx context.Context, at position) (page, error) {
	ctx, done := context.WithTimeout(ctx, wholeWait)
	defer done()
	p, err := c.page(ctx, at)
	if err != nil && !lasting(err) {
		err = fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return p, err
}

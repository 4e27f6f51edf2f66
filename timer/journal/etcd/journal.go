package etcd

import (
	"context"
	"fmt"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/timer"
)

// Journal is the journal as the one who leads has it. Its methods belong to one goroutine
// at a time, but Close, which may be called while another one waits.
type Journal struct {
	cluster *Cluster
	lead    *Lead
	ctx     context.Context // ends with Close, as nothing else ends a journal
	close   context.CancelFunc

	turn   int64    // etcd's revision of it
	last   position // the newest record
	format int      // that the journal says of itself
	broken bool     // until Recover

	found []Entry // by Open, until Replay
}

// Open opens the journal for who leads, and makes sure that nothing comes into it any more
// of what an earlier lead sent, or this one before: what is in it then is all that was
// ever acknowledged. Replay tells the records from number from on, which is 1, or follows
// the last one that [Cluster.Follow] has yielded.
func (l *Lead) Open(ctx context.Context, from uint64) (*Journal, error) {
	inner, done := context.WithCancel(context.Background())
	j := &Journal{cluster: l.cluster, lead: l, ctx: inner, close: done, last: position{number: max(from, 1) - 1}}
	if err := j.read(ctx); err != nil {
		done()
		return nil, err
	}
	return j, nil
}

func (j *Journal) read(ctx context.Context) error {
	if _, err := j.takeTurn(ctx); err != nil {
		return err
	}
	for more := true; more; {
		p, err := until(ctx, wholeWait, func(ctx context.Context) (page, error) { return j.cluster.page(ctx, j.last) })
		if err != nil {
			return err
		}
		j.last, j.format, more = p.at, p.format, p.more
		j.found = append(j.found, p.entries...)
	}
	return j.sweep(ctx)
}

// Replay hands over the records that Open has found, the oldest first, once.
func (j *Journal) Replay(take func(timer.Record) error) error {
	for _, e := range j.found {
		if err := take(e.Record); err != nil {
			return damaged(e.Number, err)
		}
	}
	j.found = nil
	return nil
}

// Append returns when a majority of the cluster has the record on disk. [ErrLead] and
// [ErrNotTaken] say that it is not in the journal and will not come into it;
// [ErrUnsettled], that nobody knows until Recover.
func (j *Journal) Append(r timer.Record) error {
	switch {
	case j.ctx.Err() != nil:
		return ErrClosed
	case j.broken:
		return fmt.Errorf("%w: one before it failed", ErrNotTaken) // until it is recovered
	}
	number := j.last.number + 1
	s, err := encode(number, j.lead.revision, r)
	if err != nil {
		return err
	}
	format := max(j.format, r.Format())
	revision, err := j.write(number, s, format)
	if err != nil {
		j.broken = true
		return err
	}
	j.last, j.format = position{number, revision}, format
	return nil
}

// Recover settles what a failed Append left open: where its record is in the journal after
// all it is taken out, since it was said that it is not.
func (j *Journal) Recover() error {
	if j.ctx.Err() != nil {
		return ErrClosed
	}
	if _, err := j.takeTurn(j.ctx); err != nil {
		return err
	}
	if err := j.sweep(j.ctx); err != nil {
		return err
	}
	j.broken = false
	return nil
}

// Close lets nothing more into the journal. Where a record is on its way it is not waited
// for.
func (j *Journal) Close() error {
	j.close()
	return nil
}

// leads is what every transaction asks: that this controller has the lead.
func (j *Journal) leads() clientv3.Cmp {
	return clientv3.Compare(clientv3.CreateRevision(j.lead.key), "=", j.lead.revision)
}

// mine is that, and that nothing before it was settled since.
func (j *Journal) mine() []clientv3.Cmp {
	return []clientv3.Cmp{j.leads(), clientv3.Compare(clientv3.ModRevision(j.cluster.keys.turn()), "=", j.turn)}
}

// asWas is that the newest record is the one that was read or written, and has none after
// it.
func (j *Journal) asWas() []clientv3.Cmp {
	next := clientv3.Compare(clientv3.CreateRevision(j.cluster.keys.record(j.last.number+1)), "=", 0)
	if j.last.number == 0 {
		return []clientv3.Cmp{next}
	}
	return []clientv3.Cmp{next, clientv3.Compare(clientv3.ModRevision(j.cluster.keys.record(j.last.number)), "=", j.last.revision)}
}

// sweep takes out all that comes after the newest record: parts of one that did not become
// a record, and one that was never acknowledged.
func (j *Journal) sweep(ctx context.Context) error {
	ctx, done := context.WithTimeout(ctx, 2*wholeWait)
	defer done()
	k, next := j.cluster.keys, j.last.number+1
	rest := func(key, all string) clientv3.Op {
		return clientv3.OpDelete(key, clientv3.WithRange(clientv3.GetPrefixRangeEnd(all)))
	}
	for {
		swept, err := answered(ctx, wholeWait, func(ctx context.Context) (*clientv3.TxnResponse, error) {
			return j.cluster.client.Txn(ctx).If(j.mine()...).Then(rest(k.record(next), k.records()), rest(k.partsOf(next), k.parts())).Commit()
		})
		if err != nil || swept.Succeeded {
			return err
		}
		// The lead was lost, or one more turn was taken late.
		if _, err := j.takeTurn(ctx); err != nil {
			return err
		}
	}
}

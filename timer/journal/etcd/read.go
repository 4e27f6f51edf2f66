package etcd

import (
	"context"
	"errors"
	"fmt"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/timer"
)

// pageSize is how many records are read at once: few enough where each of them is as large
// as one may be that is not in parts.
const pageSize = 32

// position is a record that was read, or written. Its revision is that of etcd, or 0
// where it is not known.
type position struct {
	number   uint64
	revision int64
}

// Entry is a record as it stands in the journal.
type Entry struct {
	Number uint64 // from 1, without a gap
	Lead   int64  // revision of the lead that wrote it
	Record timer.Record
}

// page is what one look at the journal gives.
type page struct {
	format  int // or 0, where there is no journal yet
	entries []Entry
	at      position // behind them
	more    bool
}

// page reads the records after a position, some of them. Nothing of it is stale: it is
// what a majority of the cluster has. What is in parts takes further requests; where one
// of them fails, there is what was read before it.
func (c *Cluster) page(ctx context.Context, after position) (page, error) {
	answer, err := c.txn(ctx,
		clientv3.OpGet(c.keys.journal()),
		clientv3.OpGet(c.keys.record(after.number), clientv3.WithKeysOnly()),
		clientv3.OpGet(c.keys.record(after.number+1), clientv3.WithRange(clientv3.GetPrefixRangeEnd(c.keys.records())), clientv3.WithLimit(pageSize)),
	)
	if err != nil {
		return page{}, err
	}
	var p page
	named, last, rest := answer.Responses[0].GetResponseRange(), answer.Responses[1].GetResponseRange(), answer.Responses[2].GetResponseRange()
	if len(named.Kvs) > 0 {
		if p.format, err = formatOf(named.Kvs[0].Value); err != nil {
			return page{}, err
		}
	} else if len(last.Kvs)+len(rest.Kvs) > 0 {
		return page{}, fmt.Errorf("%w: there are records, and nothing says of what", ErrForeign)
	}
	if after.number > 0 && (len(last.Kvs) == 0 || after.revision != 0 && last.Kvs[0].ModRevision != after.revision) {
		return page{}, fmt.Errorf("%w: record %d", ErrTakenBack, after.number)
	}
	if p.at = after; after.number > 0 {
		p.at.revision = last.Kvs[0].ModRevision
	}
	for _, kv := range rest.Kvs {
		number, ok := c.keys.number(kv.Key)
		if !ok || number != p.at.number+1 {
			return page{}, damaged(p.at.number+1, errMissing)
		}
		at := position{number, kv.ModRevision}
		e, err := c.entry(ctx, at, kv.Value)
		if err != nil && !lasting(err) && len(p.entries) > 0 {
			p.more = true
			return p, nil
		}
		if err != nil {
			return page{}, err
		}
		p.at, p.entries = at, append(p.entries, e)
	}
	p.more = rest.More
	return p, nil
}

// txn reads several things at one revision, once.
func (c *Cluster) txn(ctx context.Context, gets ...clientv3.Op) (*clientv3.TxnResponse, error) {
	ctx, done := asking(ctx, partWait)
	defer done()
	return c.client.Txn(ctx).Then(gets...).Commit()
}

var errGone = errors.New("etcd: the record was taken back while it was read")

// entry reads a record as it is stored, with its parts.
func (c *Cluster) entry(ctx context.Context, at position, value []byte) (Entry, error) {
	h, text, err := headOf(value)
	if err != nil {
		return Entry{}, damaged(at.number, err)
	}
	for n := range h.Parts {
		answer, err := c.txn(ctx, clientv3.OpGet(c.keys.record(at.number), clientv3.WithKeysOnly()), clientv3.OpGet(c.keys.part(at.number, n)))
		if err != nil {
			return Entry{}, err
		}
		record, part := answer.Responses[0].GetResponseRange().Kvs, answer.Responses[1].GetResponseRange().Kvs
		switch {
		case len(record) == 0 || record[0].ModRevision != at.revision:
			return Entry{}, errGone
		case len(part) == 0:
			return Entry{}, damaged(at.number, fmt.Errorf("part %d: %w", n+1, errMissing))
		}
		text = append(text, part[0].Value...)
	}
	r, err := decode(at.number, h, text)
	if err != nil {
		return Entry{}, damaged(at.number, err)
	}
	return Entry{Number: at.number, Lead: h.Lead, Record: r}, nil
}

func damaged(number uint64, why error) error {
	return fmt.Errorf("%w: record %d: %w", ErrDamaged, number, why)
}

// lasting says whether an error stays however often one asks.
func lasting(err error) bool {
	return errors.Is(err, ErrDamaged) || errors.Is(err, ErrForeign) || errors.Is(err, ErrNewer) || errors.Is(err, ErrTakenBack)
}

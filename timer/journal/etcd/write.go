package etcd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
)

// write makes a record durable, and returns etcd's revision of it. Where a transaction was
// not answered, or refused, it is settled whether the record is there; where it is not,
// and nothing else is, it is sent anew.
func (j *Journal) write(number uint64, s stored, format int) (int64, error) {
	ctx, done := context.WithTimeout(j.ctx, wholeWait+time.Duration(len(s.parts))*partWait)
	defer done()
	for {
		if !j.lead.Holds(j.cluster.Now()) {
			return 0, j.lost()
		}
		revision, why := j.send(ctx, number, s, format)
		if why == nil {
			return revision, nil
		}
		if full(why) {
			return j.settleFull(number, s, why)
		}
		there, err := j.takeTurn(j.ctx) // in a time of its own
		switch {
		case there.is(s.value): // also where the lead was lost behind it
			return there.ModRevision, nil
		case errors.Is(err, ErrLead), errors.Is(err, ErrDamaged):
			return 0, err
		case err != nil:
			return 0, fmt.Errorf("%w: %w; before that, %w", ErrUnsettled, err, why)
		case there.KeyValue != nil:
			return 0, damaged(number, errors.New("another program has written it"))
		case ctx.Err() != nil:
			return 0, fmt.Errorf("%w: %w", ErrNotTaken, why)
		}
	}
}

// settleFull looks whether a record is there though the cluster has said that it is full: a
// transaction that crosses the quota is carried out, and then refused. Those that were sent
// before it are settled.
func (j *Journal) settleFull(number uint64, s stored, why error) (int64, error) {
	got, err := answered(j.ctx, wholeWait, func(ctx context.Context) (*clientv3.GetResponse, error) {
		return j.cluster.client.Get(ctx, j.cluster.keys.record(number))
	})
	switch {
	case err != nil:
		return 0, fmt.Errorf("%w: %w; before that, %w", ErrUnsettled, err, why)
	case len(got.Kvs) > 0 && bytes.Equal(got.Kvs[0].Value, s.value):
		return got.Kvs[0].ModRevision, nil
	}
	return 0, fmt.Errorf("%w: %w", ErrFull, why)
}

var errRefused = errors.New("etcd: it is not the next one")

// send sends a record once. Without an error it is durable, at the revision that is
// returned; with one, nothing is known of it.
func (j *Journal) send(ctx context.Context, number uint64, s stored, format int) (int64, error) {
	k := j.cluster.keys
	for n, part := range s.parts {
		if _, err := j.commit(ctx, partWait, j.mine(), clientv3.OpPut(k.part(number, n), string(part))); err != nil {
			return 0, err
		}
	}
	puts := []clientv3.Op{clientv3.OpPut(k.record(number), string(s.value))}
	if format > j.format {
		puts = append(puts, clientv3.OpPut(k.journal(), formatText(format)))
	}
	wait := tryWait
	if len(s.value) > partSize/8 {
		wait = partWait
	}
	return j.commit(ctx, wait, append(j.mine(), j.asWas()...), puts...)
}

// commit sends one transaction once. Its client sends it again only where it was never on
// its way, as gRPC itself does.
func (j *Journal) commit(ctx context.Context, wait time.Duration, where []clientv3.Cmp, puts ...clientv3.Op) (int64, error) {
	ctx, done := asking(ctx, wait)
	defer done()
	answer, err := j.cluster.client.Txn(ctx).If(where...).Then(puts...).Commit()
	switch {
	case err != nil:
		return 0, err
	case !answer.Succeeded:
		return 0, errRefused
	}
	return answer.Header.Revision, nil
}

// there is what has a record's number, or nothing.
type there struct{ *mvccpb.KeyValue }

func (t there) is(value []byte) bool { return t.KeyValue != nil && bytes.Equal(t.Value, value) }

// takeTurn changes the turn, so that no transaction that was sent before can be taken any
// more, and returns what has the next record's number then. It may be asked as often as it
// takes: where one of them is answered late, the turn is not the one that is known, and
// the next transaction is refused and settled. With [ErrLead] too what it returns stays
// so: who does not lead any more has nothing taken.
func (j *Journal) takeTurn(ctx context.Context) (there, error) {
	k := j.cluster.keys
	answer, err := answered(ctx, wholeWait, func(ctx context.Context) (*clientv3.TxnResponse, error) {
		return j.cluster.client.Txn(ctx).If(j.leads()).
			Then(clientv3.OpGet(k.record(j.last.number+1)), clientv3.OpGet(k.record(j.last.number), clientv3.WithKeysOnly()),
				clientv3.OpPut(k.turn(), fmt.Sprint(j.lead.revision))).
			Else(clientv3.OpGet(k.record(j.last.number + 1))).Commit()
	})
	if err != nil {
		return there{}, err
	}
	var next there
	if kvs := answer.Responses[0].GetResponseRange().Kvs; len(kvs) > 0 {
		next.KeyValue = kvs[0]
	}
	if !answer.Succeeded {
		return next, j.lost()
	}
	j.turn = answer.Header.Revision
	// Of one that is only now to be read the revision is not known yet.
	if newest := answer.Responses[1].GetResponseRange().Kvs; j.last.revision != 0 && (len(newest) == 0 || newest[0].ModRevision != j.last.revision) {
		return next, damaged(j.last.number, errors.New("it is not the one that was written"))
	}
	return next, nil
}

// lost ends the lead for all who ask for it.
func (j *Journal) lost() error {
	j.lead.term.end()
	return fmt.Errorf("%w any more", ErrLead)
}

// full says whether an error is that there is no room.
func full(err error) bool {
	return errors.Is(err, rpctypes.ErrNoSpace) || errors.Is(err, rpctypes.ErrRequestTooLarge)
}

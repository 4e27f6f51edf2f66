package etcd

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/timer"
)

// Lead is the lead of this controller from its election until it is over. Its methods may
// be called by any goroutine.
type Lead struct {
	cluster  *Cluster
	client   *clientv3.Client // of its own: what a list takes to be sent never holds up a keep-alive
	lease    clientv3.LeaseID
	ttl      time.Duration
	key      string
	revision int64
	term     term
}

// Holds says whether this controller leads for sure at the instant now, which is read from
// [Cluster.Now]. Once it did not, it never does again.
func (l *Lead) Holds(now timer.Instant) bool { return l.term.holds(now) }

// Revision rises from each lead of the room to the next. What carries a lower one than was
// heard before is of a controller that does not lead any more.
func (l *Lead) Revision() int64 { return l.revision }

// Campaign waits until this controller leads, and then calls during. Its context ends when
// the lead is over, which is the cause, or ctx ends: then it still leads until it returns.
// After that, or where nothing came of it, the lead is given back, so that nobody has to
// wait until it lapses. Campaign returns what during does, and [ErrLead] where the lead
// was lost, or a candidate's lease before it led: whoever wants to lead calls it again.
//
// The keys are those of etcd's own election, and of its Go client's: the lowest revision
// leads. Its way of waiting is not used: that waits for the word of one member, and where
// the very machine is lost, for a quarter of a minute; and it does not say when a
// keep-alive was sent.
func (c *Cluster) Campaign(ctx context.Context, during func(ctx context.Context, l *Lead) error) error {
	client, hangUp, err := c.members.line()
	if err != nil {
		return err
	}
	defer hangUp()
	l := &Lead{cluster: c, client: client}
	if err := l.grant(ctx); err != nil {
		return err
	}
	kept, letGo := context.WithCancel(context.WithoutCancel(ctx)) // who ends it still leads while it ends
	ctx, over := context.WithCancelCause(ctx)
	var running sync.WaitGroup
	running.Go(func() { over(l.keep(kept, l.keepAlive)) })
	running.Go(func() { l.compact(kept) })
	if err = l.elected(ctx); err == nil {
		err = during(ctx, l)
	}
	if cause := context.Cause(ctx); errors.Is(cause, ErrLead) && !errors.Is(err, ErrLead) {
		err = errors.Join(cause, err)
	}
	letGo()
	running.Wait()
	l.term.end()
	l.giveBack()
	return err
}

// grant begins a lease, counted from before it was asked for.
func (l *Lead) grant(ctx context.Context) error {
	var sent timer.Instant
	granted, err := answered(ctx, wholeWait, func(ctx context.Context) (*clientv3.LeaseGrantResponse, error) {
		sent = l.cluster.Now()
		return l.client.Grant(ctx, int64(l.cluster.config.Lease/time.Second))
	})
	if err != nil {
		return err
	}
	l.lease, l.ttl = granted.ID, time.Duration(granted.TTL)*time.Second
	l.term.begin(sent, l.ttl)
	return nil
}

// keepAlive sends one keep-alive, over a stream of its own, so that the next one goes to
// another member. It returns how long the lease lasts from then on.
func (l *Lead) keepAlive(ctx context.Context) (ttl time.Duration, err error) {
	ctx, done := context.WithCancel(clientv3.WithRequireLeader(ctx))
	defer done()
	stream, err := pb.NewLeaseClient(l.client.ActiveConnection()).LeaseKeepAlive(ctx)
	if err != nil {
		return 0, err
	}
	if err := stream.Send(&pb.LeaseKeepAliveRequest{ID: int64(l.lease)}); err != nil {
		return 0, err
	}
	answer, err := stream.Recv()
	if err != nil {
		return 0, err
	}
	if answer.TTL <= 0 {
		return 0, fmt.Errorf("%w: the lease is over", ErrLead)
	}
	return time.Duration(answer.TTL) * time.Second, nil
}

// kept is how a keep-alive was answered.
type kept struct {
	sent, came timer.Instant
	ttl        time.Duration
	err        error
}

// keep keeps the lease alive until ctx ends or the lead is over, and says which. A member
// to which a keep-alive went may wait for a leader of the members that is lost, also where
// they have elected another one meanwhile: what is sent beside it finds that one.
func (l *Lead) keep(ctx context.Context, renew func(context.Context) (time.Duration, error)) error {
	var underway sync.WaitGroup
	defer underway.Wait()
	ctx, done := context.WithCancel(ctx)
	defer done()
	answers := make(chan kept)
	send := func(sent timer.Instant) {
		within := min(patience(l.ttl), l.term.left(sent))
		underway.Go(func() {
			one, done := context.WithTimeout(ctx, within)
			defer done()
			ttl, err := renew(one)
			select {
			case answers <- kept{sent, l.cluster.Now(), ttl, err}:
			case <-ctx.Done():
			}
		})
	}
	var newest timer.Instant // that was answered
	next, over := time.NewTimer(every(l.ttl)), time.NewTimer(l.term.left(l.cluster.Now()))
	defer next.Stop()
	defer over.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-over.C:
			if !l.Holds(l.cluster.Now()) {
				return errLapsed
			}
		case <-next.C:
			send(l.cluster.Now())
			next.Reset(beside(l.ttl))
		case a := <-answers:
			switch {
			case errors.Is(a.err, ErrLead):
				l.term.end()
				return a.err
			case a.err == nil && !l.term.renew(a.sent, a.came, a.ttl), !l.Holds(a.came):
				return errLapsed
			case a.sent < newest: // one that was sent later is answered already
			case a.err != nil:
				next.Reset(soon(l.ttl))
			default:
				newest = a.sent
				next.Reset(max(0, every(l.ttl)-a.came.Sub(a.sent)))
			}
		}
		over.Reset(l.term.left(l.cluster.Now()))
	}
}

var errLapsed = fmt.Errorf("%w: nothing kept the lease alive in time", ErrLead)

// mostPause is how long a vacant lead is noticed by nobody, at most.
const mostPause = 100 * time.Millisecond

// elected puts this controller's name down, and waits until nobody who did so earlier is
// there any more.
func (l *Lead) elected(ctx context.Context) error {
	l.key = fmt.Sprintf("%s%x", l.cluster.keys.leads(), int64(l.lease))
	put, err := answered(ctx, wholeWait, func(ctx context.Context) (*clientv3.TxnResponse, error) {
		return l.client.Txn(ctx).If(clientv3.Compare(clientv3.CreateRevision(l.key), "=", 0)).
			Then(clientv3.OpPut(l.key, nameOf(&l.cluster.config), clientv3.WithLease(l.lease))).
			Else(clientv3.OpGet(l.key)).Commit()
	})
	switch {
	case err != nil:
		return err
	case put.Succeeded:
		l.revision = put.Header.Revision
	default: // by one that was not answered
		l.revision = put.Responses[0].GetResponseRange().Kvs[0].CreateRevision
	}
	l.cluster.stood.Store(l.revision)
	before := append(clientv3.WithFirstCreate(), clientv3.WithMaxCreateRev(l.revision), clientv3.WithKeysOnly())
	for {
		one, done := asking(ctx, min(patience(l.ttl), tryWait))
		got, err := l.client.Get(one, l.cluster.keys.leads(), before...)
		done()
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err == nil && len(got.Kvs) == 0 {
			return fmt.Errorf("%w: its name was taken away", ErrLead)
		}
		if err == nil && got.Kvs[0].CreateRevision == l.revision {
			return nil
		}
		select {
		case <-time.After(min(soon(l.ttl), mostPause)):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// giveBack lets the next one lead at once. Where the cluster does not answer, it will when
// the lease has lapsed.
func (l *Lead) giveBack() {
	ctx, done := asking(context.Background(), min(patience(l.ttl), tryWait))
	defer done()
	_, _ = l.client.Revoke(ctx, l.lease)
}

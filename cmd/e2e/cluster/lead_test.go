package cluster_test

import (
	"context"
	"errors"
	"runtime"
	"testing"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"

	"rostrum/timer"
	"rostrum/timer/journal/etcd"
	"rostrum/timer/journal/journaltest"
)

// Somebody takes the lead away, and this controller does not know it yet. Its record is
// refused, and what the other one wrote stands.
func lostBetween(t *testing.T, c *cluster) {
	one, other := c.controller(t, "lost"), c.controller(t, "lost")
	r := one.mustLead()
	want := []timer.Record{saved(t, r, 1)}
	took := make(chan *reign)
	go func() {
		r, err := other.lead(1)
		if err != nil {
			t.Error(err)
		}
		took <- r
	}()
	c.await("the other to stand", func(ctx context.Context) bool {
		got, err := c.raw.Get(ctx, "rostrum/lost/lead/", clientv3.WithPrefix(), clientv3.WithCountOnly())
		return err == nil && got.Count == 2
	})
	select {
	case <-took:
		t.Fatal("two lead")
	default:
	}
	c.await("the lead to be taken away", func(ctx context.Context) bool {
		got, err := c.raw.Get(ctx, "rostrum/lost/lead/", clientv3.WithFirstCreate()...)
		if err != nil || len(got.Kvs) == 0 {
			return false
		}
		_, err = c.raw.Delete(ctx, string(got.Kvs[0].Key))
		return err == nil
	})
	next := <-took
	if next == nil {
		return
	}
	t.Cleanup(func() { _ = next.Close() })
	if next.lead.Revision() <= r.lead.Revision() {
		t.Errorf("lead %d follows lead %d", next.lead.Revision(), r.lead.Revision())
	}
	want = append(want, saved(t, next, 2))
	for range 2 { // whether it is to be record 2 or not
		if err := r.Append(journaltest.Noted(2, "of one who does not lead")); !errors.Is(err, etcd.ErrLead) && !errors.Is(err, etcd.ErrNotTaken) {
			t.Errorf("it was taken, or: %v", err)
		}
		if err := r.Recover(); !errors.Is(err, etcd.ErrLead) {
			t.Errorf("recovered: %v", err)
		}
	}
	if r.lead.Holds(one.Now()) {
		t.Error("it still holds the lead that it knows to be lost")
	}
	want = append(want, saved(t, next, 3))
	if err := errors.Join(r.Close(), next.Close()); err != nil {
		t.Error(err)
	}
	one.holds(want...)
}

// Who uses etcd's own election stands behind ours, and ours behind them.
func ownElection(t *testing.T, c *cluster) {
	one := c.controller(t, "own", func(c *etcd.Config) { c.Address = "https://10.0.0.1:8080" })
	r := one.mustLead()
	session, err := concurrency.NewSession(c.raw)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Orphan()
	theirs := concurrency.NewElection(session, "rostrum/own/lead")
	got, err := theirs.Leader(t.Context())
	if err != nil || string(got.Kvs[0].Value) != "https://10.0.0.1:8080" || got.Kvs[0].CreateRevision != r.lead.Revision() {
		t.Errorf("etcd's election says that %v leads, %v", got, err)
	}
	leader, ok, err := one.Leader(t.Context())
	if err != nil || !ok || leader.Address != "https://10.0.0.1:8080" || leader.Revision != r.lead.Revision() {
		t.Errorf("it is said that %+v leads, %v, %v", leader, ok, err)
	}
	elected := make(chan error, 1)
	go func() { elected <- theirs.Campaign(t.Context(), "another program") }()
	c.await("the other to stand", func(ctx context.Context) bool { return len(c.keys(t, "rostrum/own/lead/")) == 2 })
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := <-elected; err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stood := make(chan error, 1)
	go func() {
		stood <- one.Campaign(ctx, func(context.Context, *etcd.Lead) error { return errors.New("two lead") })
	}()
	c.await("ours to stand", func(ctx context.Context) bool { return len(c.keys(t, "rostrum/own/lead/")) == 2 })
	stop()
	if err := <-stood; !errors.Is(err, context.Canceled) {
		t.Errorf("a campaign that was ended: %v", err)
	}
	if left := c.keys(t, "rostrum/own/lead/"); len(left) != 1 {
		t.Errorf("who does not stand any more is still there: %v", left)
	}
	if err := theirs.Resign(t.Context()); err != nil {
		t.Error(err)
	}
}

// A lead that ends well is given back: the next one need not wait until it lapses, and the
// one that had it does not hold it any more by then.
func givenBack(t *testing.T, c *cluster) {
	one, other := c.controller(t, "back"), c.controller(t, "back")
	var want []timer.Record
	for n := 1; n <= 6; n++ {
		r := one.mustLead()
		one, other = other, one
		want = append(want, saved(t, r, n))
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		if r.lead.Holds(one.Now()) {
			t.Error("it holds a lead that was given back")
		}
	}
	if _, ok, err := one.Leader(t.Context()); ok || err != nil {
		t.Errorf("somebody leads: %v, %v", ok, err)
	}
	one.holds(want...)
}

// What a controller starts has ended when it is closed.
func nothingRunsOn(t *testing.T, c *cluster) {
	before := runtime.NumGoroutine()
	for n := 1; n <= 3; n++ {
		one := c.controller(t, "runs")
		r := one.mustLead()
		saved(t, r, n)
		one.read(n)
		if err := errors.Join(r.Close(), one.Close()); err != nil {
			t.Error(err)
		}
	}
	c.await("what was started to end", func(context.Context) bool { return runtime.NumGoroutine() <= before })
}

package cluster_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
	"rostrum/timer/journal/etcd"
	"rostrum/timer/journal/journaltest"
)

// cabled is a controller whose word to each member, and theirs to it, goes over a cable.
func (c *cluster) cabled(t *testing.T, room string, change ...func(*etcd.Config)) (*controller, []*testbed.Relay) {
	t.Helper()
	var cables []*testbed.Relay
	var ends []string
	for _, m := range c.members {
		cable := testbed.NewRelay(t, m.client)
		cables = append(cables, cable)
		ends = append(ends, "https://"+strings.TrimPrefix(cable.Address(), "http://"))
	}
	return c.controller(t, room, append(change, func(c *etcd.Config) { c.Endpoints = ends })...), cables
}

// The cluster has taken a record, and its answer never comes. It is read back, and not
// written again.
func lostAnswers(t *testing.T, c *cluster) {
	one, cables := c.cabled(t, "answers")
	direct := c.controller(t, "answers")
	r := one.mustLead()
	var want []timer.Record
	for n := 1; n <= 6; n++ {
		record := journaltest.Noted(uint64(n), fmt.Sprint("note ", n))
		if n == 4 {
			record = journaltest.List(uint64(n), 6000)
		}
		want = append(want, record)
		if n%2 == 1 {
			if err := save(t, r, record); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for _, cable := range cables {
			cable.HoldBodies(n == 2) // what it says is heard; what is said to it is not
		}
		if n == 2 {
			done := make(chan error, 1)
			go func() { done <- save(t, r, record) }()
			key := fmt.Sprintf("rostrum/answers/record/%016x", n)
			before := c.modified(t, key)
			for _, cable := range cables {
				cable.Cut()
				cable.HoldBodies(false)
			}
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if after := c.modified(t, key); after != before {
				t.Errorf("record %d was written at revision %d, and again at %d", n, before, after)
			}
			continue
		}
		if err := save(t, r, record); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	direct.holds(want...)
}

// modified is etcd's revision of a key, once it is there.
func (c *cluster) modified(t *testing.T, key string) (revision int64) {
	t.Helper()
	c.await(key, func(ctx context.Context) bool {
		got, err := c.raw.Get(ctx, key)
		if err != nil || len(got.Kvs) == 0 {
			return false
		}
		revision = got.Kvs[0].ModRevision
		return true
	})
	return revision
}

// A request is lost on its way, with all connections: the record is not there, and is sent
// anew once that is settled.
func lostRequests(t *testing.T, c *cluster) {
	one, cables := c.cabled(t, "requests")
	direct := c.controller(t, "requests")
	r := one.mustLead()
	want := []timer.Record{saved(t, r, 1)}
	for _, cable := range cables {
		cable.Hold(true)
	}
	second := journaltest.List(2, 6000)
	done := make(chan error, 1)
	go func() { done <- save(t, r, second) }()
	for _, cable := range cables {
		cable.Cut()
		cable.Hold(false)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	want = append(want, second, saved(t, r, 3))
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	direct.holds(want...)
}

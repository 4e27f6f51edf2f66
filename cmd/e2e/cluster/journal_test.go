package cluster_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/timer"
	"rostrum/timer/journal/journaltest"
)

// What leaves the cluster as it is, is seen at one that all of these share.
func TestJournal(t *testing.T) {
	c := bring(t)
	for _, s := range []struct {
		name string
		test func(*testing.T, *cluster)
	}{
		{"conforms", conforms},
		{"a list of 2.2 MB", list},
		{"the parts of a try that died", diedWithParts},
		{"lead lost between two records", lostBetween},
		{"etcd's own election", ownElection},
		{"given back", givenBack},
		{"followed", followed},
		{"taken back", takenBack},
		{"compacted", compacted},
		{"what is no journal of ours", foreign},
		{"damaged", damagedOnes},
		{"answers that are lost", lostAnswers},
		{"requests that are lost", lostRequests},
		{"shared texts", sharedTexts},
		{"nothing runs on", nothingRunsOn},
	} {
		t.Run(s.name, func(t *testing.T) {
			mine := *c
			mine.TB = t
			s.test(t, &mine)
		})
	}
}

func conforms(t *testing.T, c *cluster) {
	room := 0
	journaltest.Conform(t, "../../../timer/testdata", func(t testing.TB) func() (journaltest.Journal, error) {
		room++
		one := c.controller(t, fmt.Sprint("conform-", room))
		return func() (journaltest.Journal, error) {
			r, err := one.lead(1)
			if err != nil {
				return nil, err
			}
			return patient{r, t}, nil
		}
	})
}

// keys returns what the cluster has below a prefix, without the values.
func (c *cluster) keys(t *testing.T, prefix string) (all []string) {
	t.Helper()
	c.await("an answer", func(ctx context.Context) bool {
		got, err := c.raw.Get(ctx, prefix, clientv3.WithPrefix(), clientv3.WithKeysOnly())
		if err != nil {
			return false
		}
		for _, kv := range got.Kvs {
			all = append(all, strings.TrimPrefix(string(kv.Key), prefix))
		}
		return true
	})
	return all
}

// do carries out a transaction at the cluster, past all of ours.
func (c *cluster) do(t *testing.T, ops ...clientv3.Op) {
	t.Helper()
	c.await("a transaction", func(ctx context.Context) bool {
		_, err := c.raw.Txn(ctx).Then(ops...).Commit()
		return err == nil
	})
}

func list(t *testing.T, c *cluster) {
	one := c.controller(t, "list")
	r := one.mustLead()
	big := journaltest.List(1, 10_000)
	text, err := json.Marshal(big)
	if err != nil || len(text) < 2_200_000 {
		t.Fatalf("the list has %d bytes, %v", len(text), err)
	}
	if err := save(t, r, big); err != nil {
		t.Fatal(err)
	}
	small := saved(t, r, 2)
	if parts := c.keys(t, "rostrum/list/part/"); len(parts) != (len(text)+1<<20-1)>>20 {
		t.Errorf("%d bytes are in the parts %v", len(text), parts)
	}
	for i, e := range one.read(2) {
		if want := []timer.Record{big, small}[i]; !reflect.DeepEqual(e.Record, want) || e.Lead != r.lead.Revision() || e.Number != uint64(i+1) {
			t.Errorf("record %d is followed as another, of lead %d", e.Number, e.Lead)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	one.holds(big, small)
}

func (c *cluster) value(t *testing.T, key string) (value []byte) {
	t.Helper()
	c.await(key, func(ctx context.Context) bool {
		got, err := c.raw.Get(ctx, key)
		if err != nil || len(got.Kvs) == 0 {
			return false
		}
		value = got.Kvs[0].Value
		return true
	})
	return value
}

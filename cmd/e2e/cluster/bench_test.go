package cluster_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/timer/journal/journaltest"
)

// What a receipt waits for, beside the least that the same cluster can do: one transaction
// of the same bytes, by etcd's own client, in turn.
func BenchmarkAppend(b *testing.B) {
	c := bring(b)
	r := c.controller(b, "bench").mustLead()
	text := strings.Repeat("x", 100)
	n := uint64(0)
	record := func() time.Duration {
		n++
		begun := time.Now()
		if err := r.Append(journaltest.Noted(n, text)); err != nil {
			b.Fatal(err)
		}
		return time.Since(begun)
	}
	value := string(c.bytes(b, "rostrum/bench/record/0000000000000001", record))
	bare := func() time.Duration {
		begun := time.Now()
		if _, err := c.raw.Txn(context.Background()).Then(clientv3.OpPut(fmt.Sprintf("bench/%016x", n), value)).Commit(); err != nil {
			b.Fatal(err)
		}
		return time.Since(begun)
	}
	var ours, least []time.Duration
	for b.Loop() {
		ours, least = append(ours, record()), append(least, bare())
	}
	slices.Sort(ours)
	slices.Sort(least)
	for _, q := range []struct {
		name string
		at   float64
	}{{"p50", 0.5}, {"p99", 0.99}} {
		i := int(q.at * float64(len(ours)-1))
		b.ReportMetric(float64(ours[i])/1e6, q.name+"-ms")
		b.ReportMetric(float64(ours[i])/float64(least[i]), q.name+"-x")
	}
	b.ReportMetric(0, "ns/op")
}

// bytes is what is stored under a key once something was done.
func (c *cluster) bytes(b *testing.B, key string, do func() time.Duration) []byte {
	b.Helper()
	do()
	got, err := c.raw.Get(context.Background(), key)
	if err != nil || len(got.Kvs) == 0 {
		b.Fatal(err)
	}
	return got.Kvs[0].Value
}

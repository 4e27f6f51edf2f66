package cluster_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
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
	record()
	beside(b, c, "rostrum/bench/record/", record, nil)
}

// What an operator waits for, from the act on a websocket to its receipt, of a controller with
// a standby; beside the same, and a question on that websocket that no machine has to answer:
// what is left when both are taken off is the controller's own.
func BenchmarkAct(b *testing.B) {
	c := bring(b)
	both := [2]*machine{}
	for i := range both {
		dir := b.TempDir()
		if i > 0 {
			copyFile(b, both[0].Dir+"/chair.key", dir+"/chair.key")
		}
		both[i] = &machine{Controller: testbed.Start(b, dir, c.words(c.endpoints())...)}
		both[i].Await("somebody who leads", func(s *wire.State) bool { return s.Lead > 0 || s.Standby != nil && s.Standby.Leader != "" })
	}
	operator := &client{history: &history{begun: time.Now()}, both: both, sockets: true}
	defer operator.hangUp()
	// In turn, so that the meeting does not grow by it.
	turns := [2]string{"close-list", "reopen-list"}
	n := 0
	act := func() time.Duration {
		begun := time.Now()
		if _, err := operator.insist(turns[n%2], nil, false); err != nil {
			b.Fatal(err)
		}
		n++
		return time.Since(begun)
	}
	for range 20 { // it finds who leads, and the meeting is opened
		act()
	}
	echo := func() time.Duration {
		begun := time.Now()
		if err := operator.sync(); err != nil {
			b.Fatal(err)
		}
		return time.Since(begun)
	}
	beside(b, c, "rostrum/"+room+"/record/", act, echo)
}

// beside measures something that ends with a record in the cluster, in turn with a bare
// transaction of the same bytes, and says how they compare. Where an echo is given it is
// measured too.
func beside(b *testing.B, c *cluster, records string, do, echo func() time.Duration) {
	b.Helper()
	value := c.newest(b, records)
	n := 0
	bare := func() time.Duration {
		n++
		begun := time.Now()
		if _, err := c.raw.Txn(context.Background()).Then(clientv3.OpPut(fmt.Sprintf("bench/%016x", n), value)).Commit(); err != nil {
			b.Fatal(err)
		}
		return time.Since(begun)
	}
	var ours, least, echoes []time.Duration
	for b.Loop() {
		ours, least = append(ours, do()), append(least, bare())
		if echo != nil {
			echoes = append(echoes, echo())
		}
	}
	for _, all := range [][]time.Duration{ours, least, echoes} {
		slices.Sort(all)
	}
	if echo != nil {
		middle := func(all []time.Duration) float64 { return float64(all[len(all)/2]) / 1e6 }
		b.ReportMetric(middle(echoes), "echo-ms")
		b.ReportMetric(middle(ours)-middle(least)-middle(echoes), "own-ms")
	}
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

// newest is the last record of a room, as it is stored.
func (c *cluster) newest(b *testing.B, records string) string {
	b.Helper()
	got, err := c.raw.Get(context.Background(), records, append(clientv3.WithLastKey(), clientv3.WithPrefix())...)
	if err != nil || len(got.Kvs) == 0 {
		b.Fatalf("no record: %v", err)
	}
	return string(got.Kvs[0].Value)
}

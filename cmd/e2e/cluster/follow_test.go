package cluster_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"reflect"
	"strings"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/timer"
	"rostrum/timer/journal/etcd"
	"rostrum/timer/journal/journaltest"
)

// Who follows has each record once, in order, those that were there and those that come,
// and goes on with the next lead; who then leads needs only what it has not seen.
func followed(t *testing.T, c *cluster) {
	one, standby := c.controller(t, "followed"), c.controller(t, "followed")
	r := one.mustLead()
	var want []timer.Record
	for n := 1; n <= 200; n++ {
		want = append(want, saved(t, r, n))
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	entries := make(chan etcd.Entry, 1000)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for e, err := range standby.Follow(ctx, 1) {
			if err != nil {
				t.Logf("while it is followed: %v", err)
				continue
			}
			entries <- e
		}
	}()
	for n := 201; n <= 260; n++ {
		want = append(want, saved(t, r, n))
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	for i, w := range want {
		if e := <-entries; e.Number != uint64(i+1) || !reflect.DeepEqual(e.Record, w) || e.Lead != r.lead.Revision() {
			t.Fatalf("entry %d of lead %d is %v", e.Number, e.Lead, notes([]timer.Record{e.Record}))
		}
	}
	next, err := standby.lead(uint64(len(want)) + 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := next.Replay(func(timer.Record) error { return errors.New("it has been followed already") }); err != nil {
		t.Error(err)
	}
	w := saved(t, next, 261)
	if e := <-entries; e.Number != 261 || !reflect.DeepEqual(e.Record, w) || e.Lead != next.lead.Revision() {
		t.Errorf("entry %d of lead %d", e.Number, e.Lead)
	}
	stop()
	<-ended
	if err := next.Close(); err != nil {
		t.Error(err)
	}
	if _, err := standby.lead(300); !errors.Is(err, etcd.ErrTakenBack) {
		t.Errorf("a journal that goes on behind its end: %v", err)
	}
	one.holds(append(want, w)...)
}

// A record that was taken, but of which nobody here knows, is taken out when it is
// recovered, and who followed it is told.
func takenBack(t *testing.T, c *cluster) {
	one := c.controller(t, "taken")
	r := one.mustLead()
	want := []timer.Record{saved(t, r, 1), saved(t, r, 2)}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	type told struct {
		number uint64
		err    error
	}
	tells := make(chan told, 1000)
	go func() {
		for e, err := range one.Follow(ctx, 1) {
			if errors.Is(err, etcd.ErrUnreachable) {
				continue
			}
			tells <- told{e.Number, err}
		}
		close(tells)
	}()
	tell := func(number uint64, err error) {
		t.Helper()
		if got := <-tells; got.number != number || !errors.Is(got.err, err) {
			t.Fatalf("told of record %d, %v; want %d, %v", got.number, got.err, number, err)
		}
	}
	tell(1, nil)
	tell(2, nil)
	value := c.value(t, "rostrum/taken/record/0000000000000002")
	stranger := renumbered(t, value, 3)
	c.do(t, clientv3.OpPut("rostrum/taken/record/0000000000000003", stranger))
	tell(3, nil)
	if err := r.Recover(); err != nil {
		t.Fatal(err)
	}
	tell(3, etcd.ErrTakenBack)
	want = append(want, saved(t, r, 3))
	tell(3, nil)
	stop()
	for range tells {
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	one.holds(want...)
}

// Compaction takes away no record, and disturbs nobody who reads or follows.
func compacted(t *testing.T, c *cluster) {
	one := c.controller(t, "compact", func(c *etcd.Config) { c.Compact = 50 * time.Millisecond })
	r := one.mustLead()
	want := []timer.Record{journaltest.List(1, 6000)}
	if err := save(t, r, want[0]); err != nil {
		t.Fatal(err)
	}
	old := r.lead.Revision()
	c.await("compaction", func(ctx context.Context) bool {
		if err := r.Recover(); err != nil {
			t.Error(err)
		}
		_, err := c.raw.Get(ctx, "rostrum/compact/turn", clientv3.WithRev(old))
		return err != nil && strings.Contains(err.Error(), "compacted")
	})
	want = append(want, saved(t, r, 2))
	for i, e := range one.read(2) {
		if !reflect.DeepEqual(e.Record, want[i]) {
			t.Errorf("record %d is followed as another", i+1)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	one.holds(want...)
}

// renumbered is a record as it is stored, as it would be under another number: by the
// form of it that the package's keys describe, and none of its code.
func renumbered(t *testing.T, value []byte, number uint64) string {
	t.Helper()
	line, text, _ := bytes.Cut(value, []byte("\n"))
	var head struct {
		Lead int64  `json:"lead"`
		Sum  string `json:"sum"`
		Size int    `json:"size"`
	}
	if err := json.Unmarshal(line, &head); err != nil {
		t.Fatal(err)
	}
	covered := binary.BigEndian.AppendUint64(nil, number)
	covered = binary.BigEndian.AppendUint64(covered, uint64(head.Lead))
	head.Sum = fmt.Sprintf("%08x", crc32.Checksum(append(covered, text...), crc32.MakeTable(crc32.Castagnoli)))
	line, err := json.Marshal(head)
	if err != nil {
		t.Fatal(err)
	}
	return string(line) + "\n" + string(text)
}

package cluster_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/timer/journal/etcd"
	"rostrum/timer/journal/journaltest"
)

// Parts without their record are seen by nobody, and the next one who leads sweeps them.
func diedWithParts(t *testing.T, c *cluster) {
	one := c.controller(t, "died")
	r := one.mustLead()
	first := saved(t, r, 1)
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	piece := string(bytes.Repeat([]byte("x"), 1<<20))
	for n := range 2 { // one that is to be record 2, and one beyond
		c.do(t, clientv3.OpPut(fmt.Sprintf("rostrum/died/part/%016x/%04x", n+2, 0), piece))
	}
	one.holds(first)
	if parts := c.keys(t, "rostrum/died/part/"); len(parts) > 0 {
		t.Errorf("left behind: %v", parts)
	}
}

func foreign(t *testing.T, c *cluster) {
	for room, ops := range map[string][]clientv3.Op{
		"newer":    {clientv3.OpPut("rostrum/newer/journal", "rostrum journal 99")},
		"foreign":  {clientv3.OpPut("rostrum/foreign/journal", "minutes")},
		"nameless": {clientv3.OpPut("rostrum/nameless/record/0000000000000001", "{}\n")},
	} {
		c.do(t, ops...)
		want := map[string]error{"newer": etcd.ErrNewer, "foreign": etcd.ErrForeign, "nameless": etcd.ErrForeign}[room]
		one := c.controller(t, room)
		if _, err := one.lead(1); !errors.Is(err, want) {
			t.Errorf("%s: opened: %v", room, err)
		}
		for _, err := range one.Follow(t.Context(), 1) {
			if errors.Is(err, etcd.ErrUnreachable) {
				continue
			}
			if !errors.Is(err, want) {
				t.Errorf("%s: followed: %v", room, err)
			}
		}
	}
}

func damagedOnes(t *testing.T, c *cluster) {
	second := "record/0000000000000002"
	for room, harm := range map[string]func(prefix string) clientv3.Op{
		"gap": func(prefix string) clientv3.Op { return clientv3.OpDelete(prefix + second) },
		"changed": func(prefix string) clientv3.Op {
			return clientv3.OpPut(prefix+second, strings.Replace(string(c.value(t, prefix+second)), "note 2", "note 7", 1))
		},
		"moved": func(prefix string) clientv3.Op {
			return clientv3.OpPut(prefix+second, string(c.value(t, prefix+"record/0000000000000003")))
		},
		"no-part": func(prefix string) clientv3.Op {
			return clientv3.OpDelete(prefix + "part/0000000000000001/0001")
		},
		"other-part": func(prefix string) clientv3.Op {
			return clientv3.OpPut(prefix+"part/0000000000000001/0001", string(c.value(t, prefix+"part/0000000000000001/0000")))
		},
	} {
		one := c.controller(t, room)
		r := one.mustLead()
		if err := save(t, r, journaltest.List(1, 6000)); err != nil {
			t.Fatal(err)
		}
		saved(t, r, 2)
		saved(t, r, 3)
		c.do(t, harm("rostrum/"+room+"/"))
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if _, err := one.lead(1); !errors.Is(err, etcd.ErrDamaged) {
			t.Errorf("%s: opened: %v", room, err)
		}
	}
	// Under the hands of who leads: the newest record is another, or a number is taken.
	for room, harm := range map[string]func(prefix string) clientv3.Op{
		"replaced": func(prefix string) clientv3.Op { return clientv3.OpPut(prefix+second, "minutes") },
		"removed":  func(prefix string) clientv3.Op { return clientv3.OpDelete(prefix + second) },
		"numbered": func(prefix string) clientv3.Op { return clientv3.OpPut(prefix+"record/0000000000000003", "minutes") },
	} {
		r := c.controller(t, room).mustLead()
		saved(t, r, 1)
		saved(t, r, 2)
		c.do(t, harm("rostrum/"+room+"/"))
		if err := r.Append(journaltest.Noted(3, "after it")); !errors.Is(err, etcd.ErrDamaged) {
			t.Errorf("%s: %v", room, err)
		}
	}
}

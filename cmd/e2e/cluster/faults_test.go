package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
	"rostrum/timer/journal/etcd"
	"rostrum/timer/journal/journaltest"
)

// rounds is how often a fault is met with.
func rounds() int {
	if testbed.Long() {
		return 10
	}
	return 1
}

// One member of three is killed: any, then the one that leads the others. The journal goes
// on each time, and nothing that was acknowledged is lost or there twice.
func TestMemberKilled(t *testing.T) {
	testbed.AtLength(t) // as those below that say so: each .ci/run has a debate under such faults
	t.Parallel()        // it mostly waits
	c := bring(t)
	one := c.controller(t, "killed")
	r := one.mustLead()
	var want []timer.Record
	next := func(n int) {
		t.Helper()
		for range n {
			want = append(want, saved(t, r, len(want)+1))
		}
	}
	next(3)
	for range rounds() {
		leads := c.leader()
		var other *member
		for _, m := range c.members {
			if m != leads {
				other = m
			}
		}
		for _, m := range []*member{other, leads} {
			m.process.Kill()
			next(4)
			c.start(m)
			c.caughtUp(m)
			next(2)
		}
	}
	select {
	case <-r.over:
		t.Error("the lead was lost with a member")
	default:
	}
	if !r.lead.Holds(one.Now()) {
		t.Error("the lead does not hold any more")
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	one.holds(want...)
}

// Two of three are killed: nothing is taken and it is said so, in a bounded time. When one
// of them is back it goes on.
func TestTwoOfThreeKilled(t *testing.T) {
	testbed.AtLength(t)
	t.Parallel()
	c := bring(t)
	one := c.controller(t, "two")
	r := one.mustLead()
	want := []timer.Record{saved(t, r, 1)}
	ctx, done := context.WithTimeout(t.Context(), 6*testbed.Patience)
	defer done()
	shared, stop := iter.Pull2(one.Shared(ctx))
	defer stop()
	if _, err, _ := shared(); err != nil {
		t.Error(err)
	}
	for _, m := range c.members[:2] {
		m.process.Kill()
	}
	if _, err, _ := shared(); !errors.Is(err, etcd.ErrUnreachable) {
		t.Errorf("shared without a majority: %v", err)
	}
	second := journaltest.Noted(2, "note 2")
	err := r.Append(second)
	if !errors.Is(err, etcd.ErrUnsettled) && !errors.Is(err, etcd.ErrNotTaken) {
		t.Errorf("without a majority: %v", err)
	}
	if err := r.Recover(); !errors.Is(err, etcd.ErrUnreachable) {
		t.Errorf("recovered without a majority: %v", err)
	}
	if err := r.Append(second); !errors.Is(err, etcd.ErrNotTaken) {
		t.Errorf("appended though it is not recovered: %v", err)
	}
	for _, err := range one.Follow(t.Context(), 1) {
		if !errors.Is(err, etcd.ErrUnreachable) {
			t.Errorf("followed without a majority: %v", err)
		}
		break
	}
	c.start(c.members[0])
	c.ready()
	for r.Recover() != nil {
		select {
		case <-r.over:
			t.Fatal("the lead was lost")
		default:
		}
	}
	want = append(want, saved(t, r, 2))
	for { // what is shared has not changed, and is told of again
		_, err, more := shared()
		if !more {
			t.Error("it is not told of what is shared when the cluster is back")
		}
		if err == nil {
			break
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	one.holds(want...)
}

// A member stands still with requests in its hands, which have been settled and sent anew
// by the time that it goes on: what it then hands on is refused.
func TestMemberStopped(t *testing.T) {
	testbed.AtLength(t)
	t.Parallel()
	c := bring(t)
	one := c.controller(t, "stopped")
	r := one.mustLead()
	var want []timer.Record
	for range rounds() {
		for _, m := range []*member{c.leader(), c.members[0], c.members[1], c.members[2]} {
			want = append(want, saved(t, r, len(want)+1))
			c.stop(m, true)
			for range 3 { // in turn to each member
				want = append(want, saved(t, r, len(want)+1))
			}
			c.stop(m, false)
			c.caughtUp(m)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	one.holds(want...)
}

// A lead that lapses is over for its controller before another one has it, whatever either
// was doing; and what the first had on its way does not come into the journal.
func TestLapsed(t *testing.T) {
	c := bring(t)
	brief := func(c *etcd.Config) { c.Lease = 2 * time.Second }
	one, cables := c.cabled(t, "lapsed", brief)
	cut := func(held bool) {
		for _, cable := range cables {
			cable.Hold(held)
		}
	}
	other := c.controller(t, "lapsed")
	var want []timer.Record
	first := make(chan *etcd.Lead, 1)
	over, onItsWay := make(chan error, 1), make(chan error, 1)
	go func() {
		over <- one.Campaign(t.Context(), func(ctx context.Context, l *etcd.Lead) error {
			j, err := l.Open(ctx, 1)
			if err != nil {
				first <- nil
				return err
			}
			cut(true)
			go func() { onItsWay <- j.Append(journaltest.Noted(1, "of one who is cut off")) }()
			first <- l
			<-ctx.Done()
			return context.Cause(ctx)
		})
	}()
	l := <-first
	if l == nil {
		t.Fatal(<-over)
	}
	err := other.Campaign(t.Context(), func(ctx context.Context, next *etcd.Lead) error {
		if l.Holds(one.Now()) {
			t.Error("two lead")
		}
		if next.Revision() <= l.Revision() {
			t.Errorf("lead %d follows lead %d", next.Revision(), l.Revision())
		}
		j, err := next.Open(ctx, 1)
		if err != nil {
			return err
		}
		want = append(want, saved(t, j, 1))
		cut(false)
		if err := <-onItsWay; !errors.Is(err, etcd.ErrLead) && !errors.Is(err, etcd.ErrUnsettled) {
			t.Errorf("it was taken, or: %v", err)
		}
		want = append(want, saved(t, j, 2))
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := <-over; !errors.Is(err, etcd.ErrLead) {
		t.Errorf("the lead was over by %v", err)
	}
	other.holds(want...)
}

// A lead whose process is stopped, and goes on when another one leads, does nothing: it
// knows that it does not lead before it has heard of anybody, and what it writes is
// refused.
func TestLeadStopped(t *testing.T) {
	if os.Getenv(oldLead) != "" {
		beOldLead(t)
		return
	}
	c := bring(t)
	room := "asleep"
	goOn := filepath.Join(t.TempDir(), "go-on")
	old := testbed.Launch(t, nil, []string{oldLead + "=" + strings.Join(append([]string{room, goOn, c.house.authority, c.house.certificate, c.house.key}, c.endpoints()...), " ")},
		os.Args[0], "-test.run=^TestLeadStopped$", "-test.v")
	if !old.Says("leads now") {
		t.Fatalf("it does not lead: %s", old.Log)
	}
	sleeper := &member{name: "the old lead", process: old}
	c.stop(sleeper, true)
	other := c.controller(t, room)
	r := other.mustLead()
	want := []timer.Record{saved(t, r, 1)}
	if err := os.WriteFile(goOn, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c.stop(sleeper, false)
	if !old.Says("holds: false") || !old.Says("appended: "+etcd.ErrLead.Error()) {
		t.Errorf("it woke, and said: %s", testbed.LastWords(old.Log.String()))
	}
	want = append(want, saved(t, r, 2))
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	other.holds(want...)
}

// oldLead names the variable by which the test's own program is a controller.
const oldLead = "ROSTRUM_TEST_OLD_LEAD"

func beOldLead(t *testing.T) {
	words := strings.Fields(os.Getenv(oldLead))
	config := etcd.Default()
	config.Name, config.Endpoints, config.Lease = words[0], words[5:], 2*time.Second
	config.TLS = shown(t, words[2], words[3], words[4])
	c, err := etcd.Dial(config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	err = c.Campaign(t.Context(), func(ctx context.Context, l *etcd.Lead) error {
		j, err := l.Open(ctx, 1)
		if err != nil {
			return err
		}
		fmt.Fprintln(os.Stderr, "leads now")
		for _, err = os.Stat(words[1]); err != nil; _, err = os.Stat(words[1]) {
			<-time.After(time.Millisecond)
		}
		fmt.Fprintln(os.Stderr, "holds:", l.Holds(c.Now()))
		fmt.Fprintln(os.Stderr, "appended:", j.Append(journaltest.Noted(1, "of one who slept")))
		return nil
	})
	if !errors.Is(err, etcd.ErrLead) {
		t.Errorf("its campaign ended with %v", err)
	}
}

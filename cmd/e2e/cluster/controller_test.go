package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/journal/etcd"
	"rostrum/timer/journal/journaltest"
)

// unhurried is a lease that a machine which stands still does not lose.
const unhurried = time.Minute

// controller is one of a room, as the cluster knows it.
type controller struct {
	*etcd.Cluster
	t testing.TB
}

func (c *cluster) controller(t testing.TB, room string, change ...func(*etcd.Config)) *controller {
	t.Helper()
	config := etcd.Default()
	config.Endpoints, config.TLS, config.Name, config.Lease = c.endpoints(), c.house.tls, room, unhurried
	for _, one := range change {
		one(&config)
	}
	dialled, err := etcd.Dial(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dialled.Close() })
	return &controller{dialled, t}
}

// reign is a journal of a controller that leads until it is closed.
type reign struct {
	*etcd.Journal
	lead  *etcd.Lead
	over  <-chan struct{} // when the lead is
	leave context.CancelFunc
	ended chan error
}

var _ journaltest.Journal = (*reign)(nil)

// lead campaigns until it leads, and opens the journal; a cluster that does not answer for
// a while is asked again.
func (c *controller) lead(from uint64) (*reign, error) {
	for until := time.Now().Add(2 * testbed.Patience); ; {
		r, err := c.leadOnce(from)
		if !errors.Is(err, etcd.ErrUnreachable) || time.Now().After(until) {
			return r, err
		}
		c.t.Logf("it does not lead yet: %v", err)
	}
}

func (c *controller) leadOnce(from uint64) (*reign, error) {
	ctx, leave := context.WithCancel(context.Background())
	r := &reign{leave: leave, ended: make(chan error, 1)}
	opened := make(chan error, 1)
	go func() {
		err := c.Campaign(ctx, func(ctx context.Context, l *etcd.Lead) error {
			var err error
			r.lead, r.over = l, ctx.Done()
			r.Journal, err = l.Open(ctx, from)
			opened <- err
			<-ctx.Done()
			return nil
		})
		r.ended <- err
		select {
		case opened <- fmt.Errorf("it did not lead: %w", err):
		default:
		}
	}()
	if err := <-opened; err != nil {
		leave()
		return nil, err
	}
	return r, nil
}

func (c *controller) mustLead() *reign {
	c.t.Helper()
	r, err := c.lead(1)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = r.Close() })
	return r
}

// Close gives the lead back.
func (r *reign) Close() error {
	err := r.Journal.Close()
	r.leave()
	select {
	case ended := <-r.ended:
		r.ended <- nil
		if errors.Is(ended, etcd.ErrLead) {
			ended = nil
		}
		return errors.Join(err, ended)
	case <-time.After(testbed.Patience):
		return errors.New("the campaign does not end")
	}
}

// save does what the engine's writer does until a record is taken, or the lead is over.
func save(t testing.TB, j engine.Journal, r timer.Record) error {
	t.Helper()
	for until := time.Now().Add(2 * testbed.Patience); ; {
		err := j.Append(r)
		if err == nil || errors.Is(err, etcd.ErrLead) || errors.Is(err, etcd.ErrClosed) {
			return err
		}
		t.Logf("not yet: %v", err)
		for err = j.Recover(); err != nil; err = j.Recover() {
			if errors.Is(err, etcd.ErrLead) {
				return err
			}
			if time.Now().After(until) {
				t.Fatalf("not recovered in time: %v", err)
			}
		}
	}
}

// patient is a journal that is written to as the engine's writer does it, and for as long
// as it takes.
type patient struct {
	*reign
	t testing.TB
}

func (p patient) Append(r timer.Record) error { return save(p.t, p.reign, r) }

func (p patient) Recover() error {
	for until := time.Now().Add(2 * testbed.Patience); ; {
		err := p.reign.Recover()
		if !errors.Is(err, etcd.ErrUnreachable) || time.Now().After(until) {
			return err
		}
	}
}

// saved saves a record of this number, and returns it.
func saved(t testing.TB, j engine.Journal, number int) timer.Record {
	t.Helper()
	r := journaltest.Noted(uint64(number), fmt.Sprint("note ", number))
	if err := save(t, j, r); err != nil {
		t.Fatal(err)
	}
	return r
}

// read returns what is in the journal now, as who does not lead reads it.
func (c *controller) read(n int) (all []etcd.Entry) {
	c.t.Helper()
	ctx, done := context.WithTimeout(context.Background(), 2*testbed.Patience)
	defer done()
	for e, err := range c.Follow(ctx, 1) {
		if err != nil {
			c.t.Logf("while it is followed: %v", err)
			continue
		}
		if all = append(all, e); len(all) == n {
			return all
		}
	}
	c.t.Fatalf("the journal has %d records of %d", len(all), n)
	return nil
}

// holds wants exactly these records, in the journal's order, and each once.
func (c *controller) holds(want ...timer.Record) {
	c.t.Helper()
	r, err := c.lead(1)
	if err != nil {
		c.t.Fatal(err)
	}
	var found []timer.Record
	if err := r.Replay(func(r timer.Record) error { found = append(found, r); return nil }); err != nil {
		c.t.Error(err)
	}
	if err := r.Close(); err != nil {
		c.t.Error(err)
	}
	if !reflect.DeepEqual(found, want) {
		c.t.Errorf("the journal has %d records, of %d that were acknowledged, or others: %v", len(found), len(want), notes(found))
	}
}

// notes are records in brief.
func notes(all []timer.Record) (brief []string) {
	for _, r := range all {
		for _, e := range r.Events {
			if n, ok := e.Fact.(timer.Noted); ok {
				brief = append(brief, fmt.Sprintf("%.20s", n.Text))
			} else {
				brief = append(brief, timer.FactName(e.Fact))
			}
		}
	}
	return brief
}

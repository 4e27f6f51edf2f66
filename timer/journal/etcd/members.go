package etcd

import (
	"context"
	"sync"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"
)

// How often each member is asked whether it is there, and how long it is waited for: what a
// machine that is lost without a word takes to be noticed is less than any lease.
const (
	careEvery = 200 * time.Millisecond
	careWait  = 400 * time.Millisecond
)

// members are the machines that keep the journal, and whether each is silent. A line, by
// which requests go to them in turn, leads to those that answer: one whose plug was pulled
// closes no connection, and would be sent its third of all requests until gRPC's own
// keep-alive fails, 11 s.
type members struct {
	config *Config
	each   []*clientv3.Client // to each of them by itself
	end    context.CancelFunc
	asking sync.WaitGroup

	mu     sync.Mutex
	silent []bool
	lines  map[*clientv3.Client]bool
}

// attend begins to ask all of them.
func attend(c *Config) (*members, error) {
	ctx, end := context.WithCancel(context.Background())
	m := &members{config: c, end: end, silent: make([]bool, len(c.Endpoints)), lines: make(map[*clientv3.Client]bool)}
	for _, endpoint := range c.Endpoints {
		one, err := dial(c, endpoint)
		if err != nil {
			m.close()
			return nil, err
		}
		m.each = append(m.each, one)
	}
	for i := range m.each {
		m.asking.Go(func() { m.ask(ctx, i) })
	}
	return m, nil
}

func (m *members) close() {
	m.end()
	m.asking.Wait()
	for _, one := range m.each {
		_ = one.Close() // its own error is that of a context which it has ended itself
	}
}

// ask asks one of them whether it is there and has a leader, until ctx ends.
func (m *members) ask(ctx context.Context, i int) {
	every := time.NewTicker(careEvery)
	defer every.Stop()
	member := pb.NewMaintenanceClient(m.each[i].ActiveConnection())
	for {
		one, done := context.WithTimeout(ctx, careWait)
		is, err := member.Status(one, &pb.StatusRequest{})
		done()
		if ctx.Err() != nil {
			return
		}
		m.heard(i, err == nil && is.Leader != 0)
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
	}
}

// heard takes down whether one of them is there, and lets the lines lead past it where it
// is not.
func (m *members) heard(i int, there bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.silent[i] == !there {
		return
	}
	m.silent[i] = !there
	for line := range m.lines {
		line.SetEndpoints(m.there()...)
	}
}

// there are those that answer; all, where none does: the next one to answer is not known.
func (m *members) there() []string {
	var some []string
	for i, endpoint := range m.config.Endpoints {
		if !m.silent[i] {
			some = append(some, endpoint)
		}
	}
	if len(some) == 0 {
		return m.config.Endpoints
	}
	return some
}

// line is a connection to those of them that answer, as they come and go, until it is hung
// up.
func (m *members) line() (line *clientv3.Client, hangUp func(), err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	line, err = dial(m.config, m.there()...)
	if err != nil {
		return nil, nil, err
	}
	m.lines[line] = true
	return line, func() {
		m.mu.Lock()
		delete(m.lines, line)
		m.mu.Unlock()
		_ = line.Close() // as in close
	}, nil
}

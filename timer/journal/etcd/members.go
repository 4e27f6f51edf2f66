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

// members are the machines that keep the journal, and how each of them is. A line, by
// which requests go to them in turn, leads to those that serve: one whose plug was pulled
// closes no connection, and would be sent its third of all requests until gRPC's own
// keep-alive fails, 11 s.
type members struct {
	config *Config
	each   []*clientv3.Client // to each of them by itself
	end    context.CancelFunc
	asking sync.WaitGroup

	mu    sync.Mutex
	are   []state
	lines map[*clientv3.Client]bool
}

// state is what is known of a member.
type state struct {
	answers bool
	serves  bool // it knows who leads the members
}

// attend begins to ask all of them.
func attend(c *Config) (*members, error) {
	ctx, end := context.WithCancel(context.Background())
	m := &members{config: c, end: end, lines: make(map[*clientv3.Client]bool)}
	for _, endpoint := range c.Endpoints {
		one, err := dial(c, endpoint)
		if err != nil {
			m.close()
			return nil, err
		}
		m.each = append(m.each, one)
		m.are = append(m.are, state{answers: true, serves: true}) // until it is known
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

// ask asks one of them how it is, until ctx ends.
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
		m.heard(i, state{answers: err == nil, serves: err == nil && is.Leader != 0})
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
	}
}

// heard takes down how one of them is, and lets the lines lead past it where it does not
// serve.
func (m *members) heard(i int, is state) {
	m.mu.Lock()
	defer m.mu.Unlock()
	was := m.are[i]
	if m.are[i] = is; was.serves == is.serves {
		return
	}
	for line := range m.lines {
		line.SetEndpoints(m.serving()...)
	}
}

// answer says which of them answer.
func (m *members) answer() []bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := make([]bool, len(m.are))
	for i, is := range m.are {
		all[i] = is.answers
	}
	return all
}

// serving are those that serve. All, where they are no majority: nothing can be kept then,
// and no connection is let go that may serve the next moment, when a leader is elected.
func (m *members) serving() []string {
	var some []string
	for i, endpoint := range m.config.Endpoints {
		if m.are[i].serves {
			some = append(some, endpoint)
		}
	}
	if len(some) <= len(m.config.Endpoints)/2 {
		return m.config.Endpoints
	}
	return some
}

// line is a connection to those of them that serve, as they come and go, until it is hung
// up.
func (m *members) line() (line *clientv3.Client, hangUp func(), err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.open()
}

// open is line. m.mu is held.
func (m *members) open() (line *clientv3.Client, hangUp func(), err error) {
	line, err = dial(m.config, m.serving()...)
	if err != nil {
		return nil, nil, err
	}
	// Its list is first read as it begins to connect, and by nobody at once with heard.
	line.ActiveConnection().Connect()
	m.lines[line] = true
	return line, func() {
		m.mu.Lock()
		delete(m.lines, line)
		m.mu.Unlock()
		_ = line.Close() // as in close
	}, nil
}

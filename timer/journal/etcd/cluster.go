package etcd

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"

	"rostrum/timer"
)

// How long one request may take before another is sent, to another member; how long where
// it carries much, a megabyte to three machines and their disks; how long it is waited
// before the other; and how long all of them may take before it is said that the cluster
// does not answer.
const (
	tryWait   = time.Second
	partWait  = 3 * tryWait
	pause     = 25 * time.Millisecond
	wholeWait = 5 * time.Second
)

// A connection to a member that was lost without a word is noticed by its silence: while
// something is waited for, pings are sent where nothing else is said for the least time that
// gRPC allows, and what is not acknowledged within aliveWait ends the connection. On an idle
// one a member takes pings for an attack, and ends it after the fourth.
const (
	aliveEvery = 10 * time.Second
	aliveWait  = time.Second
)

// Cluster is the cluster as one controller sees it. Its methods may be called by any
// goroutine.
type Cluster struct {
	config  Config
	keys    keys
	members *members
	client  *clientv3.Client
	hangUp  func()
	stood   atomic.Int64
}

// Dial returns the cluster. It waits for nobody: whether a member answers is seen by who
// asks.
func Dial(c Config) (*Cluster, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	is := &Cluster{config: c, keys: keysOf(c.Name)}
	var err error
	if is.members, err = attend(&is.config); err != nil {
		return nil, err
	}
	if is.client, is.hangUp, err = is.members.line(); err != nil {
		is.members.close()
		return nil, err
	}
	return is, nil
}

// again is how soon a member that was away is called again: gRPC's own figures go up to two
// minutes, in which a cluster that is back would be taken for lost.
var again = grpc.ConnectParams{
	Backoff:           backoff.Config{BaseDelay: 100 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: time.Second},
	MinConnectTimeout: 3 * time.Second,
}

func dial(c *Config, endpoints ...string) (*clientv3.Client, error) {
	client, err := clientv3.New(clientv3.Config{
		Endpoints: endpoints, TLS: c.TLS,
		DialOptions:       []grpc.DialOption{grpc.WithConnectParams(again)},
		DialKeepAliveTime: aliveEvery, DialKeepAliveTimeout: aliveWait,
		Logger: zap.NewNop(), // what failed is told to who asked
	})
	if err != nil {
		return nil, fmt.Errorf("etcd: %w", err)
	}
	return client, nil
}

// Called says at which address this controller is reached, and its public door, if it has
// one, and by which certificate it is trusted, where that is known only later than the
// cluster. It is said before any campaign.
func (c *Cluster) Called(address, public string, proof []byte) {
	c.config.Address, c.config.Public, c.config.Proof = address, public, proof
}

// Close ends all connections. Nobody may use the cluster any more.
func (c *Cluster) Close() error {
	c.hangUp()
	c.members.close()
	return nil
}

// Now reads the clock by which leads are counted.
func (c *Cluster) Now() timer.Instant { return c.config.Now() }

// asking is a context in which a member without a leader refuses, instead of waiting for
// one: another member may have one.
func asking(ctx context.Context, wait time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(clientv3.WithRequireLeader(ctx), wait)
}

// until asks again and again until there is an answer, the wait is over, or what is asked
// cannot be answered otherwise. Only what may be asked twice is asked so.
func until[T any](ctx context.Context, wait time.Duration, ask func(ctx context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	var last error
	for {
		answer, err := ask(ctx)
		switch {
		case err == nil, lasting(err):
			return answer, err
		case full(err):
			return answer, fmt.Errorf("%w: %w", ErrFull, err)
		}
		if last == nil || ctx.Err() == nil { // not that the wait is over, but what was waited for
			last = err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			var none T
			return none, fmt.Errorf("%w: %w", ErrUnreachable, last)
		}
	}
}

// answered is until for one request, of which none is waited for longer than tryWait.
func answered[T any](ctx context.Context, wait time.Duration, ask func(ctx context.Context) (T, error)) (T, error) {
	return until(ctx, wait, func(ctx context.Context) (T, error) {
		ctx, done := asking(ctx, tryWait)
		defer done()
		return ask(ctx)
	})
}

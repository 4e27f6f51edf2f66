package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"

	"rostrum/cmd/internal/testbed"
)

// cluster is three members.
type cluster struct {
	testing.TB
	house   house
	members [3]*member
	raw     *clientv3.Client // that looks at what is there, and is none of ours
	small   string           // the disk of the first member, where it has one of its own
}

// member is one of them, on ports of its own.
type member struct {
	name, client, peer string
	words              []string // its command
	process            *testbed.Process
}

// bring starts three members, or skips the test where there is no etcd.
func bring(t testing.TB) *cluster { return bringOn(t, "") }

// bringOn starts them, the first one on a disk of its own, with more words.
func bringOn(t testing.TB, small string, more ...string) *cluster {
	t.Helper()
	testbed.Asked(t, testbed.Cluster)
	program, err := exec.LookPath("etcd")
	if err != nil {
		testbed.Need(t, testbed.Cluster, errors.New("there is no etcd here (Debian: apt-get install etcd-server); a journal that three machines keep is not tested"))
	}
	c := &cluster{TB: t, house: newHouse(t), small: small}
	dir := t.TempDir()
	var all []string
	for i := range c.members {
		m := &member{name: fmt.Sprint("m", i+1), client: freePort(t), peer: freePort(t)}
		c.members[i] = m
		all = append(all, m.name+"=https://"+m.peer)
	}
	for i, m := range c.members {
		home := filepath.Join(dir, m.name)
		if i == 0 && small != "" {
			home = filepath.Join(small, m.name)
		}
		m.words = []string{
			program, "--name", m.name, "--data-dir", home, "--logger", "zap", "--log-outputs", "stderr",
			"--listen-client-urls", "https://" + m.client, "--advertise-client-urls", "https://" + m.client,
			"--listen-peer-urls", "https://" + m.peer, "--initial-advertise-peer-urls", "https://" + m.peer,
			"--initial-cluster", strings.Join(all, ","), "--initial-cluster-token", dir,
		}
		for _, to := range []string{"", "peer-"} {
			m.words = append(m.words, "--"+to+"cert-file", c.house.certificate, "--"+to+"key-file", c.house.key,
				"--"+to+"trusted-ca-file", c.house.authority, "--"+to+"client-cert-auth")
		}
		m.words = append(m.words, more...)
		c.start(m)
	}
	c.raw = c.client(c.endpoints()...)
	c.ready()
	return c
}

// freePort is where a member can be reached, which nobody else is given: also when it is
// started again.
func freePort(t testing.TB) string {
	t.Helper()
	return "127.0.0.1:" + testbed.FreePort(t)
}

func (c *cluster) start(m *member) {
	c.Helper()
	m.process = testbed.Launch(c, nil, nil, m.words...)
}

// ready waits until the cluster takes what it is given.
func (c *cluster) ready() {
	c.Helper()
	c.await("the cluster to serve", func(ctx context.Context) bool {
		_, err := c.raw.Put(ctx, "test/ready", "yes")
		return err == nil
	})
}

// await waits until something holds.
func (c *cluster) await(what string, holds func(ctx context.Context) bool) {
	c.Helper()
	for until := time.Now().Add(2 * testbed.Patience); ; {
		ctx, done := context.WithTimeout(context.Background(), 2*time.Second)
		held := holds(ctx)
		done()
		if held {
			return
		}
		if time.Now().After(until) {
			c.Fatalf("waited for %s in vain", what)
		}
		<-time.After(20 * time.Millisecond)
	}
}

// endpoints are where the members serve.
func (c *cluster) endpoints() []string {
	var all []string
	for _, m := range c.members {
		all = append(all, "https://"+m.client)
	}
	return all
}

// client is etcd's own, with nothing of ours.
func (c *cluster) client(endpoints ...string) *clientv3.Client {
	c.Helper()
	client, err := clientv3.New(clientv3.Config{Endpoints: endpoints, TLS: c.house.tls, Logger: zap.NewNop()})
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { _ = client.Close() })
	return client
}

// leader is the member that leads the others.
func (c *cluster) leader() (which *member) {
	c.Helper()
	c.await("a leader among the members", func(ctx context.Context) bool {
		for _, m := range c.members {
			status, err := c.raw.Status(ctx, "https://"+m.client)
			if err == nil && status.Header.MemberId == status.Leader {
				which = m
				return true
			}
		}
		return false
	})
	return which
}

// caughtUp waits until a member has all that the others have.
func (c *cluster) caughtUp(m *member) {
	c.Helper()
	c.await(m.name+" to catch up", func(ctx context.Context) bool {
		got, err := c.raw.Get(ctx, "test/ready")
		if err != nil {
			return false
		}
		status, err := c.raw.Status(ctx, "https://"+m.client)
		return err == nil && status.Header.Revision >= got.Header.Revision
	})
}

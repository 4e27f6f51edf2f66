package etcd

import (
	"context"
	"encoding/base64"
	"strings"
	"sync"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// Leader is who leads a room, or would.
type Leader struct {
	Address  string // as its configuration has it, as the next two
	Public   string
	Proof    []byte
	Revision int64 // of its lead
}

// Leader asks who leads, or false where nobody does.
func (c *Cluster) Leader(ctx context.Context) (Leader, bool, error) {
	first, err := c.named(ctx, clientv3.WithFirstCreate()...)
	if err != nil || len(first) == 0 {
		return Leader{}, false, err
	}
	return first[0], true, nil
}

// Candidates asks which controllers there are: first the one that leads, then those that
// would, in the order in which they came.
func (c *Cluster) Candidates(ctx context.Context) ([]Leader, error) {
	return c.named(ctx, clientv3.WithPrefix(), clientv3.WithSort(clientv3.SortByCreateRevision, clientv3.SortAscend))
}

func (c *Cluster) named(ctx context.Context, which ...clientv3.OpOption) ([]Leader, error) {
	got, err := answered(ctx, tryWait, func(ctx context.Context) (*clientv3.GetResponse, error) {
		return c.client.Get(ctx, c.keys.leads(), which...)
	})
	if err != nil {
		return nil, err
	}
	var all []Leader
	for _, kv := range got.Kvs {
		l := readName(string(kv.Value))
		l.Revision = kv.CreateRevision
		all = append(all, l)
	}
	return all, nil
}

// Answer says which of the members answer, in the order of the configuration. Of one that is
// cut off from the others it is not said here: it answers.
func (c *Cluster) Answer() []bool { return c.members.answer() }

// Members are the addresses of the machines that keep the journal.
func (c *Cluster) Members() []string { return c.config.Endpoints }

// Stood is the revision with which this controller stood for the lead last, whether it has
// led by it or not; 0 where it never did.
func (c *Cluster) Stood() int64 { return c.stood.Load() }

// Told asks each member by itself who leads as far as it knows, and returns the latest that
// another controller had; false where no member knows of one. Without a majority this is all
// that can be known: a member that is cut off may know of an earlier one.
func (c *Cluster) Told(ctx context.Context) (Leader, bool) {
	var mu sync.Mutex
	var latest Leader
	var all sync.WaitGroup
	for _, endpoint := range c.config.Endpoints {
		all.Go(func() {
			l, err := c.toldBy(ctx, endpoint)
			mu.Lock()
			defer mu.Unlock()
			if err == nil && l.Address != c.config.Address && l.Revision > latest.Revision {
				latest = l
			}
		})
	}
	all.Wait()
	return latest, latest.Revision > 0
}

func (c *Cluster) toldBy(ctx context.Context, endpoint string) (Leader, error) {
	client, err := dial(&c.config, endpoint)
	if err != nil {
		return Leader{}, err
	}
	defer func() { _ = client.Close() }() // as of the cluster
	ctx, done := context.WithTimeout(ctx, tryWait)
	defer done()
	got, err := client.Get(ctx, c.keys.leads(), append(clientv3.WithFirstCreate(), clientv3.WithSerializable())...)
	if err != nil || len(got.Kvs) == 0 {
		return Leader{}, err
	}
	l := readName(string(got.Kvs[0].Value))
	l.Revision = got.Kvs[0].CreateRevision
	return l, nil
}

// nameOf is what a controller puts down to lead: its address, in a second line how it is
// trusted, and in a third its public door. What is missing at the end is left out.
func nameOf(c *Config) string {
	lines := []string{c.Address, base64.StdEncoding.EncodeToString(c.Proof), c.Public}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// readName reads it. What cannot be read proves nothing.
func readName(text string) Leader {
	address, rest, _ := strings.Cut(text, "\n")
	second, public, _ := strings.Cut(rest, "\n")
	proof, err := base64.StdEncoding.DecodeString(second)
	if err != nil {
		proof = nil
	}
	return Leader{Address: address, Public: public, Proof: proof}
}

package etcd

import (
	"context"
	"encoding/base64"
	"strings"
	"sync"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// Leader is who leads a room.
type Leader struct {
	Address  string // as its configuration has it, as the next
	Proof    []byte
	Revision int64 // of its lead
}

// Leader asks who leads, or false where nobody does.
func (c *Cluster) Leader(ctx context.Context) (Leader, bool, error) {
	got, err := answered(ctx, tryWait, func(ctx context.Context) (*clientv3.GetResponse, error) {
		return c.client.Get(ctx, c.keys.leads(), clientv3.WithFirstCreate()...)
	})
	if err != nil || len(got.Kvs) == 0 {
		return Leader{}, false, err
	}
	address, proof := readName(string(got.Kvs[0].Value))
	return Leader{address, proof, got.Kvs[0].CreateRevision}, true, nil
}

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
	alone := c.config
	alone.Endpoints = []string{endpoint}
	client, err := dial(&alone)
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
	address, proof := readName(string(got.Kvs[0].Value))
	return Leader{address, proof, got.Kvs[0].CreateRevision}, nil
}

// nameOf is what a controller puts down to lead: its address, and in a second line how it
// is trusted.
func nameOf(c *Config) string {
	if len(c.Proof) == 0 {
		return c.Address
	}
	return c.Address + "\n" + base64.StdEncoding.EncodeToString(c.Proof)
}

// readName reads it. What cannot be read proves nothing.
func readName(text string) (address string, proof []byte) {
	address, second, _ := strings.Cut(text, "\n")
	proof, err := base64.StdEncoding.DecodeString(second)
	if err != nil {
		return address, nil
	}
	return address, proof
}

package etcd

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// What is shared beside the journal are small texts by name: the hashes of keys, how
// screens show the debate. Names are as paths are written: sessions/6b86…, at most
// longestShared bytes.
const (
	mostShared    = 512 << 10 // of one text, in bytes
	longestShared = 200
)

// ErrShared is a text that cannot be shared, for its name or its size.
var ErrShared = errors.New("etcd: this cannot be shared")

func checkShared(name, text string) error {
	switch {
	case name == "" || len(name) > longestShared || strings.HasPrefix(name, "/"):
		return fmt.Errorf("%w: name %.40q: 1 to %d bytes, as a path is written", ErrShared, name, longestShared)
	case len(text) > mostShared:
		return fmt.Errorf("%w: %s has %d bytes of at most %d", ErrShared, name, len(text), mostShared)
	}
	return nil
}

// Copy is all that was shared at one moment.
type Copy struct {
	Texts    map[string]string // by name
	Revision int64             // of the cluster: what was put by a later one is not in it
}

// Put keeps a text under a name for all controllers of the room, in place of the one
// before, and returns the revision of the cluster that has it. Whoever leads or not may do
// so: what is shared is no part of the record.
func (c *Cluster) Put(ctx context.Context, name, text string) (int64, error) {
	if err := checkShared(name, text); err != nil {
		return 0, err
	}
	done, err := answered(ctx, wholeWait, func(ctx context.Context) (*clientv3.PutResponse, error) {
		return c.client.Put(ctx, c.keys.shared(name), text)
	})
	if err != nil {
		return 0, err
	}
	return done.Header.GetRevision(), nil
}

// Exchange takes away what is under a name and keeps a text under another one, which nobody
// else has, in one step. Of several who take the same, at whichever controller, one is told
// that it did.
func (c *Cluster) Exchange(ctx context.Context, from, to, text string) (bool, error) {
	if err := errors.Join(checkShared(from, ""), checkShared(to, text)); err != nil {
		return false, err
	}
	done, err := answered(ctx, wholeWait, func(ctx context.Context) (*clientv3.TxnResponse, error) {
		return c.client.Txn(ctx).If(clientv3.Compare(clientv3.CreateRevision(c.keys.shared(from)), ">", 0)).
			Then(clientv3.OpDelete(c.keys.shared(from)), clientv3.OpPut(c.keys.shared(to), text)).
			Else(clientv3.OpGet(c.keys.shared(to))).Commit()
	})
	if err != nil || done.Succeeded {
		return err == nil, err
	}
	// By one of ours that was not answered.
	there := done.Responses[0].GetResponseRange().Kvs
	return len(there) > 0 && string(there[0].Value) == text, nil
}

// Delete takes away what is under names, and returns how many there were: fewer, where one
// that was not answered had done it before.
func (c *Cluster) Delete(ctx context.Context, names ...string) (int, error) {
	if len(names) == 0 {
		return 0, nil
	}
	gone := make([]clientv3.Op, len(names))
	for i, name := range names {
		if err := checkShared(name, ""); err != nil {
			return 0, err
		}
		gone[i] = clientv3.OpDelete(c.keys.shared(name))
	}
	done, err := answered(ctx, wholeWait, func(ctx context.Context) (*clientv3.TxnResponse, error) {
		return c.client.Txn(ctx).Then(gone...).Commit()
	})
	if err != nil {
		return 0, err
	}
	n := 0
	for _, one := range done.Responses {
		n += int(one.GetResponseDeleteRange().Deleted)
	}
	return n, nil
}

// sharedAgain is after how long what is shared is yielded again that has not changed: who
// keeps a copy of it may not have been able to, or has something to tell that nobody else
// knows of.
const sharedAgain = 10 * time.Second

// Shared yields all that is shared, and again each time that something of it has
// changed, and in any case after a while, until ctx ends. Each time that the cluster does not
// answer it yields [ErrUnreachable], and goes on.
func (c *Cluster) Shared(ctx context.Context) iter.Seq2[Copy, error] {
	return func(yield func(Copy, error) bool) {
		bell, done := c.bell(ctx, c.keys.shared(""))
		defer done()
		tick := time.NewTicker(look)
		defer tick.Stop()
		var told version
		var at time.Time // of the last one
		for {
			is, err := c.sharedVersion(ctx)
			var all Copy
			due := err == nil && (is != told || time.Since(at) >= sharedAgain)
			if due {
				all, is, err = c.allShared(ctx)
			}
			switch {
			case ctx.Err() != nil:
				return
			case err != nil:
				told = version{} // what could not be told meanwhile can be now
				if !yield(Copy{}, err) {
					return
				}
			case due:
				told, at = is, time.Now()
				if !yield(all, nil) {
					return
				}
			}
			select {
			case <-bell:
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}
}

// version is another one after each change of what is shared: what is put has a revision of
// its own, and what is taken away is one less.
type version struct {
	asked    bool
	revision int64 // of the newest text
	count    int64
}

func (c *Cluster) sharedVersion(ctx context.Context) (version, error) {
	got, err := answered(ctx, wholeWait, func(ctx context.Context) (*clientv3.GetResponse, error) {
		return c.client.Get(ctx, c.keys.shared(""), append(clientv3.WithLastRev(), clientv3.WithKeysOnly())...)
	})
	if err != nil {
		return version{}, err
	}
	is := version{asked: true, count: got.Count}
	if len(got.Kvs) > 0 {
		is.revision = got.Kvs[0].ModRevision
	}
	return is, nil
}

func (c *Cluster) allShared(ctx context.Context) (Copy, version, error) {
	got, err := until(ctx, wholeWait, func(ctx context.Context) (*clientv3.GetResponse, error) {
		ctx, done := asking(ctx, partWait)
		defer done()
		return c.client.Get(ctx, c.keys.shared(""), clientv3.WithPrefix())
	})
	if err != nil {
		return Copy{}, version{}, err
	}
	all, is := Copy{Texts: make(map[string]string, len(got.Kvs)), Revision: got.Header.GetRevision()}, version{asked: true, count: got.Count}
	for _, kv := range got.Kvs {
		all.Texts[strings.TrimPrefix(string(kv.Key), c.keys.shared(""))] = string(kv.Value)
		is.revision = max(is.revision, kv.ModRevision)
	}
	return all, is, nil
}

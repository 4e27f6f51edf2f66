package etcd

import (
	"context"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// compact lets etcd forget what nobody needs, until ctx ends: of the turn, of leads that
// are over, and of parts that were swept, what is older than one to two periods. Records
// and their parts are the newest versions of their keys, and stay. Whoever leads does it;
// who follows reads records by their keys and minds it at no time. Where it fails, the
// next one does more.
func (l *Lead) compact(ctx context.Context) {
	every := time.NewTicker(l.cluster.config.Compact)
	defer every.Stop()
	before := int64(0) // the revision a period ago
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		one, done := asking(ctx, tryWait)
		got, err := l.client.Get(one, l.cluster.keys.turn(), clientv3.WithCountOnly())
		if err == nil && before > 0 {
			_, _ = l.client.Compact(one, before)
		}
		done()
		if err == nil {
			before = got.Header.Revision
		}
	}
}

package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/timer/journal/etcd"
)

// until follows what is shared until it is what is wanted.
func (c *controller) until(what string, is func(map[string]string) bool) {
	c.t.Helper()
	ctx, done := context.WithTimeout(context.Background(), testbed.Patience)
	defer done()
	for all, err := range c.Shared(ctx) {
		if err == nil && is(all.Texts) {
			return
		}
	}
	c.t.Errorf("it was waited in vain for %s", what)
}

// What one controller shares the other one is told of, whoever leads; what is taken is taken
// once, by whichever controller.
func sharedTexts(t *testing.T, c *cluster) {
	one, other := c.controller(t, "shared"), c.controller(t, "shared")
	apart := c.controller(t, "shared-not")
	ctx := t.Context()
	large := strings.Repeat("x", 400<<10)
	for name, text := range map[string]string{"keys/a": "A", "settings/screens.json": "{}", "settings/doubts.json": large} {
		if _, err := one.Put(ctx, name, text); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{"keys/a": "A", "settings/screens.json": "{}", "settings/doubts.json": large}
	other.until("all of it", func(all map[string]string) bool { return maps.Equal(all, want) })
	apart.until("nothing, in another room", func(all map[string]string) bool { return len(all) == 0 })

	var took atomic.Int64
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			from := []*controller{one, other}[n%2]
			ok, err := from.Exchange(ctx, "keys/a", fmt.Sprint("keys/b", n), fmt.Sprint("B", n))
			if err != nil {
				t.Error(err)
			}
			if ok {
				took.Add(1)
			}
		})
	}
	all.Wait()
	if n := took.Load(); n != 1 {
		t.Errorf("%d have taken what was there once", n)
	}
	one.until("what it was taken for", func(all map[string]string) bool {
		_, there := all["keys/a"]
		return len(all) == 3 && !there
	})
	if n, err := one.Delete(ctx, "settings/screens.json", "settings/none"); n != 1 || err != nil {
		t.Errorf("%d taken away, %v", n, err)
	}
	other.until("one less", func(all map[string]string) bool { return len(all) == 2 })
	for name, text := range map[string]string{"": "", "/a": "", strings.Repeat("n", 300): "", "a": large + large} {
		if _, err := one.Put(ctx, name, text); !errors.Is(err, etcd.ErrShared) {
			t.Errorf("%.10q with %d bytes: %v", name, len(text), err)
		}
	}
}

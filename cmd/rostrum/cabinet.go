package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/lists"
	"rostrum/display/web"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/journal/etcd"
)

// cabinet is the folder in which a controller keeps what a start is not to forget beside
// the journal: keys, how screens show the debate, what was doubted of lists. Where several
// controllers keep one journal it is a copy of what they share.
type cabinet struct {
	dir     string
	cluster *etcd.Cluster // or nil
	changed map[string]func(text []byte)
}

// settingsOf begins the names of settings among what is shared, keysOf those of keys.
const (
	settingsOf = "settings/"
	keysOf     = "keys/"
)

// shareWait is how long it is waited until the cluster has a setting.
const shareWait = 6 * time.Second

// folderOf is where a controller keeps what it shares: apart from what it keeps alone, so
// that neither is taken for the other.
func (c *cluster) folderOf(dir string) string {
	if !c.used() {
		return dir
	}
	return filepath.Join(dir, "cluster-"+c.Name)
}

func (c *cabinet) path(name string) string { return filepath.Join(c.dir, name) }

// keep writes a file, whole or not at all. What is shared is there for all or for nobody.
func (c *cabinet) keep(path string, text []byte) error {
	if c.cluster != nil {
		ctx, done := context.WithTimeout(context.Background(), shareWait)
		defer done()
		if err := c.cluster.Put(ctx, settingsOf+filepath.Base(path), string(text)); err != nil {
			return err
		}
	}
	return access.WriteWhole(path, text)
}

// when lets somebody be told what a file says that another controller has changed.
func (c *cabinet) when(name string, changed func(text []byte)) {
	if c.changed == nil {
		c.changed = make(map[string]func([]byte))
	}
	c.changed[name] = changed
}

// share takes what another controller changes of the settings.
func (c *cabinet) share(shelf *lists.Shelf, server *display.Server, live *engine.Engine, taken *doubts, put *away, named *timer.Doubts, log zerolog.Logger) {
	refused := func(name string, err error) {
		if err != nil {
			log.Warn().Err(err).Str("file", c.path(name)).Msg("a setting of the other controller cannot be read here")
		}
	}
	c.when(screensFile, func(text []byte) {
		screens, err := wire.ParseScreens(text, web.Languages())
		if err == nil {
			server.ShowScreens(screens)
		}
		refused(screensFile, err)
	})
	c.when(columnsFile, func(text []byte) {
		var columns lists.Columns
		err := json.Unmarshal(text, &columns)
		if err == nil {
			shelf.Remember(columns)
		}
		refused(columnsFile, err)
	})
	tell := func() { _ = live.DoubtAll(context.Background(), taken.known(named, put)) } // where it has ended nobody asks
	c.when(doubtsFile, func(text []byte) {
		refused(doubtsFile, taken.take(text))
		tell()
	})
	c.when(awayFile, func(text []byte) {
		refused(awayFile, put.take(text))
		tell()
	})
}

// mirror keeps the folder as it is shared, until ctx ends.
func (c *cabinet) mirror(ctx context.Context, keys *access.Store, log zerolog.Logger) {
	told := false
	for all, err := range c.cluster.Shared(ctx) {
		if err == nil {
			err = keys.Mirror(below(all, keysOf))
			c.take(below(all, settingsOf), log)
		}
		if err != nil && !told { // once
			log.Warn().Err(err).Msg("what the controllers share is not up to date here")
		}
		told = err != nil
	}
}

// take takes settings that were changed.
func (c *cabinet) take(all map[string]string, log zerolog.Logger) {
	for name, changed := range c.changed {
		text, shared := all[name]
		is, err := os.ReadFile(c.path(name))
		if !shared || err == nil && bytes.Equal(is, []byte(text)) {
			continue
		}
		if err := access.WriteWhole(c.path(name), []byte(text)); err != nil {
			log.Warn().Err(err).Str("file", c.path(name)).Msg("a setting of the other controller could not be written here")
		}
		changed([]byte(text))
	}
}

// below is what has a name that begins so, by the rest of it.
func below(all map[string]string, prefix string) map[string]string {
	out := make(map[string]string)
	for name, text := range all {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			out[rest] = text
		}
	}
	return out
}

// sharedKeys shares credentials in a cluster.
type sharedKeys struct{ *etcd.Cluster }

// Put keeps one.
func (s sharedKeys) Put(ctx context.Context, name, text string) error {
	return s.Cluster.Put(ctx, keysOf+name, text)
}

// Exchange takes one away for another.
func (s sharedKeys) Exchange(ctx context.Context, from, to, text string) (bool, error) {
	return s.Cluster.Exchange(ctx, keysOf+from, keysOf+to, text)
}

// Delete takes some away.
func (s sharedKeys) Delete(ctx context.Context, names ...string) (int, error) {
	full := make([]string, len(names))
	for i, name := range names {
		full[i] = keysOf + name
	}
	return s.Cluster.Delete(ctx, full...)
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
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

	away    *away
	doubts  *doubts
	screens wire.Screens // as the start found them
	shelf   *lists.Shelf

	mu   sync.Mutex       // of the files: what is put and what it is here are one
	kept map[string]int64 // by name, the cluster's revision of what was kept here last
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

// open reads the settings. What cannot be read begins anew.
func (c *cabinet) open(log zerolog.Logger) {
	warn := func(err error, told string) {
		if err != nil {
			log.Warn().Err(err).Msg(told)
		}
	}
	var err error
	c.away, err = readAway(c.path(awayFile))
	warn(err, "nothing that was put away stays so")
	c.doubts, err = readDoubts(c.path(doubtsFile))
	warn(err, "what was doubted of lists that were taken is not told again")
	c.away.write, c.doubts.write = c.keep, c.keep
	c.screens, err = readScreens(c.path(screensFile))
	warn(err, "the public screens show the debate as by default")
	columns, err := readColumns(c.path(columnsFile))
	warn(err, "the columns of lists are guessed anew")
	c.shelf = lists.NewShelf(columns, func(columns lists.Columns) error {
		text, err := columnsText(columns)
		if err != nil {
			return err
		}
		return c.keep(c.path(columnsFile), text)
	})
}

// furnish gives the display what is in the folder, and lets it keep it there.
func (c *cabinet) furnish(d *display.Config) {
	d.Screens, d.Lists = c.screens, c.shelf
	d.KeepScreens = func(s wire.Screens) error {
		text, err := screensText(s)
		if err != nil {
			return err
		}
		return c.keep(c.path(screensFile), text)
	}
	d.KeepAway, d.KeepDoubts = c.away.keep, c.doubts.keep
}

// keep writes a file, whole or not at all. What is shared is there for all or for nobody.
func (c *cabinet) keep(path string, text []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cluster != nil {
		ctx, done := context.WithTimeout(context.Background(), shareWait)
		defer done()
		name := filepath.Base(path)
		revision, err := c.cluster.Put(ctx, settingsOf+name, string(text))
		if err != nil {
			return err
		}
		if c.kept == nil {
			c.kept = make(map[string]int64)
		}
		c.kept[name] = revision
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
func (c *cabinet) share(server *display.Server, live *engine.Engine, named *timer.Doubts, log zerolog.Logger) {
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
			c.shelf.Remember(columns)
		}
		refused(columnsFile, err)
	})
	tell := func() { _ = live.DoubtAll(context.Background(), c.doubts.known(named, c.away)) } // where it has ended nobody asks
	c.when(doubtsFile, func(text []byte) {
		refused(doubtsFile, c.doubts.take(text))
		tell()
	})
	c.when(awayFile, func(text []byte) {
		refused(awayFile, c.away.take(text))
		tell()
	})
}

// mirror keeps the folder as it is shared, until ctx ends.
func (c *cabinet) mirror(ctx context.Context, keys *access.Store, log zerolog.Logger) {
	told := false
	for all, err := range c.cluster.Shared(ctx) {
		if err == nil {
			err = keys.Mirror(below(all.Texts, keysOf))
			c.take(below(all.Texts, settingsOf), all.Revision, log)
		}
		if err != nil && !told { // once
			log.Warn().Err(err).Msg("what the controllers share is not up to date here")
		}
		told = err != nil
	}
}

// take takes the settings that a copy of the cluster's revision has otherwise.
func (c *cabinet) take(all map[string]string, revision int64, log zerolog.Logger) {
	for name, changed := range c.changed {
		text, shared := all[name]
		if !shared {
			continue
		}
		newer, err := c.replace(name, text, revision)
		if !newer {
			continue
		}
		if err != nil { // it holds all the same, until the next start
			log.Warn().Err(err).Str("file", c.path(name)).Msg("a setting of the other controller could not be written here")
			changed([]byte(text))
			continue
		}
		// Somebody here may keep another one while this is told: whoever is told last is told
		// what is kept.
		for told := []byte(text); ; {
			changed(told)
			is, err := os.ReadFile(c.path(name))
			if err != nil || bytes.Equal(is, told) {
				break
			}
			told = is
		}
	}
}

// replace keeps the text of a copy, unless it is kept already, or the copy is older than
// what was kept here: then there is nothing newer.
func (c *cabinet) replace(name, text string, revision int64) (newer bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	is, err := os.ReadFile(c.path(name))
	if revision < c.kept[name] || err == nil && bytes.Equal(is, []byte(text)) {
		return false, nil
	}
	return true, access.WriteWhole(c.path(name), []byte(text))
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
	_, err := s.Cluster.Put(ctx, keysOf+name, text)
	return err
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

package program

import (
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

// How many lines of one kind are said in a second before they are a flood, of which one
// line a second is said; and how many kinds are told apart.
const (
	mostOfAKind = 10
	mostKinds   = 256
	floodWindow = time.Second
)

// floods makes of a flood of lines of one kind one line a second, the newest, with how
// many there were: anybody who reaches a door can have a line written.
type floods struct {
	log zerolog.Logger // where the sums are written

	mu    sync.Mutex
	kinds map[kind]*flood
}

func newFloods(log zerolog.Logger) *floods { return &floods{log: log, kinds: make(map[kind]*flood)} }

// kind is what lines have in common that say the same of different things.
type kind struct {
	level zerolog.Level
	words string // up to the first number, name in quotes or address
}

type flood struct {
	since  time.Time // of the window
	said   int       // in this window
	held   int       // in this window, and not said
	newest string    // of those
}

func kindOf(level zerolog.Level, message string) kind {
	if i := strings.IndexAny(message, `0123456789"“[`); i >= 0 {
		message = message[:i]
	}
	return kind{level, message}
}

// Run lets a line pass, or holds it back.
func (f *floods) Run(e *zerolog.Event, level zerolog.Level, message string) {
	if f.holds(level, message) {
		e.Discard()
	}
}

func (f *floods) holds(level zerolog.Level, message string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := time.Now()
	k := kindOf(level, message)
	is := f.kinds[k]
	if is == nil {
		if len(f.kinds) >= mostKinds {
			f.sweep(now)
		}
		if len(f.kinds) >= mostKinds {
			k = kind{level: level} // all others are one
		}
		if is = f.kinds[k]; is == nil {
			is = &flood{since: now}
			f.kinds[k] = is
		}
	}
	if is.held == 0 && now.Sub(is.since) >= floodWindow {
		is.since, is.said = now, 0
	}
	if is.said < mostOfAKind {
		is.said++
		return false
	}
	if is.held == 0 {
		time.AfterFunc(is.since.Add(floodWindow).Sub(now), func() { f.sum(k, is) })
	}
	is.held++
	is.newest = message
	return true
}

// sweep forgets the kinds of which nothing was said for a while.
func (f *floods) sweep(now time.Time) {
	for k, is := range f.kinds {
		if is.held == 0 && now.Sub(is.since) >= floodWindow {
			delete(f.kinds, k)
		}
	}
}

// sum says how many lines there were in the window that has ended. The next one lets none
// pass: it is the same flood, until a second was without it.
func (f *floods) sum(k kind, is *flood) {
	f.mu.Lock()
	times, newest := is.held, is.newest
	is.since, is.held, is.newest = time.Now(), 0, ""
	f.mu.Unlock()
	if times > 0 {
		f.log.WithLevel(k.level).Int("times", times).Msg(newest)
	}
}

package access

import (
	"errors"
	"os"
	"sync"
	"time"
)

// How much is asked of a disk that does not answer.
const (
	diskPatience = time.Second
	mostReads    = 16 // of credentials that nobody has shown before: each that hangs holds a thread
)

// mostRemembered is more credentials than a house has in use.
const mostRemembered = 1024

// errNoAnswer is a disk that hangs.
var errNoAnswer = errors.New("the disk does not answer")

// memory keeps the credentials that were read, for a disk that cannot tell. Only what
// was on the disk is remembered: whoever guesses leaves nothing here.
type memory struct {
	patience time.Duration
	places   chan struct{} // for reading what is not known

	mu    sync.Mutex
	known map[string]*remembered // by the path of the file
}

type remembered struct {
	grant Grant
	used  time.Time
	hangs bool // a read has been under way for longer than patience
}

func newMemory() *memory {
	return &memory{patience: diskPatience, places: make(chan struct{}, mostReads), known: make(map[string]*remembered)}
}

// load returns what is in a file, unless the disk takes too long. A read that hangs
// cannot be ended: its goroutine ends when the disk answers, or with the process. Of a
// credential that is known there is one such at most, and who shows it does not wait
// for it again.
func (m *memory) load(file string) ([]byte, error) {
	patience := time.NewTimer(m.patience)
	defer patience.Stop()
	is := m.get(file)
	switch {
	case is == nil:
		select {
		case m.places <- struct{}{}:
		case <-patience.C:
			return nil, errNoAnswer
		}
	case m.hangs(is):
		return nil, errNoAnswer
	}
	type answer struct {
		text []byte
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		text, err := os.ReadFile(file)
		answered <- answer{text, err}
		if is == nil {
			<-m.places
			return
		}
		m.setHangs(is, false)
	}()
	select {
	case a := <-answered:
		return a.text, a.err
	case <-patience.C:
	}
	if is != nil {
		m.setHangs(is, true)
	}
	select {
	case a := <-answered: // between the two
		if is != nil {
			m.setHangs(is, false)
		}
		return a.text, a.err
	default:
		return nil, errNoAnswer
	}
}

func (m *memory) get(file string) *remembered {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.known[file]
}

func (m *memory) hangs(r *remembered) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return r.hangs
}

func (m *memory) setHangs(r *remembered, hangs bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r.hangs = hangs
}

// put remembers a credential that is on the disk. Where there are too many, the one
// that was not used for longest is forgotten.
func (m *memory) put(file string, g Grant) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if r := m.known[file]; r != nil {
		r.grant, r.used = g, now
		return
	}
	if len(m.known) >= mostRemembered {
		var oldest string
		for path, r := range m.known {
			if oldest == "" || r.used.Before(m.known[oldest].used) {
				oldest = path
			}
		}
		delete(m.known, oldest)
	}
	m.known[file] = &remembered{grant: g, used: now}
}

// forget forgets a credential that is no more.
func (m *memory) forget(file string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.known, file)
}

// recall returns a credential that the disk could not tell of.
func (m *memory) recall(file string) (Grant, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.known[file]
	if r == nil {
		return Grant{}, false
	}
	return r.grant, true
}

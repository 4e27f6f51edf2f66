package access

import (
	"context"
	"sync"
	"time"
)

// How wrong keys and links are answered: each waits, but not more at once than would
// hold connections for nothing. Nobody waits who shows a right one, whatever came from
// the same address before: a guest behind one translator with the chair must not lock
// her out.
const (
	wrongWait      = time.Second
	mostWaiting    = 256
	mostAddresses  = 1000 // that are counted apart between two tellings
	otherAddresses = "others"
)

// WrongTold is what came of wrong keys and links since it was told last.
type WrongTold struct {
	Count     int    // of all
	Addresses int    // from how many
	Most      string // the address of the most
	OfMost    int    // and how many those are
}

// wrong counts wrong answers by address.
type wrong struct {
	mu      sync.Mutex
	tell    func(WrongTold)
	waiting int
	counts  map[string]int
	told    time.Time
}

// TellWrong lets somebody be told of wrong keys and links, at most once a second. It is
// said before the store is used.
func (s *Store) TellWrong(tell func(WrongTold)) { s.wrong.tell = tell }

// Wrong counts a wrong key or link that came from an address, and returns when it may
// be answered, or ctx has ended.
func (s *Store) Wrong(ctx context.Context, address string) {
	if !s.wrong.enter(address) {
		return
	}
	wait := time.NewTimer(wrongWait)
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-ctx.Done():
	}
	s.wrong.leave()
}

// enter counts one, and says whether it is to wait.
func (w *wrong) enter(address string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.counts == nil {
		w.counts = make(map[string]int)
	}
	if _, known := w.counts[address]; !known && len(w.counts) >= mostAddresses {
		address = otherAddresses
	}
	w.counts[address]++
	w.tellNow()
	if w.waiting == mostWaiting {
		return false
	}
	w.waiting++
	return true
}

// leave tells what has come in while one waited.
func (w *wrong) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting--
	w.tellNow()
}

// tellNow tells of what was counted, unless it did so within a second. w.mu is held.
func (w *wrong) tellNow() {
	now := time.Now()
	if len(w.counts) == 0 || !w.told.IsZero() && now.Sub(w.told) < time.Second {
		return
	}
	t := WrongTold{Addresses: len(w.counts)}
	for address, n := range w.counts {
		t.Count += n
		if n > t.OfMost || n == t.OfMost && address < t.Most {
			t.Most, t.OfMost = address, n
		}
	}
	clear(w.counts)
	w.told = now
	if w.tell != nil {
		w.tell(t)
	}
}

package access_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/access"
)

// A flood of wrong answers waits, is told of once a second, and takes no place from a
// right one, which does not come here at all.
func TestWrongAnswersWait(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, dir)
		var told []access.WrongTold
		s.TellWrong(func(w access.WrongTold) { told = append(told, w) })
		began := time.Now()
		s.Wrong(t.Context(), "10.0.0.1")
		if waited := time.Since(began); waited != time.Second || len(told) != 1 || told[0].Count != 1 || told[0].Most != "10.0.0.1" {
			t.Errorf("the first waited %v, told %+v", waited, told)
		}
		told = nil
		var all sync.WaitGroup
		var mu sync.Mutex
		atOnce := 0
		began = time.Now()
		for i := range 1000 {
			all.Go(func() {
				s.Wrong(t.Context(), fmt.Sprint("10.0.0.", min(i%10, 8)))
				if time.Since(began) == 0 {
					mu.Lock()
					defer mu.Unlock()
					atOnce++
				}
			})
		}
		all.Wait()
		if atOnce != 1000-256 || time.Since(began) != time.Second {
			t.Errorf("of 1000 at once %d did not wait; in all %v", atOnce, time.Since(began))
		}
		n, of := 0, 0
		for _, one := range told {
			n, of = n+one.Count, of+one.OfMost
		}
		if len(told) != 2 || n != 1000 || told[1].Addresses != 9 || told[1].Most != "10.0.0.8" {
			t.Errorf("told %+v", told)
		}
		ended, end := context.WithCancel(t.Context())
		end()
		began = time.Now()
		s.Wrong(ended, "10.0.0.1")
		if time.Since(began) != 0 {
			t.Errorf("who has gone was waited for, %v", time.Since(began))
		}
	})
}

// However many addresses there are, what is kept of them is bounded.
func TestWrongAnswersOfManyAddresses(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, dir)
		var last access.WrongTold
		s.TellWrong(func(w access.WrongTold) { last = w })
		gone, end := context.WithCancel(t.Context())
		end()
		for i := range 5000 {
			s.Wrong(gone, fmt.Sprint("address ", i))
		}
		time.Sleep(time.Second)
		s.Wrong(gone, "address 1")
		if last.Addresses > 1001 || last.Count != 5000 || last.Most != "others" {
			t.Errorf("told %+v", last)
		}
	})
}

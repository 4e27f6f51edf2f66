package display

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A disk that hangs costs one goroutine, however many ask, and each is told in time.
func TestTurnOfADiskThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		keys, hangs := make(turn, 1), make(chan struct{})
		var begun atomic.Int32
		for range 5 {
			go func() {
				began := time.Now()
				if keys.has(func() { begun.Add(1); <-hangs }) || time.Since(began) != keysPatience {
					t.Errorf("it was answered after %v", time.Since(began))
				}
			}()
		}
		time.Sleep(time.Minute)
		if n := begun.Load(); n != 1 {
			t.Errorf("%d have asked the disk", n)
		}
		close(hangs)
		synctest.Wait()
		if !keys.has(func() {}) {
			t.Error("the disk answers again, and nobody may ask it")
		}
	})
}

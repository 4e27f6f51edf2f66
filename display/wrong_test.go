package display_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// A right key or link waits for nobody's wrong ones, from whichever address they come.
func TestRightKeyDoesNotWait(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		began := time.Now()
		ended := make(chan struct{})
		const wrong = 20
		for i := range wrong {
			go func() {
				c := call{method: "POST", path: "/api/v1/commands", key: "nobody's", body: `{"id":"x","do":"pause"}`}
				if i%2 == 0 {
					c = signIn(`{"invite":"nobody's"}`)
				}
				if a := h.ask(c); a.status != 401 || time.Since(began) != time.Second {
					t.Errorf("a wrong one is answered %d after %v: %s", a.status, time.Since(began), a.body)
				}
				ended <- struct{}{}
			}()
		}
		synctest.Wait()
		for i := range 3 {
			if a := h.ask(h.post(fmt.Sprintf(`{"id":"%d","do":"note","text":"x"}`, i))); a.status != 200 || time.Since(began) != 0 {
				t.Errorf("the chair is answered %d after %v: %s", a.status, time.Since(began), a.body)
			}
		}
		if a := h.ask(signIn(`{"invite":"` + h.invite() + `"}`)); a.status != 200 || time.Since(began) != 0 {
			t.Errorf("a right link is answered %d after %v: %s", a.status, time.Since(began), a.body)
		}
		for range wrong {
			<-ended
		}
		c := h.welcomed(nil)
		began = time.Now()
		c.send(`{"type":"hello","key":"nobody's"}`)
		c.await("refusal", func(message) bool { return true })
		if waited := time.Since(began); waited != time.Second {
			t.Errorf("on the websocket a wrong key is answered after %v", waited)
		}
		began = time.Now()
		c.send(`{"type":"hello","key":"` + h.chair + `"}`)
		c.await("state", func(m message) bool { return m.Role == "chair" })
		if waited := time.Since(began); waited != 0 {
			t.Errorf("a right one on the websocket is answered after %v", waited)
		}
	})
}

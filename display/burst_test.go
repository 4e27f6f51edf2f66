package display_test

import (
	"fmt"
	"strings"
	"testing"
)

// Who asks much at once and reads all the answers gets them all, in order.
func TestBurstOfQuestions(t *testing.T) {
	h := open(t)
	c := h.welcomed(nil)
	const questions = 300 // far more than may wait unread
	for n := range questions {
		c.send(fmt.Sprintf(`{"type":"sync","t0":%d}`, n))
	}
	for n := range questions {
		if got := c.expect("sync"); !strings.Contains(string(got.text), fmt.Sprintf(`"t0":%d,`, n)) {
			t.Fatalf("answer %d is %s", n, got.text)
		}
	}
}

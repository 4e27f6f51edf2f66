package link

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/wire"
)

// twoControllers are those of one room, as a client reaches them.
type twoControllers struct {
	*bubble
	ends map[string]*wires
	runs map[string]string // of who answers at an address
}

func inTwo(t *testing.T, act func(*twoControllers)) {
	t.Helper()
	two := &twoControllers{ends: make(map[string]*wires), runs: map[string]string{"one": "r1", "two": "r2"}}
	inBubble(t, []string{"one", "two"}, func(_ int, address string) (Conn, error) {
		if two.runs[address] == "" {
			return nil, errGone
		}
		two.ends[address] = newWires()
		return two.ends[address], nil
	}, func(b *bubble) {
		two.bubble = b
		act(two)
	})
}

func (b *twoControllers) say(address, text string) {
	b.mu.Lock()
	end := b.ends[address]
	b.mu.Unlock()
	end.in <- text
	synctest.Wait()
}

func (b *twoControllers) leads(address string, lead int) {
	b.say(address, fmt.Sprintf(`{"type":"hello","protocol":"rostrum.v1","run":%q,"boot":"A","lead":%d}`, b.runs[address], lead))
}

func (b *twoControllers) standsBy(address string) {
	b.say(address, fmt.Sprintf(`{"type":"hello","protocol":"rostrum.v1","run":%q,"boot":"B","standby":true}`, b.runs[address]))
}

func (b *twoControllers) course(address string, lead, rev int) {
	b.say(address, fmt.Sprintf(`{"type":"course","lead":%d,"rev":%d}`, lead, rev))
}

// heard is what came of it, in brief.
func (b *twoControllers) heard() (out []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		switch {
		case e.Connected != nil:
			out = append(out, fmt.Sprint("obeys ", e.Connected.Controller, " ", e.Connected.Hello.Lead))
		case e.Course != nil:
			out = append(out, fmt.Sprint("course ", e.Course.Lead, " ", e.Course.Rev))
		case e.Lost != nil && e.Lost.Other:
			out = append(out, "lost the other")
		case e.Lost != nil:
			out = append(out, "lost "+e.Lost.Controller)
		}
	}
	return out
}

func (b *twoControllers) want(t *testing.T, want ...string) {
	t.Helper()
	if got := b.heard(); !slices.Equal(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
}

// A connection to both is kept, so that the word of a new lead is heard at once, and before
// the old one is silent; what the old one says then is not heeded.
func TestClientOfTwo(t *testing.T) {
	inTwo(t, func(b *twoControllers) {
		b.leads("one", 5)
		b.standsBy("two")
		b.course("one", 5, 1)
		for range 10 { // both are there, and say nothing new
			time.Sleep(time.Second)
			b.say("one", `{"type":"sync"}`)
			b.say("two", `{"type":"sync"}`)
		}
		b.want(t, "obeys one 5", "course 5 1")
		for _, end := range b.ends {
			if kinds := end.kinds(); !slices.Contains(kinds, "hello") || !slices.Contains(kinds, "status") {
				t.Errorf("a controller is told %q", kinds)
			}
		}
		b.course("two", 9, 2)
		b.Report(wire.Report{Seat: "7"})
		time.Sleep(time.Millisecond)
		if !slices.Contains(b.ends["two"].kinds(), "report") || slices.Contains(b.ends["one"].kinds(), "report") {
			t.Error("a report does not go to who leads")
		}
		b.course("one", 5, 3)
		b.want(t, "obeys one 5", "course 5 1", "obeys two 9", "course 9 2", "lost the other")
	})
}

// The one that leads is gone before the other one leads: meanwhile nobody is obeyed.
func TestClientBetweenTwo(t *testing.T) {
	inTwo(t, func(b *twoControllers) {
		b.standsBy("one")
		b.leads("two", 5)
		b.runs["two"] = ""
		_ = b.ends["two"].Close()
		time.Sleep(time.Second)
		b.course("one", 6, 1)
		want := []string{"obeys two 5", "lost two"}
		got := b.heard()
		if len(got) < 4 || !slices.Equal(got[:2], want) || !slices.Equal(got[len(got)-2:], []string{"obeys one 6", "course 6 1"}) {
			t.Errorf("heard %q", got)
		}
	})
}

// The one that leads stands by, still connected, and no other leads: what it has said is
// nobody's any more, as where the link is lost, until one of them leads again.
func TestWhoIsObeyedStandsBy(t *testing.T) {
	inTwo(t, func(b *twoControllers) {
		b.standsBy("one")
		b.leads("two", 5)
		b.course("two", 5, 1)
		b.standsBy("two")
		b.standsBy("one")
		b.want(t, "obeys two 5", "course 5 1", "lost two")
		b.course("two", 7, 2)
		b.want(t, "obeys two 5", "course 5 1", "lost two", "obeys two 7", "course 7 2")
	})
}

// One controller that is known by two addresses is greeted once: a second connection of an
// agent would end the first.
func TestClientOfOneTwice(t *testing.T) {
	inTwo(t, func(b *twoControllers) {
		b.runs["two"] = "r1"
		b.leads("one", 5)
		b.leads("two", 5)
		time.Sleep(Silence / 2)
		if kinds := b.ends["two"].kinds(); slices.Contains(kinds, "hello") {
			t.Errorf("by its second address it is told %q", kinds)
		}
		if n := len(b.called()); n != 2 {
			t.Errorf("%d calls", n)
		}
		b.want(t, "obeys one 5", "lost the other")
	})
}

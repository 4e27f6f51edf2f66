package testbed_test

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// parrot answers each line with the same one.
func parrot(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				_, _ = io.Copy(c, c)
				_ = c.Close()
			}()
		}
	}()
	return l.Addr().String()
}

// caller is somebody at the near end of a cable.
type caller struct {
	*testing.T
	net.Conn
	heard chan string // closed when the cable is cut
}

func call(t *testing.T, r *testbed.Relay) *caller {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(r.Address(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	one := &caller{t, c, make(chan string, 10)}
	go func() {
		defer close(one.heard)
		for lines := bufio.NewScanner(c); lines.Scan(); {
			one.heard <- lines.Text()
		}
	}()
	return one
}

func (c *caller) say(line string) {
	c.Helper()
	if _, err := io.WriteString(c, line+"\n"); err != nil {
		c.Fatal(err)
	}
}

func (c *caller) hears(want string) {
	c.Helper()
	select {
	case line := <-c.heard:
		if line != want {
			c.Errorf("heard %q, not %q", line, want)
		}
	case <-time.After(testbed.Patience):
		c.Fatalf("never heard %q", want)
	}
}

func TestRelay(t *testing.T) {
	r := testbed.NewRelay(t, parrot(t))
	near := call(t, r)
	near.say("one")
	near.hears("one")

	r.Hold(true)
	near.say("two")
	select {
	case line := <-near.heard:
		t.Errorf("held, and %q got through", line)
	default: // what is on its way waits: it is heard below, after nothing else
	}
	r.Hold(false)
	near.hears("two")

	r.Strand()
	near.say("three")
	other := call(t, r)
	other.say("four")
	other.hears("four")
	if n := len(r.Heard()); n != 3 {
		t.Errorf("in contact %d times: %v", n, r.Heard())
	}

	r.Cut()
	near.hears("") // the end
	other.hears("")
	r.Swap("cat", "dog")
	third := call(t, r)
	third.say("a cat")
	third.hears("a dog")

	r.Sever(true)
	third.hears("")
	r.Sever(false)
	r.Swap("", "")
	r.To(parrot(t))
	fourth := call(t, r)
	fourth.say("a cat")
	fourth.hears("a cat")
	if all := r.Heard(); all[len(all)-1].To.Before(all[len(all)-1].From) {
		t.Errorf("contact %+v", all)
	}
}

package display_test

import (
	"bufio"
	"io"
	"net"
	"testing"
	"time"
)

// A connection is closed with one word, whoever of the two says it first, and though both
// say it at once: a browser takes a second one for a fault.
func TestOneFarewell(t *testing.T) {
	goodbye := []byte{0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8} // 1000, masked with nothing
	for _, c := range []struct {
		name string
		ends bool // the controller, at the same moment
	}{
		{"the page leaves", false},
		{"its session is ended as it leaves", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, h *house) {
				secret := h.session()
				conn, err := h.door.dial()
				if err != nil {
					t.Fatal(err)
				}
				from := bufio.NewReader(conn)
				if err := shakeHands(conn, from, "Cookie: rostrum="+secret+"\r\n"); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Second)
				if c.ends {
					if a := h.ask(call{method: "DELETE", path: "/api/v1/session", header: map[string]string{"Cookie": "rostrum=" + secret}}); a.status != 204 {
						t.Fatalf("signing out: %d", a.status)
					}
				}
				if _, err := conn.Write(goodbye); err != nil && !c.ends {
					t.Fatal(err)
				}
				if n := farewells(t, conn, from); n != 1 {
					t.Errorf("%d frames close the connection", n)
				}
			})
		})
	}
}

// farewells counts the frames that close a connection, to its end.
func farewells(t *testing.T, conn net.Conn, from *bufio.Reader) (n int) {
	t.Helper()
	if err := conn.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	for {
		head := make([]byte, 2)
		if _, err := io.ReadFull(from, head); err != nil {
			return n
		}
		size := int64(head[1])
		if long := map[int64]int{126: 2, 127: 8}[size]; long > 0 {
			size = 0
			for range long {
				b, err := from.ReadByte()
				if err != nil {
					return n
				}
				size = size<<8 | int64(b)
			}
		}
		if head[0] == 0x88 {
			n++
		}
		if _, err := io.CopyN(io.Discard, from, size); err != nil {
			return n
		}
	}
}

package display_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

func TestStopSaysGoodbyeAndReturns(t *testing.T) {
	h := open(t)
	clients := []*client{h.welcomed(nil), h.welcomed(withKey(h.chair)), h.welcomed(withKey(h.light))}
	if err := h.close(); err != nil {
		t.Errorf("Run returned %v", err)
	}
	for _, c := range clients {
		if code := c.closed(); code != wire.CloseGoingAway {
			t.Errorf("closed with %d", code)
		}
	}
	if c, err := h.door.dial(); err == nil {
		_ = c.Close()
		t.Error("the door is still open")
	}
}

// In a bubble a goroutine that is left would end the test; here none of the
// clients takes its farewell, and one has a request under way.
func TestStopDoesNotWaitForWhoDoesNotListen(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		var clients []*client
		for range 5 {
			clients = append(clients, h.welcomed(nil)) // and reads no more
		}
		time.Sleep(2 * time.Second) // a tick waits in each pipe
		begun := time.Now()
		if err := h.close(); err != nil {
			t.Errorf("Run returned %v", err)
		}
		if d := time.Since(begun); d > 2*time.Second {
			t.Errorf("it took %v", d)
		}
		for _, c := range clients {
			if code := c.closed(); code == wire.CloseSilent {
				t.Errorf("closed with %d", code)
			}
		}
	})
}

func TestStopDoesNotWaitForTheDisk(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c := h.welcomed(withKey(h.chair))
		h.recorder.Set(time.Minute, false)
		c.send(`{"type":"do","id":"a","do":"close-list"}`)
		synctest.Wait()
		begun := time.Now()
		if err := h.close(); err != nil {
			t.Errorf("Run returned %v", err)
		}
		if d := time.Since(begun); d > 2*time.Second {
			t.Errorf("it took %v", d)
		}
		h.endAll()
		time.Sleep(time.Minute) // the journal's goroutine ends with its write
	})
}

func TestNoGoroutineIsLeft(t *testing.T) {
	dir := t.TempDir()
	before := runtime.NumGoroutine()
	h := openAt(t, newTCPDoor(t), dir)
	h.speak()
	var clients []*client
	for range 20 {
		clients = append(clients, h.welcomed(nil))
	}
	for _, c := range clients[:10] {
		if err := c.ws.Close(); err != nil {
			t.Error(err)
		}
	}
	h.ask(get("/"))
	h.endAll()
	for _, c := range clients[10:] {
		c.closed()
	}
	// Run has returned: what is left of a goroutine is its last instruction.
	for begun := time.Now(); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Since(begun) > patience {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// A listener that fails is a failure of the server, which leaves nobody behind:
// neither a websocket nor a browser that keeps its connection.
func TestListenerThatFailsEndsTheServer(t *testing.T) {
	h := open(t)
	c := h.welcomed(nil)
	kept, err := h.door.dial()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = kept.Close() }()
	if _, err := fmt.Fprintf(kept, "GET /api/v1/state HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	from := bufio.NewReader(kept)
	response, err := http.ReadResponse(from, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	if err := h.door.Close(); err != nil {
		t.Fatal(err)
	}
	if code := c.closed(); code != wire.CloseGoingAway {
		t.Errorf("the websocket was closed with %d", code)
	}
	if err := kept.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, err := from.ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("the kept connection: %v", err)
	}
	if err := h.close(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Run returned %v", err)
	}
}

func TestEngineThatStopsEndsTheSockets(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c := h.welcomed(nil)
		h.stopEngine()
		if code := c.closed(); code != wire.CloseGoingAway {
			t.Errorf("closed with %d", code)
		}
		a := h.ask(h.post(`{"id":"a","do":"close-list"}`))
		if e := a.refusal(); a.status != 503 || e.Code != wire.NotSaved || strings.Contains(e.Message, "timer:") {
			t.Errorf("got %d %+v", a.status, e)
		}
	})
}

// A peer of plain TCP that stops reading: its kernel takes what it can, and the
// others get every tick and state.
func TestPeerThatDoesNotReadDelaysNobody(t *testing.T) {
	h := open(t)
	deaf, err := h.door.dial()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = deaf.Close() }()
	if err := deaf.(*net.TCPConn).SetReadBuffer(4096); err != nil {
		t.Fatal(err)
	}
	_, err = fmt.Fprintf(deaf, "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReaderSize(deaf, 16).ReadString('\n')
	if err != nil || !strings.Contains(line, "101") {
		t.Fatalf("got %q, %v", line, err)
	}
	c := h.welcomed(nil)
	// 300 states are more than the buffers of such a socket take.
	for range 150 {
		h.do(timer.CloseList{})
		c.await("state", func(m message) bool { return m.Rev == h.rev() })
		h.do(timer.ReopenList{})
		c.await("state", func(m message) bool { return m.Rev == h.rev() })
	}
	c.await("tick", func(message) bool { return true })
}

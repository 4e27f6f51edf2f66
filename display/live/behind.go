package live

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
)

// maxReplies is how many answers may wait for a reader who does not read them.
const maxReplies = 64

// news is what a connection is to be told: the newest state and tick, never a queue of
// them.
type news struct {
	course  []byte // frames, as the five others
	hello   []byte // for who asks only who leads
	screens []byte
	update  []byte // for an agent: the machine is to be upgraded
	tick    []byte
	close   []byte
	state   *mail          // whose state is to be told, or nil
	seats   *wire.SeatsNow // to be told, or nil
	fully   bool           // of seats also what is something else each second
	ping    bool
	out     chan<- struct{} // told when this has been written; it has room
}

// add makes one of what waits and of what is new.
func (n *news) add(more news) {
	for _, one := range []struct {
		of    *[]byte
		newer []byte
	}{{&n.course, more.course}, {&n.hello, more.hello}, {&n.screens, more.screens}, {&n.update, more.update}, {&n.tick, more.tick}, {&n.close, more.close}} {
		if one.newer != nil {
			*one.of = one.newer
		}
	}
	if more.state != nil {
		n.state = more.state
	}
	if more.seats != nil {
		n.seats, n.fully = more.seats, n.fully || more.fully
	}
	if more.out != nil {
		n.out = more.out
	}
	n.ping = n.ping || more.ping
}

// pingFrame asks the other side whether it lives.
var pingFrame = frame(websocket.PingMessage, nil)

// mostFrames is how many frames news can make.
const mostFrames = 9

// frames appends what has to be written, in order. What the reader is told is taken
// down: it is written after what it was told before, or the connection ends.
func (c *conn) frames(n *news, out [][]byte) [][]byte {
	for _, f := range [...][]byte{n.course, n.hello, n.screens, c.stateOf(n.state), c.seatsOf(n.seats, n.fully), n.update, n.tick} {
		if f != nil {
			out = append(out, f)
		}
	}
	if n.ping {
		out = append(out, pingFrame)
	}
	if n.close != nil {
		out = append(out, n.close)
	}
	return out
}

// little is how many bytes are copied rather than written by themselves.
const little = 4 << 10

// together makes one of several small frames: to write costs more than to copy.
func together(frames [][]byte) [][]byte {
	size := 0
	for _, f := range frames {
		size += len(f)
	}
	if len(frames) > 1 && size <= little {
		frames[0] = bytes.Join(frames, nil)
		return frames[:1]
	}
	return frames
}

// behind is what waits for a reader that did not take all at once.
type behind struct {
	frames  [][]byte // the rest of what was begun, and answers, in order
	answers int
	room    chan struct{} // an answer was taken
	news    news
}

// tell sends news, or keeps them for a reader that is behind. c.mu is held.
func (c *conn) tell(n news) {
	if c.gone {
		if n.out != nil {
			n.out <- struct{}{}
		}
		return
	}
	if c.behind != nil {
		if c.behind.news.out != nil && n.out != nil {
			c.behind.news.out <- struct{}{} // nobody waits for it twice
		}
		c.behind.news.add(n)
		return
	}
	var room [mostFrames][]byte // not of the heap: a tick is told ten thousand times
	frames := together(c.frames(&n, room[:0]))
	for i, f := range frames {
		sent, err := c.line.try(f)
		if err == nil && sent == len(f) {
			continue
		}
		if err != nil && err != errBusy { //nolint:errorlint // it is ours, and bare
			c.abandon()
			break
		}
		frames[i] = f[sent:]
		c.fallBehind(frames[i:], n.out, n.close != nil)
		return
	}
	if n.out != nil {
		n.out <- struct{}{}
	}
	if n.close != nil {
		c.abandon()
	}
}

// fallBehind leaves frames to a goroutine. c.mu is held.
func (c *conn) fallBehind(frames [][]byte, out chan<- struct{}, last bool) {
	c.behind = &behind{frames: slices.Clone(frames), room: make(chan struct{}, 1)}
	c.hub.conns.Add(1) // the reader's own is still counted
	go c.catchUp(out, last)
}

// catchUp writes what waits until nothing does. Where that fails, the connection is
// closed, and whatever comes is kept from the line.
func (c *conn) catchUp(out chan<- struct{}, last bool) {
	defer c.hub.conns.Done()
	for {
		frames, more := c.waiting(&out, &last)
		if !more {
			return
		}
		for _, f := range frames {
			if err := c.line.write(f); err != nil {
				last = true
				break
			}
		}
		if out != nil {
			out <- struct{}{}
			out = nil
		}
		if last {
			c.abandon()
			return
		}
	}
}

// waiting takes what is to be written next: what was begun and answers first.
func (c *conn) waiting(out *chan<- struct{}, last *bool) (frames [][]byte, more bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.behind
	frames = b.frames
	if len(frames) == 0 {
		n := b.news
		b.news = news{}
		frames, *out, *last = c.frames(&n, nil), n.out, n.close != nil
	}
	b.frames, b.answers = nil, 0
	if len(frames) == 0 {
		c.behind = nil
		if *out != nil {
			*out <- struct{}{}
		}
		return nil, false
	}
	select {
	case b.room <- struct{}{}:
	default:
	}
	return frames, true
}

// reply sends an answer to this client only. Who asks faster than it reads waits
// for room; who does not read at all is closed.
func (c *conn) reply(message any) {
	if f := encode(message); f != nil {
		c.answerFrame(f)
	}
}

func (c *conn) answerFrame(f []byte) {
	var patience <-chan time.Time
	for {
		room := c.sendAnswer(f)
		if room == nil {
			return
		}
		if patience == nil {
			timer := time.NewTimer(writeWait)
			defer timer.Stop()
			patience = timer.C
		}
		select {
		case <-room:
		case <-c.ctx.Done():
			return
		case <-patience:
			c.close(wire.CloseSlow, "answers were not read")
			return
		}
	}
}

// sendAnswer sends an answer, or lets it wait; where too many do, it returns what says
// that there is room.
func (c *conn) sendAnswer(f []byte) (room <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b := c.behind; b != nil && b.answers >= maxReplies {
		return b.room
	}
	c.push(f)
	return nil
}

// push sends a frame after what waits. c.mu is held.
func (c *conn) push(f []byte) {
	if c.gone {
		return
	}
	if b := c.behind; b != nil {
		b.frames, b.answers = append(b.frames, f), b.answers+1
		return
	}
	switch n, err := c.line.try(f); {
	case err != nil && err != errBusy: //nolint:errorlint // it is ours, and bare
		c.abandon()
	case n < len(f):
		c.fallBehind([][]byte{f[n:]}, nil, false)
	}
}

// close says why, and then ends. Whoever says it first says it, this side or the other one,
// which is answered with its own code: a browser takes a second word for a fault.
func (c *conn) close(code int, text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	c.closed = true
	c.tell(news{close: frame(websocket.CloseMessage, websocket.FormatCloseMessage(code, text))})
}

// encode makes a frame of a message. The messages are plain values of this program, so
// that encoding cannot fail; if it did, there would be nothing to send.
func encode(message any) []byte {
	text, err := json.Marshal(message)
	if err != nil {
		return nil
	}
	return frame(websocket.TextMessage, text)
}

package link

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
)

// The pace of a connection. The controller keeps the same one.
const (
	Heartbeat = time.Second
	Silence   = 3 * time.Second // after which a link is dead
)

// How long it is until the next attempt. An attempt follows at a random moment
// before the one named, so that a room full of agents does not knock in step.
const (
	firstWait   = 250 * time.Millisecond
	longestWait = 10 * time.Second
	takenWait   = 30 * time.Second // another agent drives the seat
	leastTaken  = 5 * time.Second
)

// burst is how many sync exchanges are made at once when a connection begins.
const (
	burst    = 8
	burstGap = 50 * time.Millisecond
)

// outgoing is how many reports may wait for the socket. A status repeats what the
// lights show, so that one that is lost misleads nobody for longer than a second.
const outgoing = 64

// Config is what a client is made of.
type Config struct {
	// Controllers are addresses, tried in order, one at a time. Once one of them says that it
	// is one of several who could lead, a connection to each is kept: so the word of a new
	// lead is heard without anybody's silence.
	Controllers []string
	Dial        Dialer             // how one is reached
	Agent       wire.Agent         // who is calling
	Status      func() wire.Status // said once a second. nil: it is no agent, and only asks what the clock reads
	Since       time.Time          // origin of the local clock in exchanges
	// Event is called for everything that happens, one at a time. It must not wait for who
	// waits for the client.
	Event func(context.Context, Event)
}

// Dialer opens a connection to the controller at an address.
type Dialer func(ctx context.Context, address string) (Conn, error)

// Conn is a connection that carries messages. Read is called by one goroutine,
// Write by one other; Close ends both.
type Conn interface {
	Read() ([]byte, error)
	Write([]byte) error
	Close() error
}

// Event is one thing that happened to the link; exactly one field is set.
type Event struct {
	Connected *Connected
	Course    *wire.Course
	Exchange  *Exchange
	Update    *wire.Update // the machine is to be upgraded
	Refused   *wire.Error  // a message of this client
	Lost      *Lost
}

// Connected is a controller that has answered, and is obeyed from now on.
type Connected struct {
	Controller string
	Hello      wire.Hello
}

// Exchange is a sync exchange with a controller's clock.
type Exchange struct {
	wire.Exchange
	Boot string
}

// Lost is a connection that has ended, or could not be made.
type Lost struct {
	Controller string
	Err        error
	Code       int           // with which the controller closed it, or zero
	Was        bool          // there was one
	Other      bool          // another controller is obeyed meanwhile
	Again      time.Duration // until the next attempt
}

// Client keeps in touch.
type Client struct {
	Config
	lines  []*line
	obeyed atomic.Pointer[line] // whose word counts, or nil

	mu      sync.Mutex // of Run
	lead    int64      // the highest that was heard, of any controller
	several bool       // there are controllers of which one leads
}

// line is one of the controllers.
type line struct {
	address string
	out     chan []byte // what is to be said to it
	run     string      // that has answered, while it is connected
}

// New returns a client that has not been started.
func New(c Config) (*Client, error) {
	switch {
	case len(c.Controllers) == 0:
		return nil, errors.New("link: there is no controller to call")
	case c.Dial == nil || c.Event == nil:
		return nil, errors.New("link: a client needs a way to call, and somebody to tell")
	}
	client := &Client{Config: c}
	for _, address := range c.Controllers {
		client.lines = append(client.lines, &line{address: address, out: make(chan []byte, outgoing)})
	}
	return client, nil
}

// Report says what a light did, to the controller that is obeyed. It never blocks: without
// a link, or where too much is said at once, it is lost.
func (c *Client) Report(r wire.Report) { c.say(wire.EncodeReport(r)) }

// Talk says what a contact did; otherwise as Report.
func (c *Client) Talk(t wire.Talk) { c.say(wire.EncodeTalk(t)) }

// Machine says how the machine does; otherwise as Report.
func (c *Client) Machine(m wire.Machine) { c.say(wire.EncodeMachine(m)) }

func (c *Client) say(text []byte, err error) {
	to := c.obeyed.Load()
	if err != nil || to == nil {
		return
	}
	select {
	case to.out <- text:
	default:
	}
}

// Run calls until ctx ends.
func (c *Client) Run(ctx context.Context) error {
	var rest sync.WaitGroup
	defer rest.Wait()
	failed := 0 // attempts in a row
	for n := 0; ctx.Err() == nil; {
		l := c.lines[n%len(c.lines)]
		alone := true
		lost := c.call(ctx, l, func() {
			if !c.several {
				c.several = true
				c.keepOthers(ctx, l, &rest)
			}
			alone = false
		})
		if !alone {
			c.lost(ctx, l, lost, 0)
			c.keep(ctx, l)
			break
		}
		if lost.Was {
			failed = 0
		}
		rounds := failed / len(c.lines)
		if !lost.Was { // one that was lost is tried again before another one
			failed++
			n++
		}
		if !lost.Was && n%len(c.lines) != 0 {
			lost.Again = 0 // the next one at once: somebody may be there
		} else {
			lost.Again = wait(lost, rounds)
		}
		c.tellLost(ctx, l, lost)
		pause(ctx, lost.Again)
	}
	return nil
}

// keepOthers begins to call the other controllers.
func (c *Client) keepOthers(ctx context.Context, but *line, rest *sync.WaitGroup) {
	for _, l := range c.lines {
		if l != but {
			rest.Go(func() { c.keep(ctx, l) })
		}
	}
}

// keep calls one of several controllers until ctx ends.
func (c *Client) keep(ctx context.Context, l *line) {
	for failed := 0; ctx.Err() == nil; failed++ {
		lost := c.call(ctx, l, func() {})
		if lost.Was {
			failed = 0
		}
		c.lost(ctx, l, lost, failed)
	}
}

// lost tells that a connection has ended, and waits until the next attempt.
func (c *Client) lost(ctx context.Context, l *line, lost *Lost, rounds int) {
	lost.Again = wait(lost, rounds)
	c.tellLost(ctx, l, lost)
	pause(ctx, lost.Again)
}

func (c *Client) tellLost(ctx context.Context, l *line, lost *Lost) {
	if ctx.Err() != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	l.run = ""
	c.obeyed.CompareAndSwap(l, nil)
	lost.Other = c.obeyed.Load() != nil
	c.Event(ctx, Event{Lost: lost})
}

// wait returns how long to stay away.
func wait(lost *Lost, rounds int) time.Duration {
	if errors.Is(lost.Err, errSame) {
		return longestWait
	}
	switch lost.Code {
	case wire.CloseTaken:
		return leastTaken + rand.N(takenWait-leastTaken)
	case wire.CloseRevoked:
		return longestWait/2 + rand.N(longestWait/2)
	}
	return rand.N(min(longestWait, firstWait<<min(rounds, 10)))
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// call makes one connection and keeps it until it ends. clusters is called each time that
// the controller says that it is one of several.
func (c *Client) call(ctx context.Context, l *line, clusters func()) *Lost {
	dialing, cancel := context.WithTimeout(ctx, Silence)
	conn, err := c.Dial(dialing, l.address)
	cancel()
	if err != nil {
		return &Lost{Controller: l.address, Err: err}
	}
	s := newSession(c, conn, l, clusters)
	err = s.run(ctx)
	lost := &Lost{Controller: l.address, Err: err, Was: s.answered}
	if closed := (*websocket.CloseError)(nil); errors.As(err, &closed) {
		lost.Code = closed.Code
	}
	return lost
}

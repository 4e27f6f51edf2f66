package link

import (
	"context"
	"errors"
	"math/rand/v2"
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
	standbyWait = time.Second      // it may lead soon
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
	Controllers []string                     // addresses, tried in order, one at a time
	Dial        Dialer                       // how one is reached
	Agent       wire.Agent                   // who is calling
	Status      func() wire.Status           // said once a second; called by Run. nil: it is no agent, and only asks what the clock reads
	Since       time.Time                    // origin of the local clock in exchanges
	Event       func(context.Context, Event) // called by Run for everything that happens
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

// Connected is a controller that has answered.
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
	Again      time.Duration // until the next attempt
}

// Client keeps in touch.
type Client struct {
	Config
	out  chan []byte
	lead int64 // of Run: the highest that was heard, of any controller
}

// New returns a client that has not been started.
func New(c Config) (*Client, error) {
	switch {
	case len(c.Controllers) == 0:
		return nil, errors.New("link: there is no controller to call")
	case c.Dial == nil || c.Event == nil:
		return nil, errors.New("link: a client needs a way to call, and somebody to tell")
	}
	return &Client{Config: c, out: make(chan []byte, outgoing)}, nil
}

// Report says what a light did. It never blocks: without a link, or where too much
// is said at once, it is lost.
func (c *Client) Report(r wire.Report) { c.say(wire.EncodeReport(r)) }

// Talk says what a contact did; otherwise as Report.
func (c *Client) Talk(t wire.Talk) { c.say(wire.EncodeTalk(t)) }

// Machine says how the machine does; otherwise as Report.
func (c *Client) Machine(m wire.Machine) { c.say(wire.EncodeMachine(m)) }

func (c *Client) say(text []byte, err error) {
	if err != nil {
		return
	}
	select {
	case c.out <- text:
	default:
	}
}

// Run calls until ctx ends.
func (c *Client) Run(ctx context.Context) error {
	failed := 0 // attempts in a row
	for n := 0; ctx.Err() == nil; {
		address := c.Controllers[n%len(c.Controllers)]
		lost := c.call(ctx, address)
		if ctx.Err() != nil {
			return nil
		}
		if lost.Was {
			failed = 0
		}
		lost.Again = wait(lost, failed/len(c.Controllers))
		if !lost.Was { // one that was lost is tried again before another one
			failed++
			n++
			if n%len(c.Controllers) != 0 {
				lost.Again = 0 // the next one at once: somebody may be there
			}
		}
		c.Event(ctx, Event{Lost: lost})
		pause(ctx, lost.Again)
	}
	return nil
}

// wait returns how long to stay away.
func wait(lost *Lost, rounds int) time.Duration {
	if errors.Is(lost.Err, ErrStandby) {
		return rand.N(standbyWait)
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

// call makes one connection and keeps it until it ends.
func (c *Client) call(ctx context.Context, address string) *Lost {
	dialing, cancel := context.WithTimeout(ctx, Silence)
	conn, err := c.Dial(dialing, address)
	cancel()
	if err != nil {
		return &Lost{Controller: address, Err: err}
	}
	s := newSession(c, conn, address)
	err = s.run(ctx)
	lost := &Lost{Controller: address, Err: err, Was: s.answered}
	if closed := (*websocket.CloseError)(nil); errors.As(err, &closed) {
		lost.Code = closed.Code
	}
	return lost
}

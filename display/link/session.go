package link

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// ErrSilent is a controller that says nothing any more.
var ErrSilent = fmt.Errorf("link: the controller has said nothing for %v", Silence)

// ErrOverruled is a controller that led the room before another one, which was heard
// already: what it says is over.
var ErrOverruled = errors.New("link: another controller leads the room by now")

// ErrStandsBy is a controller that has led, and is still connected.
var ErrStandsBy = errors.New("link: the controller does not lead any more, and no other is heard of that does")

// errSame is a controller that is connected by another of its addresses.
var errSame = errors.New("link: this controller is connected already, by another address")

// session is one connection.
type session struct {
	*Client
	conn     Conn
	line     *line
	clusters func()     // called where the controller is one of several
	hello    wire.Hello // that began it
	greeted  bool
	answered bool
	asked    map[float64]time.Duration // sync questions under way: t0 -> when
	left     int                       // exchanges of the burst
}

func newSession(c *Client, conn Conn, l *line, clusters func()) *session {
	return &session{Client: c, conn: conn, line: l, clusters: clusters, asked: make(map[float64]time.Duration), left: burst}
}

// heard is a message, and when it came on the local clock.
type heard struct {
	text []byte
	at   time.Duration
	err  error
}

// run speaks and listens until the connection ends, and says why it did.
func (s *session) run(ctx context.Context) error {
	messages := make(chan heard)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.read(ctx, messages)
	}()
	defer func() {
		_ = s.conn.Close() // also ends the reader
		for {
			select {
			case <-messages:
			case <-ended:
				return
			}
		}
	}()

	s.drop() // what was said to nobody is not said late
	if err := s.begin(); err != nil {
		return err
	}
	beat := time.NewTicker(Heartbeat)
	defer beat.Stop()
	again := time.NewTimer(burstGap)
	defer again.Stop()
	silence := time.NewTimer(Silence)
	defer silence.Stop()
	for {
		var err error
		select {
		case m := <-messages:
			silence.Reset(Silence)
			if err = m.err; err == nil {
				err = s.handOn(ctx, m)
			}
		case text := <-s.line.out:
			err = s.conn.Write(text)
		case <-beat.C:
			err = s.beat()
		case <-again.C:
			if s.left--; s.left > 0 {
				err = s.sync()
				again.Reset(burstGap)
			}
		case <-silence.C:
			err = ErrSilent
		case <-ctx.Done():
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
	}
}

func (s *session) read(ctx context.Context, messages chan<- heard) {
	for {
		text, err := s.conn.Read()
		m := heard{text: text, at: time.Since(s.Since), err: err}
		select {
		case messages <- m:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

// drop forgets what was to be said while there was no link.
func (s *session) drop() {
	for {
		select {
		case <-s.line.out:
		default:
			return
		}
	}
}

// begin says who is calling, and asks for the clock. Where another controller is connected
// this may be the same one, by another address, to which a second connection of the same
// agent is the first one come back: it is greeted when it has said who it is.
func (s *session) begin() error {
	s.mu.Lock()
	alone := !s.several
	s.mu.Unlock()
	if alone {
		if err := s.greet(); err != nil {
			return err
		}
	}
	return s.sync()
}

func (s *session) greet() error {
	if s.Status == nil || s.greeted {
		return nil
	}
	s.greeted = true
	text, err := wire.EncodeHello(s.Agent)
	if err == nil {
		err = s.conn.Write(text)
	}
	return err
}

func (s *session) beat() error {
	if s.Status == nil || !s.greeted {
		return s.sync()
	}
	s.mu.Lock()
	status := s.Status()
	status.Lead = s.lead
	text, err := wire.EncodeStatus(status)
	s.mu.Unlock()
	if err == nil {
		err = s.conn.Write(text)
	}
	return errors.Join(err, s.sync())
}

// sync asks what the controller's clock reads. A question that is never answered
// is forgotten.
func (s *session) sync() error {
	now := time.Since(s.Since)
	for t0, at := range s.asked {
		if now-at > Silence {
			delete(s.asked, t0)
		}
	}
	t0 := float64(now) / float64(time.Millisecond)
	s.asked[t0] = now
	text, err := wire.EncodeSync(t0)
	if err == nil {
		err = s.conn.Write(text)
	}
	return err
}

// handOn hands on what the controller says. What cannot be understood hurts nobody.
func (s *session) handOn(ctx context.Context, m heard) error {
	a, err := wire.ParseAnswer(m.text)
	if err != nil {
		return nil //nolint:nilerr // a newer controller may say what is not known here
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case a.Hello != nil:
		return s.meet(ctx, *a.Hello)
	case a.Course != nil:
		if err := s.obey(ctx, a.Course.Lead); err != nil {
			return err
		}
		s.Event(ctx, Event{Course: a.Course})
	case a.Update != nil && s.obeyed.Load() == s.line:
		s.Event(ctx, Event{Update: a.Update})
	case a.Refusal != nil && a.Refusal.Error != nil:
		s.Event(ctx, Event{Refused: a.Refusal.Error})
	case a.Sync != nil:
		sent, ok := s.asked[a.Sync.T0]
		if !ok {
			return nil
		}
		delete(s.asked, a.Sync.T0)
		s.Event(ctx, Event{Exchange: &Exchange{Boot: a.Sync.Boot, Exchange: wire.Exchange{
			Sent: sent, Received: m.at, Came: instant(a.Sync.T1), Went: instant(a.Sync.T2),
		}}})
	}
	return nil
}

// meet takes the greeting of a controller. One that stands by is not obeyed, until it says
// that it leads.
func (s *session) meet(ctx context.Context, hello wire.Hello) error {
	if hello.Protocol != wire.Protocol {
		return fmt.Errorf("link: the controller speaks %q and not %q: it is of another version", hello.Protocol, wire.Protocol)
	}
	for _, l := range s.lines {
		if l != s.line && l.run != "" && l.run == hello.Run {
			return errSame
		}
	}
	s.hello, s.line.run = hello, hello.Run
	if hello.Standby || hello.Lead != 0 {
		s.clusters()
	}
	if !hello.Standby {
		if err := s.obey(ctx, hello.Lead); err != nil {
			return err
		}
	} else if s.obeyed.CompareAndSwap(s.line, nil) {
		// Nobody says any more what is to be shown: as where the link is lost.
		s.Event(ctx, Event{Lost: &Lost{Controller: s.line.address, Err: ErrStandsBy}})
	}
	s.answered = true
	return s.greet()
}

// obey turns to a controller that leads, unless its lead is lower than one that was heard
// before. Where only one could lead it says none, and is obeyed.
func (s *session) obey(ctx context.Context, lead int64) error {
	if lead != 0 && lead < s.lead {
		return fmt.Errorf("%w: this is its lead %d, and %d was heard", ErrOverruled, lead, s.lead)
	}
	turns := s.obeyed.Load() != s.line || lead > s.lead
	s.lead = max(s.lead, lead)
	if turns {
		s.hello.Standby, s.hello.Lead = false, lead
		s.obeyed.Store(s.line)
		s.Event(ctx, Event{Connected: &Connected{Controller: s.line.address, Hello: s.hello}})
	}
	return nil
}

func instant(ms float64) timer.Instant { return wire.InstantOf(ms) }

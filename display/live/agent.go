package live

import (
	"slices"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// agentSide is what a connection has more when an agent is at its other end.
type agentSide struct {
	is     *wire.Agent
	heard  timer.Instant // when it said something last
	sent   []sentCourse  // the latest, and those that it may not have received
	ponged chan struct{} // a ping was answered
}

type sentCourse struct {
	wire.Course
	at timer.Instant
}

func (c *conn) agent() *wire.Agent {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.light == nil {
		return nil
	}
	return c.light.is
}

func (c *conn) becomeAgent(is *wire.Agent) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.light == nil {
		c.light = &agentSide{ponged: make(chan struct{}, 1)}
	}
	c.light.is = is
}

// hears remembers that the agent lives.
func (c *conn) hears(now timer.Instant) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.light != nil {
		c.light.heard = now
	}
}

// pong says that a ping was answered, to whoever asked.
func (c *conn) pong() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.light == nil {
		return
	}
	select {
	case c.light.ponged <- struct{}{}:
	default:
	}
}

// putCourse sends a course to an agent; others are sent none. A course replaces one
// that was not sent yet.
func (c *conn) putCourse(course *wire.Course, text []byte, now timer.Instant) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.light == nil {
		return
	}
	c.light.sent = append(slices.Clone(c.light.played()), sentCourse{*course, now})
	c.tell(news{course: text})
}

// putScreens tells a page how the public screens are; an agent has none.
func (c *conn) putScreens(text []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.light == nil {
		c.tell(news{screens: text})
	}
}

// played returns the courses that the agent may be playing: what was overtaken
// before it was heard last, it does not play any more.
func (a *agentSide) played() []sentCourse {
	sent := a.sent
	for len(sent) > 1 && sent[1].at.Add(agentSilence) < a.heard {
		sent = sent[1:]
	}
	return sent
}

// mayShow returns until when the light of a seat may show a signal without us, or
// zero: by each course that the agent may be playing.
func (c *conn) mayShow(seat string, now timer.Instant) timer.Instant {
	c.mu.Lock()
	defer c.mu.Unlock()
	until := timer.Instant(0)
	if c.light == nil {
		return 0
	}
	for _, s := range c.light.played() {
		course := s.Course.Course()
		if s.Seat != seat || course == nil || !course.Running || course.Rule.Limit == timer.NoLimit {
			continue
		}
		holdover := time.Duration(c.light.is.HoldoverMS) * time.Millisecond
		until = max(until, course.Zero.Add(course.Rule.Limit+course.Rule.Tolerance()+holdover))
	}
	if until <= now {
		return 0
	}
	return until
}

// answersPing asks an agent whether it lives.
func (c *conn) answersPing(within time.Duration) bool {
	c.mu.Lock()
	if c.light == nil {
		c.mu.Unlock()
		return false
	}
	ponged := c.light.ponged
	select {
	case <-ponged: // of an earlier question
	default:
	}
	c.tell(news{ping: true})
	c.mu.Unlock()
	patience := time.NewTimer(within)
	defer patience.Stop()
	select {
	case <-ponged:
		return true
	case <-c.ctx.Done():
		return false
	case <-patience.C:
		return false
	}
}

// helloRate is how often one connection may say whose lights it drives: each time it is
// told to all.
var helloRate = timer.Rate{Burst: 8, Every: time.Second}

// helloAgent lets an agent in that may drive all the seats it names.
func (c *conn) helloAgent(is *wire.Agent) {
	if !c.hellos.Take(helloRate, c.hub.Clock.Steady()) { // by the reader alone
		c.refuse("", errOften)
		return
	}
	if err := c.who().mayBeAgent(); len(is.Seats) == 0 && err != nil {
		c.refuse("", err)
		return
	}
	for _, seat := range is.Seats {
		if err := c.who().mayReport(seat); err != nil {
			c.refuse("", err)
			return
		}
	}
	if taken := c.hub.agents.join(c, is); taken != "" {
		c.close(wire.CloseTaken, taken)
		return
	}
	c.hears(c.hub.Clock.Steady())
	c.hub.welcome(c, false)
}

func (c *conn) status(s *wire.Status) {
	if c.agent() != nil { // a guest's word would end a debate that goes on unrecorded
		c.hub.Engine.Heard(s.Lead)
	}
	now := c.hub.Clock.Steady()
	for _, l := range s.Lights {
		if !c.hub.agents.drives(c, l.Seat) {
			c.refuse("", errNotDriven("lights", l.Seat))
			return
		}
		c.hub.Engine.Report(timer.Health{
			Seat: l.Seat, Signal: l.Signal, Synchronised: s.Synchronised, Failing: l.Failing, At: now,
			Error: duration(s.ErrorMS), Trip: duration(s.TripMS),
		})
	}
}

// talk takes what a contact says: it is shown, and may start the statement of its
// own seat.
func (c *conn) talk(t *wire.Talk) {
	if !c.hub.agents.drives(c, t.Seat) {
		c.refuse("", errNotDriven("seat", t.Seat))
		return
	}
	at, err := c.seenAt(t.AtMS)
	if err != nil {
		c.refuse("", err)
		return
	}
	if !c.hub.Engine.Report(timer.Talk{Seat: t.Seat, Open: t.Open, At: at}) {
		return // more than a contact has to say
	}
	f, now := c.hub.Engine.Snapshot().Meeting.Floor, c.hub.Clock.Steady()
	if !c.hub.StartByMicrophone || !t.Open || f == nil || f.Seat != t.Seat || f.Started || now.Sub(at) > timer.LatestStart {
		return
	}
	// Not on this goroutine: a slow disk must not make the agent look silent.
	by := timer.Actor{Role: timer.LightRole, Name: "microphone " + t.Seat}
	request := timer.Request{Command: timer.Start{At: at}, Statement: &f.ID}
	c.hub.conns.Add(1)
	go func() {
		defer c.hub.conns.Done()
		if _, err := c.hub.Engine.Do(c.ctx, by, request); err != nil {
			c.hub.Log.Warn().Err(err).Str("seat", t.Seat).Msg("the microphone did not start the statement")
		}
	}()
}

func duration(ms float64) time.Duration {
	return time.Duration(max(-1, min(ms, 1e6)) * float64(time.Millisecond))
}

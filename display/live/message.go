package live

import (
	"context"
	"time"

	"rostrum/display/door"
	"rostrum/display/wire"
	"rostrum/timer"
)

// aheadMost is how far a light's clock may be before ours.
const aheadMost = time.Second

// answer answers one message. What is not understood hurts nobody.
func (c *conn) answer(text []byte, came timer.Instant) {
	m, err := wire.ParseMessage(text)
	switch {
	case err != nil:
		c.refuse(m.ID, err)
	case m.Sync != nil:
		c.reply(wire.Sync{
			Type: "sync", T0: m.Sync, T1: wire.Millis(came),
			T2: wire.Millis(c.hub.Clock.Steady()), Boot: c.hub.Clock.Boot(),
		})
	case m.Hello != nil:
		c.hello(*m.Hello, m.Agent)
	case m.Do != nil:
		c.do(m)
	case m.Report != nil:
		c.report(*m.Report)
	case m.Status != nil:
		c.status(m.Status)
	case m.Talk != nil:
		c.talk(m.Talk)
	case m.Machine != nil:
		c.machine(m.Machine)
	}
}

func (c *conn) hello(key string, agent *wire.Agent) {
	if key != "" || agent != nil {
		if err := c.who().maySayKey(); err != nil {
			c.refuse("", err)
			return
		}
	}
	if key != "" {
		is, err := ByKey(c.ctx, c.hub.Access, key, c.address())
		if err != nil {
			c.refuse("", err)
			return
		}
		c.hub.promote(c, is)
		door.Of(c.ws.NetConn()).Known()
		c.bound()
	}
	if agent != nil {
		c.helloAgent(agent)
		return
	}
	c.hub.welcome(c, false)
}

func (c *conn) do(m wire.Message) {
	is := c.who()
	if err := is.MayCommand(); err != nil {
		c.refuse(m.ID, err)
		return
	}
	if is.grant != nil && !c.hub.Access.Holds(*is.grant) { // as over HTTP: at once, however slowly it reads
		c.refuse(m.ID, ErrUnknownKey)
		c.close(wire.CloseRevoked, "the key was revoked")
		return
	}
	receipt, err := c.hub.CarryOut(c.ctx, is, *m.Do)
	if err != nil {
		c.refuse(m.ID, err)
		return
	}
	out := wire.ReceiptOf(receipt)
	out.Type, out.ID = "receipt", m.ID
	c.reply(out)
}

// CarryOut hands a command to the engine, by whichever way it came.
func (h *Hub) CarryOut(ctx context.Context, by Who, o wire.Order) (timer.Receipt, error) {
	take, isList := o.Command.(timer.TakeList)
	if err := o.MaySend(by.Role); err != nil {
		return timer.Receipt{}, err
	}
	switch {
	case isList && h.File != nil && wire.Operates(by.Role): // else it is refused for that
		digest := take.File.Digest
		var err error
		if take.File, take.Seen, err = h.File(by.ID(), digest); err != nil {
			return timer.Receipt{}, err
		}
		o.Command = take
		receipt, err := h.Engine.Do(ctx, by.Actor, o.Request)
		if err == nil && !receipt.Repeated {
			h.Taken(ctx, by.ID(), digest)
		}
		return receipt, err
	case o.Identify != nil:
		return h.Engine.Identify(ctx, o.Request, o.Identify.Seat)
	case o.GoOn != nil:
		return h.Engine.GoOnUnrecorded(ctx, by.Actor, o.Request)
	case o.PutAway != nil:
		return h.putAway(ctx, by.Actor, o)
	case o.Sources != nil && timer.ActOf(o.Command).May(by.Role): // else it is refused for that
		return h.completed(ctx, by, o)
	default:
		return h.Engine.Do(ctx, by.Actor, o.Request)
	}
}

// putAway keeps that a notice was put away, then puts it away: nothing changes where the
// disk does not take it, since a restart would undo it unseen.
func (h *Hub) putAway(ctx context.Context, by timer.Actor, o wire.Order) (timer.Receipt, error) {
	var away *timer.PutAway
	if !o.PutAway.Again {
		away = &timer.PutAway{By: by.String(), At: h.Clock.Now().Wall}
	}
	if h.KeepAway != nil && h.Engine.Snapshot().HasNotice(o.PutAway.Notice) {
		if err := h.KeepAway(o.PutAway.Notice, away); err != nil {
			h.Log.Warn().Err(err).Msg("that a notice was put away could not be saved")
			return timer.Receipt{}, &wire.Error{Code: wire.NotSaved, Why: "notice-not-saved", Message: "the disk did not take it; the notice stays as it is"}
		}
	}
	return h.Engine.PutNotice(ctx, o.Request, o.PutAway.Notice, away)
}

// completed carries out a command for which the controller has to find something first.
func (h *Hub) completed(ctx context.Context, by Who, o wire.Order) (timer.Receipt, error) {
	command, err := h.Complete(by, o)
	if err != nil { // what was found then may be gone now; what was done is done
		if receipt, repeated := h.Engine.Repeated(ctx, o.Request); repeated {
			return receipt, nil
		}
		return timer.Receipt{}, err
	}
	o.Command = command
	receipt, err := h.Engine.Do(ctx, by.Actor, o.Request)
	if digest := o.Sources.Digest; err == nil && !receipt.Repeated && digest != "" {
		h.Taken(ctx, by.ID(), digest)
	}
	return receipt, err
}

func (c *conn) report(r wire.Report) {
	if err := c.who().mayReport(r.Seat); err != nil {
		c.refuse("", err)
		return
	}
	if !c.hub.agents.drives(c, r.Seat) {
		c.refuse("", errNotDriven("seat", r.Seat))
		return
	}
	at, err := c.seenAt(r.AtMS)
	if err != nil {
		c.refuse("", err)
		return
	}
	deadline := wire.InstantOf(r.DeadlineMS)
	c.hub.Engine.Report(timer.Observation{
		Seat: r.Seat, Signal: r.Signal, Deadline: deadline, At: at, Late: at.Sub(deadline),
		Boot: c.hub.Clock.Boot(), Wall: c.hub.Clock.Wall(at), Statement: r.Statement, Error: duration(r.ErrorMS),
	})
}

// seenAt is when a light or a contact did what is reported. Its clock may be a little
// before ours; what is kept of it is not, for after a restart our clock would look as if
// it had gone back.
func (c *conn) seenAt(ms float64) (timer.Instant, error) {
	at, now := wire.InstantOf(ms), c.hub.Clock.Steady()
	if at.Sub(now) > aheadMost {
		return 0, errFuture
	}
	return min(at, now), nil
}

var errFuture = &wire.Error{Code: wire.Invalid, Field: "at_ms", Message: "a light cannot report what is yet to come; is its clock synchronized?"}

// errNotDriven refuses what a connection says of a light that it does not drive, or that
// another one drives by now: a key alone is no light.
func errNotDriven(field, seat string) error {
	return &wire.Error{Code: wire.Forbidden, Field: field, Message: "this agent does not drive the light of seat " + seat}
}

// errOften refuses an agent that says who it is again and again.
var errOften = &wire.Error{Code: wire.NotNow, Field: "agent", Message: "this agent says who it is too often; once for each connection is enough"}

// refuse says why. Whoever has shown no key is sent nothing back of what was said.
func (c *conn) refuse(id string, err error) {
	told := wire.ErrorOf(err, c.hub.Engine.Snapshot().Meeting.Rev)
	if c.who().Role == timer.Public {
		if id = ""; told.Code == wire.Malformed {
			told = &wire.Error{Code: wire.Malformed, Message: "this is not understood here", Rev: told.Rev}
		}
	}
	c.reply(wire.Refusal{Type: "refusal", ID: id, Error: told})
}

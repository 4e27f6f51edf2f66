package gpio

import (
	"context"
	"errors"
	"runtime"

	"github.com/rs/zerolog"

	"rostrum/timer"
)

// PlayerConfig is what a player is made of. Its functions are called on the
// goroutine that plays: they must not block.
type PlayerConfig struct {
	Seat     string
	Light    *Light
	Clock    *timer.Clock // of the instants in programs that name none
	Desk     *Desk        // where it sleeps and finds its programs
	RealTime bool         // ask the kernel for a real-time class; played without where it is refused

	Trace  func(Edge)              // each movement of the pin, or nil
	Report func(timer.Observation) // each change of signal, but not of a test, or nil
	Log    zerolog.Logger          // for a pin that cannot be written

	// Failing is told when the pin cannot be written, and nil when it can again;
	// Took is told of each program that is taken: the player lives. Either may be
	// nil.
	Failing func(seat string, err error)
	Took    func(seat string)
}

// Player plays the schedule of one seat on one light.
type Player struct {
	// Immutable.
	seat    string
	light   *Light
	own     *timer.Clock
	trace   func(Edge)
	report  func(timer.Observation)
	failing func(string, error)
	took    func(string)
	log     zerolog.Logger
	real    bool

	// Mutable, by Run alone.
	pace      pacer
	clock     *timer.Clock  // of the program that is played
	latest    timer.Instant // that was played, on that clock
	schedule  schedule
	told      bool          // a program has come
	statement int           // of the program
	shown     int           // of the signal that was last not dark
	lit       bool          // what the pin was last driven to
	signal    timer.Signal  // what is shown
	reported  timer.Signal  // what was last reported
	failures  int           // writes that failed since one succeeded
	tried     timer.Instant // when the last of them did
}

// NewPlayer returns a player that has not been started.
func NewPlayer(c PlayerConfig) (*Player, error) {
	switch {
	case c.Light == nil:
		return nil, errors.New("gpio: a player needs a light")
	case c.Clock == nil:
		return nil, errors.New("gpio: a player needs a clock")
	case c.Desk == nil:
		return nil, errors.New("gpio: a player needs a desk")
	}
	if c.Trace == nil {
		c.Trace = func(Edge) {}
	}
	if c.Report == nil {
		c.Report = func(timer.Observation) {}
	}
	if c.Failing == nil {
		c.Failing = func(string, error) {}
	}
	if c.Took == nil {
		c.Took = func(string) {}
	}
	return &Player{
		failing: c.Failing, took: c.Took,
		seat: c.Seat, light: c.Light, own: c.Clock, clock: c.Clock,
		trace: c.Trace, report: c.Report, log: c.Log, real: c.RealTime,
		pace:     pacer{clock: c.Clock, desk: c.Desk},
		schedule: newSchedule(Program{}, 0),
	}, nil
}

// Run plays until ctx ends, once; the light is then dark and halted, as it is
// after a panic. The error says that it could not be made dark.
//
// A write that fails does not end it: in the middle of a debate a light that
// comes back is worth more than a player that gave up. It is logged once, and
// tried again at the next edge, after a second at the latest; until one
// succeeds nothing is reported, so that the console does not show a light as
// on that is not.
//
// After the machine slept through some edges the light shows what holds now;
// the missed edges are not played.
func (p *Player) Run(ctx context.Context) (err error) {
	// The sleep in the kernel has a thread of its own, which may be given a
	// scheduling class.
	runtime.LockOSThread()
	// A thread that was given a real-time class stays locked: it ends with this
	// goroutine, and no other one ever runs in that class.
	if !p.real || !realTime(p.log) {
		defer runtime.UnlockOSThread()
	}
	defer func() { err = p.end() }()

	asleep := context.AfterFunc(ctx, p.pace.desk.sleep.Wake)
	defer asleep()
	p.begin()
	for {
		due, timed := p.due()
		program, news := p.pace.wait(due, timed)
		if ctx.Err() != nil {
			return nil
		}
		if news {
			p.adopt(program)
		}
		p.play(p.now())
	}
}

// now reads the clock. A clock that was shifted back by a little lets time stand
// still meanwhile: no edge is played twice.
func (p *Player) now() timer.Instant {
	p.latest = max(p.latest, p.clock.Steady())
	return p.latest
}

// begin makes sure of the dark and says so.
func (p *Player) begin() {
	now := p.clock.Steady()
	if err := p.light.Set(false); err != nil {
		p.failed(err, now)
	}
	at := p.clock.Now()
	p.trace(p.edge(at, now, ""))
	p.report(p.observation(at, now))
}

// end makes the light dark before anything else.
func (p *Player) end() error {
	now := p.clock.Steady()
	if err := p.light.Halt(); err != nil {
		return err
	}
	at := p.clock.Now()
	lit, reported := p.lit, p.reported
	p.lit, p.signal, p.reported = false, timer.Dark, timer.Dark
	if lit {
		p.trace(p.edge(at, now, ""))
	}
	if reported != timer.Dark {
		p.report(p.observation(at, now))
	}
	return nil
}

// due returns when there is something to do, or false when only a newer program
// brings something.
func (p *Player) due() (timer.Instant, bool) {
	due, timed := p.schedule.next()
	if p.failures > 0 {
		if again := p.tried.Add(look); !timed || again < due {
			return again, true
		}
	}
	return due, timed
}

// adopt makes a newer program the one that is played, and its clock the one that
// counts.
func (p *Player) adopt(program Program) {
	clock := program.Clock
	if clock == nil {
		clock = p.own
	}
	if clock != p.clock {
		p.clock, p.pace.clock, p.latest = clock, clock, 0
	}
	now := p.now()
	since := program.Since
	if !p.told || since == 0 || since > now {
		since = now
	}
	p.told = true
	p.statement = program.Statement
	p.tried = now.Add(-look) // a write that failed is tried again at once
	p.schedule = newSchedule(program, since)
	p.took(p.seat)
}

// play brings the light to what holds now. It allocates nothing.
func (p *Player) play(now timer.Instant) {
	p.schedule.follow(now)
	if p.failures > 0 && p.schedule.level.since <= p.tried && now < p.tried.Add(look) {
		return
	}
	lit, signal := p.schedule.litAt(now), p.schedule.signalAt(now)
	if lit == p.lit && signal == p.signal && (signal == p.reported || p.schedule.test) && p.failures == 0 {
		return
	}
	if lit != p.lit || p.failures > 0 {
		if err := p.light.Set(lit); err != nil {
			p.failed(err, now)
			return
		}
		p.succeeded()
	}
	at := p.clock.Now()
	moved := lit != p.lit
	p.lit, p.signal = lit, signal
	if moved {
		p.trace(p.edge(at, p.schedule.level.since, p.schedule.phase(now)))
	}
	if signal != timer.Dark {
		p.shown = p.statement
	}
	if !p.schedule.test && signal != p.reported {
		p.reported = signal
		p.report(p.observation(at, p.schedule.signal.since))
	}
}

func (p *Player) failed(err error, now timer.Instant) {
	p.failures++
	p.tried = now
	if p.failures == 1 {
		p.log.Error().Err(err).Str("seat", p.seat).Msg("the light cannot be set; it is tried again")
		p.failing(p.seat, err)
	}
}

func (p *Player) succeeded() {
	if p.failures > 0 {
		p.log.Info().Str("seat", p.seat).Int("failed", p.failures).Msg("the light can be set again")
		p.failing(p.seat, nil)
	}
	p.failures = 0
}

func (p *Player) edge(at timer.Stamp, deadline timer.Instant, phase string) Edge {
	return Edge{
		Seat: p.seat, Level: p.light.Level(p.lit), Lit: p.lit, Signal: p.signal, Phase: phase,
		Deadline: deadline, At: at,
	}
}

func (p *Player) observation(at timer.Stamp, deadline timer.Instant) timer.Observation {
	return timer.Observation{
		Seat: p.seat, Statement: p.shown, Signal: p.signal, Deadline: deadline, At: at.Steady,
		Late: at.Steady.Sub(deadline), Boot: at.Boot, Wall: at.Wall,
	}
}

package gpio

import (
	"context"
	"errors"
	"fmt"
	"time"

	pgpio "periph.io/x/conn/v3/gpio"

	"rostrum/timer"
)

// Talk is what a contact says of its microphone.
type Talk struct {
	Seat string
	Open bool
	At   time.Time // of the first edge; at the start of [Contact.Run], of that
}

// input is a line that hears edges.
type input interface {
	// level reads the line.
	level() (pgpio.Level, error)
	// next waits for an edge, and returns it with the time at which it came. It
	// ends with an error when the line is closed.
	next() (pgpio.Level, time.Time, error)
	close() error
}

// Contact is closed while the microphone of a seat is open. It pulls its line to
// ground, against a pull-up inside the Pi.
type Contact struct {
	seat string
	line input
}

// OpenContact opens the contact of a binding, "7=GPIO22". A dry one never closes.
func OpenContact(b Binding) (*Contact, error) {
	if b.Dry() {
		return &Contact{seat: b.Seat, line: newDryInput()}, nil
	}
	line, err := openInput(b.Pin)
	if err != nil {
		return nil, err
	}
	return &Contact{seat: b.Seat, line: line}, nil
}

type edge struct {
	level pgpio.Level
	at    time.Time
}

// Run tells of the contact as it is, and then of each change that stood for longer
// than a contact bounces, until ctx ends. The error is one of the line.
func (c *Contact) Run(ctx context.Context, tell func(Talk)) error {
	level, err := c.line.level()
	if err != nil {
		return errors.Join(fmt.Errorf("gpio: the contact of seat %s cannot be read: %w", c.seat, err), c.line.close())
	}
	edges := make(chan edge)
	ended := make(chan error, 1)
	go func() { ended <- c.listen(ctx, edges) }()

	start := time.Now() // instants of the debouncer count from here
	d := debouncer{settled: level}
	tell(Talk{Seat: c.seat, Open: open(level), At: start})
	settle := time.NewTimer(time.Hour)
	defer settle.Stop()
	for {
		select {
		case e := <-edges:
			d.edge(e.level, timer.Instant(e.at.Sub(start)))
			settle.Reset(bounce)
		case <-settle.C:
			if at, changed := d.settle(timer.Instant(time.Since(start))); changed {
				tell(Talk{Seat: c.seat, Open: open(d.settled), At: start.Add(time.Duration(at))})
			} else if d.busy {
				settle.Reset(bounce)
			}
		case err := <-ended:
			return errors.Join(fmt.Errorf("gpio: the contact of seat %s is not heard any more: %w", c.seat, err), c.line.close())
		case <-ctx.Done():
			err := c.line.close() // ends the listener
			<-ended
			return err
		}
	}
}

func (c *Contact) listen(ctx context.Context, edges chan<- edge) error {
	for {
		level, at, err := c.line.next()
		if err != nil {
			return err
		}
		select {
		case edges <- edge{level, at}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func open(level pgpio.Level) bool { return level == pgpio.Low }

// dryInput is a contact without hardware: it is never closed.
type dryInput struct{ closed chan struct{} }

func newDryInput() dryInput { return dryInput{closed: make(chan struct{})} }

func (d dryInput) level() (pgpio.Level, error) { return pgpio.High, nil }

func (d dryInput) next() (pgpio.Level, time.Time, error) {
	<-d.closed
	return pgpio.High, time.Time{}, errors.New("gpio: closed")
}

func (d dryInput) close() error {
	close(d.closed)
	return nil
}

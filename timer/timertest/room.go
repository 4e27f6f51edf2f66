package timertest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
)

// room is where a debate is played: the program with its clock, its disk and what
// its lights report.
type room struct {
	*script
	begin time.Time // the debate's time counts from here
	disk  Recorder
	out   transcript
	boots int
	asked int            // requests so far
	shown map[string]int // the statement that the light of a seat showed last

	clock    *timer.Clock
	measured func(boot string) (timer.Measured, bool) // of another machine, whose clock is known; or nil
	engine   *engine.Engine
	stop     func() error
}

// The steady clock has been going for a while when the debate begins, and begins
// anew with each boot.
const (
	firstOrigin = timer.Instant(time.Hour)
	laterOrigin = timer.Instant(7 * time.Second)
)

func (r *room) play() (err error) {
	time.Sleep(time.Until(r.begins))
	r.begin, r.shown = time.Now(), make(map[string]int)
	r.out.printf("%s", r.head.String())
	if err := r.boot(firstOrigin); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.stop()) }()
	_, err = r.engine.Do(context.Background(), timer.Actor{Role: timer.Program}, timer.Request{Command: r.meeting})
	if err != nil {
		return err
	}
	for _, s := range r.steps {
		time.Sleep(time.Until(r.begin.Add(s.at)))
		synctest.Wait() // what was due by then is written first
		r.out.printf("%s\n", s.text)
		if err := s.act(r, s); err != nil {
			return err
		}
		synctest.Wait()
	}
	return nil
}

// boot starts the program on a steady clock that has just begun.
func (r *room) boot(origin timer.Instant) error {
	r.boots++
	return r.start(timer.NewClock(fmt.Sprintf("boot %d", r.boots), time.Now(), origin))
}

// start starts the program with what its journal holds.
func (r *room) start(clock *timer.Clock) error {
	history, err := r.disk.History()
	if err != nil {
		return err
	}
	r.clock = clock
	live, err := engine.New(engine.Config{Run: "script", Clock: clock, Journal: &r.disk, History: history, Seats: r.seats, Measured: r.measured})
	if err != nil {
		return err
	}
	r.engine, r.measured = live, nil
	ctx, cancel := context.WithCancel(context.Background())
	ended, followed := make(chan error, 1), make(chan struct{})
	go func() { ended <- live.Run(ctx) }()
	sub := live.Subscribe()
	go func() {
		defer close(followed)
		for snapshot := range sub.C() {
			r.out.follow(snapshot, clock.Time(snapshot.At.Steady).Sub(r.begin))
		}
	}()
	r.stop = func() error {
		cancel()
		err := <-ended
		<-followed
		r.stop = func() error { return nil }
		return err
	}
	return nil
}

// do gives a command.
func (r *room) do(s step, by timer.Actor, c timer.Command) error {
	request := r.request(s, by)
	request.Command = c
	_, err := r.engine.Do(context.Background(), by, request)
	return r.done(s, err)
}

// request names what is asked for: what people and programs send has an id.
func (r *room) request(s step, by timer.Actor) (q timer.Request) {
	if by.Role == timer.Chair || by.Role == timer.Secretary {
		r.asked++
		q.ID, q.Digest = fmt.Sprintf("tap %d", r.asked), digest(s.text)
	}
	return q
}

// done writes why a step was refused, where it was.
func (r *room) done(s step, refusal error) error {
	synctest.Wait()
	if refusal != nil {
		r.out.printf("%s refused: %v\n", formatTime(s.at), refusal)
	}
	return nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

package timertest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"rostrum/timer"
)

// parseAct reads what a step does: a command, or what happens round the debate.
func parseAct(text string) (act, error) {
	if words := strings.Fields(text); len(words) > 0 {
		if read, ok := aroundDebate[words[0]]; ok {
			return read(words[1:])
		}
	}
	command, err := parseCommand(text)
	return func(r *room, s step) error { return r.do(s, s.by, command) }, err
}

var aroundDebate = map[string]func(arguments) (act, error){
	"wait": func(arguments) (act, error) { return func(*room, step) error { return nil }, nil },
	"list": func(arguments) (act, error) {
		return func(r *room, s step) error {
			r.out.printf("%s %s\n", formatTime(s.at), describeList(&r.engine.Snapshot().Meeting))
			return nil
		}, nil
	},
	"prepared": func(arguments) (act, error) {
		return func(r *room, s step) error {
			r.out.printf("%s %s\n", formatTime(s.at), describePrepared(&r.engine.Snapshot().Meeting))
			return nil
		}, nil
	},
	"open-meeting": func(a arguments) (act, error) {
		return func(r *room, s step) error {
			another := timer.OpenMeeting{Symbol: a.get(0), Title: a.from(1), Rules: r.meeting.Rules, List: r.meeting.List}
			return r.do(s, s.by, another)
		}, nil
	},
	"prepare-meeting": func(a arguments) (act, error) {
		opening, err := parsePreparation(a.from(0))
		return func(r *room, s step) error { return r.do(s, s.by, timer.PrepareMeeting{Opening: opening}) }, err
	},
	// The list of the meeting as it is, once more.
	"prepare-again": func(a arguments) (act, error) {
		return func(r *room, s step) error {
			m := r.engine.Snapshot().Meeting
			again := m.Again()
			again.Symbol, again.Title = a.get(0), a.from(1)
			return r.do(s, s.by, timer.PrepareMeeting{Opening: again})
		}, nil
	},
	"disk": func(a arguments) (act, error) {
		fails := a.get(0) == "fails"
		if !fails && a.get(0) != "answers" {
			return nil, errors.New("a disk fails or answers")
		}
		return func(r *room, _ step) error { r.disk.Set(0, fails); return nil }, nil
	},
	"go-on-unrecorded": func(arguments) (act, error) {
		return func(r *room, s step) error {
			_, err := r.engine.GoOnUnrecorded(context.Background(), s.by, r.request(s, s.by))
			return r.done(s, err)
		}, nil
	},
	"off": func(a arguments) (act, error) {
		away, err := time.ParseDuration(a.get(0))
		return func(r *room, _ step) error {
			if err := r.stop(); err != nil {
				return err
			}
			if away < 0 {
				r.disk.Date(-away)
			} else {
				time.Sleep(away)
			}
			return r.boot(laterOrigin)
		}, err
	},
	"taken-over": func(a arguments) (act, error) {
		away, err := time.ParseDuration(a.get(0))
		bound, wrong := time.ParseDuration(a.get(1))
		return func(r *room, _ step) error {
			if err := r.stop(); err != nil {
				return err
			}
			time.Sleep(away)
			before := r.clock
			r.measured = func(boot string) (timer.Measured, bool) {
				return timer.Measured{Shift: r.clock.Steady().Sub(before.Steady()), Bound: bound}, boot == before.Boot()
			}
			return r.boot(laterOrigin)
		}, errors.Join(err, wrong)
	},
	"archived": func(arguments) (act, error) { // and restored where the journal was
		return func(r *room, _ step) error {
			if err := r.stop(); err != nil {
				return err
			}
			r.disk.GoOut()
			return r.boot(laterOrigin)
		}, nil
	},
	"wall-clock": func(a arguments) (act, error) {
		by, err := time.ParseDuration(a.get(0))
		return func(r *room, _ step) error {
			if err := r.stop(); err != nil {
				return err
			}
			r.disk.Date(-by)
			return r.start(timer.NewClock(r.clock.Boot(), time.Now(), r.clock.Steady()))
		}, err
	},
	"correct":    parseCorrect,
	"light":      parseLight,
	"microphone": parseMicrophone,
}

// parseCorrect reads "3 ended-at 2:40 | kind group | because the end came late", its times
// being those of the debate.
func parseCorrect(a arguments) (act, error) {
	number, err := strconv.Atoi(a.get(0))
	c := timer.Correct{Statement: number}
	var started, ended *time.Duration
	for part := range strings.SplitSeq(a[min(1, len(a)):].from(0), " | ") {
		name, value, _ := strings.Cut(part, " ")
		switch name {
		case "started-at", "ended-at", "paused":
			at, err2 := parseTime(value)
			err = errors.Join(err, err2)
			*map[string]**time.Duration{"started-at": &started, "ended-at": &ended, "paused": &c.Paused}[name] = &at
		case "entry":
			c.Entry = timer.EntryID(value)
		case "delegation":
			c.Delegation = &value
		case "seat":
			c.SeatAt = &value
		case "kind":
			c.Kind = &value
		case "speaker":
			c.Speaker = &value
		case "on-behalf-of":
			c.OnBehalfOf = &value
		case "because":
			c.Reason = value
		case "":
		default:
			return nil, fmt.Errorf("%q cannot be corrected", name)
		}
	}
	return func(r *room, s step) error {
		if started != nil {
			at := r.begin.Add(*started)
			c.StartedAt = &at
		}
		if ended != nil {
			at := r.begin.Add(*ended)
			c.EndedAt = &at
		}
		return r.do(s, s.by, c)
	}, err
}

// parseLight reads "7 flash 61us 240us".
func parseLight(a arguments) (act, error) {
	seat := a.get(0)
	signal, err := timer.ParseSignal(a.get(1))
	late, err2 := time.ParseDuration(a.get(2))
	bound, err3 := time.ParseDuration(a.get(3))
	return func(r *room, _ step) error {
		now := r.clock.Now()
		seen := timer.Observation{
			Seat: seat, Signal: signal, Deadline: now.Steady.Add(-late), At: now.Steady, Late: late,
			Boot: now.Boot, Wall: now.Wall, Error: bound,
		}
		f := r.engine.Snapshot().Meeting.Floor
		if signal != timer.Dark && f != nil && f.Seat == seat {
			r.shown[seat] = f.ID
		}
		seen.Statement = r.shown[seat]
		r.engine.Report(seen)
		return nil
	}, errors.Join(err, err2, err3)
}

// parseMicrophone reads "7 300ms". The start that the contact gives has no id: it
// is not given again.
func parseMicrophone(a arguments) (act, error) {
	seat := a.get(0)
	ago, err := time.ParseDuration(a.get(1))
	return func(r *room, s step) error {
		at := r.clock.Steady().Add(-ago)
		r.engine.Report(timer.Talk{Seat: seat, Open: true, At: at})
		return r.do(s, timer.Actor{Role: timer.LightRole, Name: "microphone " + seat}, timer.Start{At: at})
	}, err
}

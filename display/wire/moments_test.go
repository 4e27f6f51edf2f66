package wire_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// moment is what a screen has to show of a statement at a steady instant.
type moment struct {
	At        float64      `json:"at"`
	Elapsed   float64      `json:"elapsed"`
	Remaining *float64     `json:"remaining"`
	Phase     string       `json:"phase"`
	Signal    timer.Signal `json:"signal"`
	Lit       bool         `json:"lit"`
}

// around are the distances from a mark at which a wrong comparison shows: a
// microsecond to either side of it, and of the halves of the flash.
var (
	around = []time.Duration{
		-500*time.Millisecond - 250*time.Microsecond, -time.Microsecond, 0, time.Microsecond,
		500*time.Millisecond - time.Microsecond, 500 * time.Millisecond, time.Second - time.Microsecond, time.Second,
	}
	// The same for a zero that no number in JSON meets: what lies exactly on a mark
	// is up to the last digit of a subtraction there.
	aside = []time.Duration{
		-500*time.Millisecond - 250*time.Microsecond, -time.Microsecond, time.Microsecond,
		500*time.Millisecond - time.Microsecond, 500*time.Millisecond + time.Microsecond, time.Second - time.Microsecond,
	}
)

// The pages compute a statement's moments from the floor that the wire gave them.
// The file says what they have to find: .ci/web/phase.test.js reads it.
func TestMomentsOfAFloor(t *testing.T) {
	const (
		sec  = time.Second
		mins = time.Minute
	)
	ruled := func(rule timer.Rule) func(*testing.T) *debate {
		return func(t *testing.T) *debate {
			return start(openedBy(t, func(r *timer.Rules) { r.Default = rule }))
		}
	}
	var file bytes.Buffer
	file.WriteString("{\n  \"floors\": [\n")
	cases := []struct {
		name    string
		debate  func(*testing.T) *debate
		as      time.Duration // when the wire wrote the floor
		more    []time.Duration
		between bool // its zero lies between the numbers of JSON
	}{
		{"three minutes", speaking, sec, nil, false},
		{"a group's four minutes, warned as early as others", func(t *testing.T) *debate {
			return opened(t).do(-2*sec, timer.GiveFloor{Entry: "e2"}).do(0, timer.Start{})
		}, sec, nil, false},
		{"a warning before the limit", ruled(timer.Rule{Limit: 5 * mins, Warning: timer.Mark{Offset: 30 * sec, BeforeLimit: true}, Grace: 30 * sec}), sec, nil, false},
		{"no warning before the limit", ruled(timer.Rule{Limit: 3 * mins, Warning: timer.Mark{BeforeLimit: true}, Grace: 30 * sec}), sec, nil, false},
		{"a warning from the start", ruled(timer.Rule{Limit: mins, Grace: 30 * sec}), sec, nil, false},
		{"no grace", ruled(timer.Rule{Limit: 2 * mins, Warning: timer.Mark{Offset: 90 * sec}}), sec, nil, false},
		{"no limit", func(t *testing.T) *debate {
			return opened(t).do(-2*sec, timer.GiveFloor{Entry: "e3"}).do(0, timer.Start{})
		}, sec, []time.Duration{3 * mins, 100 * time.Hour}, false},
		{"ready", func(t *testing.T) *debate {
			return opened(t).do(0, timer.GiveFloor{Entry: "e1"})
		}, sec, nil, false},
		{"paused in the warning, between two milliseconds", func(t *testing.T) *debate {
			return speaking(t).do(155*sec+400*time.Microsecond, timer.Pause{})
		}, 160 * sec, nil, false},
		{"paused just before the limit", func(t *testing.T) *debate {
			return speaking(t).do(180*sec-time.Microsecond, timer.Pause{})
		}, 200 * sec, nil, false},
		{"goes on after a pause", func(t *testing.T) *debate {
			return speaking(t).do(100*sec, timer.Pause{}).do(137*sec+250*time.Millisecond, timer.Resume{})
		}, 140 * sec, nil, false},
		{"extended", func(t *testing.T) *debate {
			return speaking(t).do(170*sec, timer.Extend{By: mins})
		}, 171 * sec, []time.Duration{3 * mins}, false},
		{"extended, and the warning moves along", func(t *testing.T) *debate {
			rule := timer.Rule{Limit: 5 * mins, Warning: timer.Mark{Offset: 30 * sec, BeforeLimit: true}, Grace: 30 * sec}
			return ruled(rule)(t).do(280*sec, timer.Extend{By: mins})
		}, 281 * sec, []time.Duration{270 * sec}, false},
		{"shortened to less than its warning", func(t *testing.T) *debate {
			return speaking(t).do(30*sec, timer.Extend{By: -mins})
		}, 31 * sec, nil, false},
		{"a ring that is steady from the start and flashes in the end", func(t *testing.T) *debate {
			return start(openedBy(t, func(r *timer.Rules) {
				r.Signals = timer.Signals{Speaking: timer.Steady, Warning: timer.Steady, Over: timer.Dark, Overrun: timer.Flash}
			}))
		}, sec, nil, false},
		{"a light that flashes before the mark it counts from", func(t *testing.T) *debate {
			return start(openedBy(t, func(r *timer.Rules) {
				r.Default.Warning = timer.Mark{Offset: 149*sec + 800*time.Millisecond}
				r.Signals = timer.Signals{Speaking: timer.Flash, Warning: timer.Flash, Over: timer.Steady, Overrun: timer.Dark}
			}))
		}, sec, nil, false},
		{"seven times the limit, carried over from another clock", func(t *testing.T) *debate {
			d := speaking(t)
			s := *d.meeting.Floor
			s.Given.Boot = "boot-0"
			d.meeting.Floor = &s
			return d.adopt("boot-0", -20*mins-500*time.Microsecond)
		}, 61 * sec, []time.Duration{21 * mins}, false},
		{"a clock that is held", func(t *testing.T) *debate { return held(opened(t)) }, 30 * sec, nil, false},
		{"started between two numbers", func(t *testing.T) *debate {
			return opened(t).do(-2*sec, timer.GiveFloor{Entry: "e1"}).do(333_700*time.Nanosecond, timer.Start{})
		}, sec, nil, true},
		{"a clock that has run for more than a year", func(t *testing.T) *debate {
			const year = 400 * 24 * time.Hour
			return opened(t).do(year-sec, timer.GiveFloor{Entry: "e1"}).do(year, timer.Start{})
		}, 400*24*time.Hour + sec, nil, false},
	}
	for i, c := range cases {
		snapshot := c.debate(t).snapshot(0)
		floor := wire.StateOf(snapshot, after(c.as), anybody).Floor
		name, err := json.Marshal(c.name)
		if err != nil {
			t.Fatal(err)
		}
		file.WriteString("    {\n      \"name\": " + string(name) + ",\n      \"floor\":\n")
		row(t, &file, "        ", floor, false)
		file.WriteString("      \"moments\": [\n")
		distances := around
		if c.between {
			distances = aside
		}
		at := instants(snapshot.Meeting.Floor, after(c.as).Steady, c.more, distances)
		for n, instant := range at {
			agree(t, c.name, snapshot, instant, after(c.as))
			row(t, &file, "        ", momentOf(snapshot.Meeting.Floor, instant), n == len(at)-1)
		}
		file.WriteString("      ]\n    }")
		if i < len(cases)-1 {
			file.WriteByte(',')
		}
		file.WriteByte('\n')
	}
	file.WriteString("  ]\n}\n")
	goldenText(t, "moments", file.Bytes())
}

// instants are those around all marks of a statement; of one whose clock stands,
// some before and after.
func instants(s *timer.Statement, now timer.Instant, more, distances []time.Duration) []timer.Instant {
	if !s.Running {
		return []timer.Instant{now.Add(-time.Hour), now, now.Add(time.Microsecond), now.Add(time.Hour)}
	}
	marks := append([]time.Duration{0}, more...)
	if s.Rule.Limit != timer.NoLimit {
		marks = append(marks, s.Rule.WarningAt(), s.Rule.Limit, s.Rule.Limit+s.Rule.Grace)
	}
	var out []timer.Instant
	for _, mark := range marks {
		for _, d := range distances {
			out = append(out, s.Zero.Add(mark+d))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func momentOf(s *timer.Statement, at timer.Instant) moment {
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	m := moment{
		At: wire.Millis(at), Elapsed: ms(s.ElapsedAt(at)),
		Phase: s.PhaseAt(at).String(), Signal: s.SignalAt(at), Lit: s.LitAt(at),
	}
	if s.Rule.Limit != timer.NoLimit {
		left := ms(s.Rule.Limit - s.ElapsedAt(at))
		m.Remaining = &left
	}
	return m
}

// agree holds that a page that joins at an instant, and a light that follows its
// course, are told the same as one that computes it.
func agree(t *testing.T, name string, s *timer.Snapshot, at timer.Instant, as timer.Stamp) {
	t.Helper()
	f := s.Meeting.Floor
	joined := as
	joined.Steady = at
	told := wire.StateOf(s, joined, anybody).Floor
	if told.Phase != f.PhaseAt(at).String() || told.Signal != f.SignalAt(at) || told.ElapsedMS != f.ElapsedAt(at).Milliseconds() {
		t.Errorf("%s: who joins at %v is told %s, %v, %d ms", name, wire.Millis(at), told.Phase, told.Signal, told.ElapsedMS)
	}
	course := wire.CourseOf(s.Play(), s.Run, as).Course()
	if course.PhaseAt(at) != f.PhaseAt(at) || course.SignalAt(at) != f.SignalAt(at) || course.LitAt(at) != f.LitAt(at) {
		t.Errorf("%s: at %v a light plays %v, %v, lit %v", name, wire.Millis(at), course.PhaseAt(at), course.SignalAt(at), course.LitAt(at))
	}
}

package timer_test

import (
	"errors"
	"testing"
	"time"

	"rostrum/timer"
)

// The presets, as the table of the design has them.
func TestPresets(t *testing.T) {
	const half = 30 * time.Second
	for _, c := range []struct {
		preset         string
		kind           timer.Kind
		limit, warning time.Duration
	}{
		{"working-methods-2024", timer.State, 3 * time.Minute, 150 * time.Second},
		{"working-methods-2024", timer.Group, 4 * time.Minute, 150 * time.Second},
		{"working-methods-2024", timer.Complementing, 3 * time.Minute, 150 * time.Second},
		{"working-methods-2024", timer.RightOfReply, 3 * time.Minute, 150 * time.Second},
		{"note-507", timer.State, 5 * time.Minute, 270 * time.Second},
		{"note-507", timer.Group, 5 * time.Minute, 270 * time.Second},
		{"spain-2015", timer.State, 3 * time.Minute, 150 * time.Second},
		{"spain-2015", timer.Group, 10 * time.Minute, 570 * time.Second},
		{"spain-2015", timer.Complementing, 2 * time.Minute, 90 * time.Second},
		{"spain-2015", timer.PresidentNational, 3 * time.Minute, 150 * time.Second},
	} {
		rules, ok := timer.Preset(c.preset)
		if !ok {
			t.Fatalf("there is no preset %s", c.preset)
		}
		if err := rules.Validate(); err != nil {
			t.Errorf("%s: %v", c.preset, err)
		}
		r := rules.For(c.kind)
		if r.Limit != c.limit || r.WarningAt() != c.warning || r.Grace != half {
			t.Errorf("%s %s: limit %v, warning %v, grace %v; want %v, %v, %v",
				c.preset, c.kind, r.Limit, r.WarningAt(), r.Grace, c.limit, c.warning, half)
		}
	}
}

func TestPhaseAt(t *testing.T) {
	three := timer.Rule{Limit: 3 * time.Minute, Warning: timer.Mark{Offset: 150 * time.Second}, Grace: 30 * time.Second}
	for _, c := range []struct {
		name    string
		rule    timer.Rule
		elapsed time.Duration
		want    timer.Phase
	}{
		{"at the start", three, 0, timer.Speaking},
		{"a nanosecond before the warning", three, 150*time.Second - 1, timer.Speaking},
		{"at the warning", three, 150 * time.Second, timer.Warning},
		{"a nanosecond before the limit", three, 3*time.Minute - 1, timer.Warning},
		{"at the limit", three, 3 * time.Minute, timer.Over},
		{"a nanosecond before the overrun", three, 210*time.Second - 1, timer.Over},
		{"at the overrun", three, 210 * time.Second, timer.Overrun},
		{"at 700 % of the limit", three, 21 * time.Minute, timer.Overrun},
		{"after 99:59:59", three, 100*time.Hour - time.Second, timer.Overrun},
		{"without a limit, whenever", timer.Rule{}, 10 * time.Hour, timer.Speaking},
		{"a warning at the limit", timer.Rule{Limit: time.Minute, Warning: timer.Mark{Offset: time.Minute}}, time.Minute, timer.Overrun},
	} {
		if got := c.rule.PhaseAt(c.elapsed); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestRuleRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		rule  timer.Rule
		field string
	}{
		{"a negative limit", timer.Rule{Limit: -time.Second}, "limit"},
		{"an absurd limit", timer.Rule{Limit: 1000 * time.Hour}, "limit"},
		{"a negative grace", timer.Rule{Limit: time.Minute, Grace: -1}, "grace"},
		{"an absurd grace", timer.Rule{Limit: time.Minute, Grace: 1000 * time.Hour}, "grace"},
		{"a negative warning", timer.Rule{Limit: time.Minute, Warning: timer.Mark{Offset: -1}}, "warning"},
		{"a warning after the limit", timer.Rule{Limit: time.Minute, Warning: timer.Mark{Offset: 61 * time.Second}}, "warning"},
		{"a warning before the start", timer.Rule{Limit: time.Minute, Warning: timer.Mark{Offset: 61 * time.Second, BeforeLimit: true}}, "warning"},
		{"a warning without a limit", timer.Rule{Warning: timer.Mark{Offset: 1}}, "warning"},
		{"a grace without a limit", timer.Rule{Grace: 1}, "grace"},
		{"a share of no limit", timer.Rule{Share: 25}, "grace"},
		{"a negative share", timer.Rule{Limit: time.Minute, Share: -1}, "share"},
		{"more than all of the limit", timer.Rule{Limit: time.Minute, Share: 101}, "share"},
		{"a grace and a share", timer.Rule{Limit: time.Minute, Grace: 1, Share: 25}, "share"},
	} {
		err := c.rule.Validate()
		var refusal *timer.Refusal
		if !errors.As(err, &refusal) || !errors.Is(err, timer.ErrInvalid) || refusal.Field != c.field {
			t.Errorf("%s: %v; want a refusal of %s", c.name, err, c.field)
		}
		if err := (timer.Rules{Default: timer.Rule{}, ByKind: map[timer.Kind]timer.Rule{timer.Group: c.rule}}).Validate(); err == nil {
			t.Errorf("%s: taken in the rules of a kind", c.name)
		}
	}
}

// A share of the limit is rounded up to a second, and follows the limit.
func TestTolerance(t *testing.T) {
	for _, c := range []struct {
		grace string
		limit time.Duration
		want  time.Duration
	}{
		{"30s", 3 * time.Minute, 30 * time.Second},
		{"1.5s", 3 * time.Minute, 1500 * time.Millisecond},
		{"0%", 3 * time.Minute, 0},
		{"25%", 3 * time.Minute, 45 * time.Second},
		{"25%", 150 * time.Second, 38 * time.Second},
		{"33%", 3 * time.Minute, time.Minute},
		{"1%", 100 * time.Millisecond, time.Second},
		{"100%", timer.LongestLimit, timer.LongestLimit},
	} {
		grace, share, err := timer.ParseGrace(c.grace)
		if err != nil {
			t.Fatal(err)
		}
		r := timer.Rule{Limit: c.limit, Warning: timer.Mark{BeforeLimit: true}, Grace: grace, Share: share}
		if err := r.Validate(); err != nil || r.Tolerance() != c.want {
			t.Errorf("%s of %v is %v, %v; want %v", c.grace, c.limit, r.Tolerance(), err, c.want)
		}
		last := c.limit + c.want
		if c.want > 0 && (r.PhaseAt(last-1) != timer.Over || r.PhaseAt(last) != timer.Overrun) {
			t.Errorf("%s of %v: it is %v at %v, %v before", c.grace, c.limit, r.PhaseAt(last), last, r.PhaseAt(last-1))
		}
	}
	for _, text := range []string{"", "%", "-1%", "101%", "12.5%", "25 %", "-30s", "30", "soon"} {
		if grace, share, err := timer.ParseGrace(text); err == nil {
			t.Errorf("%q was taken as %v, %d %%", text, grace, share)
		}
	}
}

func TestMark(t *testing.T) {
	for _, text := range []string{"2m30s", "limit-30s", "0s", "limit-0s"} {
		m, err := timer.ParseMark(text)
		if err != nil || m.String() != text {
			t.Errorf("%q was read as %v, %v", text, m, err)
		}
	}
	for _, text := range []string{"", "limit", "limit-", "limit+30s", "-30s", "limit--30s", "3", "soon"} {
		if m, err := timer.ParseMark(text); err == nil {
			t.Errorf("%q was taken as %v", text, m)
		}
	}
}

// The light of every instant follows from the course: 500 ms of each second
// from the warning mark, without a new beginning at the limit.
func TestLitAt(t *testing.T) {
	c := timer.Course{
		Rule:    timer.Rule{Limit: 10100 * time.Millisecond, Warning: timer.Mark{Offset: 5250 * time.Millisecond}, Grace: 2 * time.Second},
		Signals: timer.DefaultSignals, Started: true, Running: true, Zero: 1000,
	}
	for _, at := range []struct {
		elapsed time.Duration
		lit     bool
	}{
		{0, false},
		{5249 * time.Millisecond, false},
		{5250 * time.Millisecond, true},
		{5749 * time.Millisecond, true},
		{5750 * time.Millisecond, false},
		{6250 * time.Millisecond, true},
		{10099 * time.Millisecond, false},
		{10100 * time.Millisecond, false}, // the limit: the flash goes on in its own time
		{10250 * time.Millisecond, true},
		{12099 * time.Millisecond, false},
		{12100 * time.Millisecond, true}, // overrun: steady
		{12800 * time.Millisecond, true},
		{time.Hour, true},
	} {
		if got := c.LitAt(c.Zero.Add(at.elapsed)); got != at.lit {
			t.Errorf("lit at %v: %v", at.elapsed, got)
		}
	}
	c.Running, c.Held = false, 6*time.Second
	if c.LitAt(0) || c.SignalAt(0) != timer.Dark {
		t.Error("a paused statement shows a light")
	}
	without := timer.Course{Signals: timer.Signals{Speaking: timer.Steady}, Started: true, Running: true}
	if without.LitAt(1) {
		t.Error("a statement without a limit shows a light")
	}
}

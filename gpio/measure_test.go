package gpio

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"
	pgpio "periph.io/x/conn/v3/gpio"
)

func TestQuantileIsTheNearestRank(t *testing.T) {
	m := &Measurement{}
	for i := range 1000 {
		m.Late = append(m.Late, time.Duration(i+1))
	}
	for share, want := range map[float64]time.Duration{0: 1, 0.5: 500, 0.99: 990, 0.999: 999, 1: 1000} {
		if got := m.Quantile(share); got != want {
			t.Errorf("%v of 1000: got %d, want %d", share, got, want)
		}
	}
	if got := new(Measurement).Quantile(0.5); got != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

func TestVerdict(t *testing.T) {
	but := func(latest, tail time.Duration, real bool) *Measurement {
		late := slices.Repeat([]time.Duration{20 * time.Microsecond}, 998)
		return &Measurement{RealTime: real, Late: append(late, tail, latest)}
	}
	most := func(tail time.Duration, real bool) *Measurement { return but(tail, tail, real) }
	for _, c := range []struct {
		m          *Measurement
		says, hint string
	}{
		{most(time.Millisecond, true), "well: right to the millisecond", ""},
		{most(time.Millisecond, false), "well: right to the millisecond", ""},
		{but(1001*time.Microsecond, time.Millisecond, false), "well: 99.9 % within a millisecond, and nobody sees that one was 1.1 ms late", ""},
		{but(5*time.Millisecond, time.Millisecond, true), "well: 99.9 % within a millisecond, and nobody sees that one was 5.0 ms late", ""},
		{but(6200*time.Microsecond, 80*time.Microsecond, true), "fair: 99.9 % within 0.1 ms, but one was 6.2 ms late, which may be seen", ""},
		{but(time.Second, 3*time.Millisecond, false), "fair: 99.9 % within 3.0 ms, but one was 1000.0 ms late, which may be seen", "LimitRTPRIO"},
		{most(1001*time.Microsecond, true), "fair", ""},
		{most(5*time.Millisecond, false), "fair", "LimitRTPRIO"},
		{most(6*time.Millisecond, true), "late", ""},
		{most(6*time.Millisecond, false), "late", "LimitRTPRIO"},
		{&Measurement{}, "nothing", ""},
	} {
		got := c.m.Verdict()
		if !strings.HasPrefix(got, c.says) || strings.Contains(got, "LimitRTPRIO") != (c.hint != "") {
			t.Errorf("p99.9 %v, real-time %v: %q", c.m.Quantile(0.999), c.m.RealTime, got)
		}
		var printed strings.Builder
		if err := c.m.Print(&printed); err != nil || !strings.Contains(printed.String(), got) || !strings.Contains(printed.String(), "99.9 %") {
			t.Errorf("printed %q, %v", printed.String(), err)
		}
	}
}

// Every light is written as often as was asked, at its instants, and never lit.
func TestMeasureLeavesTheLightsDark(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bank := &Bank{Sleep: timerSleep, lights: make(map[string]*Light)}
		pins := make(map[string]*tracingPin)
		for _, seat := range []string{"7", "8"} {
			pins[seat] = newTracingPin()
			bank.seats = append(bank.seats, seat)
			bank.lights[seat] = newLight(t, pins[seat], Options{})
		}
		m, err := bank.Measure(t.Context(), 300, zerolog.Nop())
		if err != nil || len(m.Late) != 600 || m.Quantile(1) != 0 {
			t.Errorf("measured %d edges, %v late, %v", len(m.Late), m.Quantile(1), err)
		}
		for seat, pin := range pins {
			if n := len(pin.writes); n != 301 || slices.ContainsFunc(pin.writes, func(w write) bool { return w.level == pgpio.High }) {
				t.Errorf("seat %s was written %d times: %v", seat, n, pin.writes)
			}
		}
		pins["7"].fail = 1
		if m, err := bank.Measure(t.Context(), 10, zerolog.Nop()); !errors.Is(err, errFail) || len(m.Late) != 10 {
			t.Errorf("with a wire cut: %d edges, %v", len(m.Late), err)
		}
		ended, stop := context.WithCancel(t.Context())
		stop()
		if m, err := bank.Measure(ended, 1000, zerolog.Nop()); err != nil || len(m.Late) != 0 {
			t.Errorf("of an ended context: %d edges, %v", len(m.Late), err)
		}
	})
}

package gpio

import (
	"errors"
	"slices"
	"testing"

	pgpio "periph.io/x/conn/v3/gpio"
)

func levels(p *tracingPin) []pgpio.Level {
	var out []pgpio.Level
	for _, w := range p.writes {
		out = append(out, w.level)
	}
	return out
}

func TestLightDrivesDarkFirstAndLast(t *testing.T) {
	for _, test := range []struct {
		name string
		opts Options
		want []pgpio.Level
	}{
		{"active high", Options{}, []pgpio.Level{pgpio.Low, pgpio.High, pgpio.High, pgpio.Low}},
		{"active low", Options{ActiveLow: true}, []pgpio.Level{pgpio.High, pgpio.Low, pgpio.Low, pgpio.High}},
	} {
		t.Run(test.name, func(t *testing.T) {
			pin := newTracingPin()
			light := newLight(t, pin, test.opts)
			if got := levels(pin); !slices.Equal(got, test.want[:1]) {
				t.Fatalf("New wrote %v, want %v", got, test.want[:1])
			}
			for range 2 {
				if err := light.Set(true); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 { // the second does nothing
				if err := light.Halt(); err != nil {
					t.Fatal(err)
				}
			}
			if got := levels(pin); !slices.Equal(got, test.want) {
				t.Errorf("written: %v, want %v", got, test.want)
			}
			if err := light.Set(true); !errors.Is(err, ErrHalted) {
				t.Errorf("Set after Halt: %v, want ErrHalted", err)
			}
			if light.String() != "GPIO17" {
				t.Errorf("String = %q", light)
			}
			if light.Level(true) != test.want[1] || light.Level(false) != test.want[0] {
				t.Errorf("Level: lit is %v, dark is %v", light.Level(true), light.Level(false))
			}
		})
	}
}

func TestLightErrors(t *testing.T) {
	if _, err := New(nil, Options{}); err == nil {
		t.Error("New without a pin succeeded")
	}
	pin := newTracingPin()
	pin.failNext(1)
	_, err := New(pin, Options{ActiveLow: true})
	const want = "gpio: pin GPIO17 could not be driven high: the wire is cut"
	if !errors.Is(err, errFail) || err.Error() != want {
		t.Errorf("New: %v, want %s", err, want)
	}
	light := newLight(t, pin, Options{})
	pin.failNext(1)
	if err := light.Halt(); !errors.Is(err, errFail) {
		t.Errorf("Halt: %v, want the pin's error", err)
	}
	if err := light.Halt(); err != nil { // a Halt that failed is tried again
		t.Errorf("second Halt: %v", err)
	}
}

func TestLightSetAllocatesNothing(t *testing.T) {
	light := newLight(t, Dry("7"), Options{})
	lit := false
	if n := testing.AllocsPerRun(100, func() {
		lit = !lit
		_ = light.Set(lit)
	}); n != 0 {
		t.Errorf("%v allocations per Set", n)
	}
}

func TestDryPin(t *testing.T) {
	pin := Dry("7=dry")
	if err := pin.Out(pgpio.High); err != nil {
		t.Fatal(err)
	}
	if err := pin.Halt(); err != nil {
		t.Fatal(err)
	}
	if pin.Level() != pgpio.High || pin.Writes() != 1 {
		t.Errorf("level %v after %d writes", pin.Level(), pin.Writes())
	}
	if pin.PWM(pgpio.DutyHalf, 0) == nil {
		t.Error("a dry pin has PWM")
	}
	if pin.Name() != "7=dry" || pin.String() != "7=dry" || pin.Number() != -1 || pin.Function() == "" {
		t.Errorf("description: %q %q %d %q", pin.Name(), pin, pin.Number(), pin.Function())
	}
}

package gpio

import (
	"errors"
	"fmt"
	"testing"
)

func TestNoPinExplains(t *testing.T) {
	var many []string
	for i := 2; i < 28; i++ {
		many = append(many, fmt.Sprintf("GPIO%d", i))
	}
	const dry = `; use "dry" instead of a pin's name for rehearsal`
	for _, test := range []struct {
		name         string
		names, chips []string
		said, want   string
	}{
		{"a wrong name", []string{"GPIO2", "GPIO3"}, []string{"/dev/gpiochip0"}, "",
			`gpio: no such pin: "LAMP"; there are GPIO2, GPIO3` + dry},
		{"a wrong name among many", many, nil, "",
			`gpio: no such pin: "LAMP"; there are GPIO2, GPIO3, GPIO4, GPIO5, GPIO6, GPIO7, GPIO8, GPIO9, GPIO10, GPIO11 and 16 more` + dry},
		{"no right", nil, []string{"/dev/gpiochip0"}, "permission denied",
			`gpio: no such pin: "LAMP"; /dev/gpiochip0 cannot be used (permission denied): is the user in the group gpio? use "dry" instead of a pin's name for rehearsal`},
		{"no chip", nil, nil, "",
			`gpio: no such pin: "LAMP"; this machine has no pins at all: is it a Raspberry Pi? use "dry" instead of a pin's name for rehearsal`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := noPin("LAMP", test.names, test.chips, test.said)
			if !errors.Is(err, ErrNoPin) || err.Error() != test.want {
				t.Errorf("got  %v\nwant %v", err, test.want)
			}
		})
	}
}

func TestOpenUnknownPin(t *testing.T) {
	for range 2 { // the driver is loaded once
		if pin, err := (Binding{Seat: "7", Pin: "no-such-pin"}).Open(Options{}); !errors.Is(err, ErrNoPin) {
			t.Errorf("got %v, %v; want ErrNoPin", pin, err)
		}
	}
}

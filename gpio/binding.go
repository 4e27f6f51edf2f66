package gpio

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rostrum/timer"
)

// dryName is the name that stands for a pin without hardware.
const dryName = "dry"

// Binding says which pin is the light of a seat, or its contact. Several pins
// that are one light are joined, "GPIO17+GPIO27".
type Binding struct{ Seat, Pin string }

// ParseBinding reads "7=GPIO17", or "7=dry" for a light without hardware.
func ParseBinding(text string) (Binding, error) {
	seat, pin, _ := strings.Cut(text, "=")
	b := Binding{Seat: strings.TrimSpace(seat), Pin: strings.TrimSpace(pin)}
	if b.Seat == "" || b.Pin == "" || strings.Contains(b.Pin, "=") || slices.Contains(strings.Split(b.Pin, together), "") || !printable(text) {
		return Binding{}, fmt.Errorf(`gpio: %q is not a light; write SEAT=PIN, as in "7=GPIO17", or "7=%s" without hardware`, text, dryName)
	}
	if err := timer.CheckText("the seat", b.Seat, timer.MaxSeat, true); err != nil {
		return Binding{}, fmt.Errorf("gpio: %q is not a light: %w", text, err)
	}
	return b, nil
}

func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}

// String writes the binding as [ParseBinding] reads it.
func (b Binding) String() string { return b.Seat + "=" + b.Pin }

// Dry says whether the binding is to a pin without hardware.
func (b Binding) Dry() bool { return b.Pin == dryName }

// Open returns the light of the binding, dark.
func (b Binding) Open(o Options) (*Light, error) {
	if b.Dry() {
		return New(Dry(b.String()), o)
	}
	pin, err := Open(b.Pin, o.dark())
	if err != nil {
		return nil, err
	}
	return New(pin, o)
}

package gpio

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	pgpio "periph.io/x/conn/v3/gpio"
)

// dryName is the name that stands for a pin without hardware.
const dryName = "dry"

// Binding says which pin is the light of a seat.
type Binding struct{ Seat, Pin string }

// ParseBinding reads "7=GPIO17", or "7=dry" for a light without hardware.
func ParseBinding(text string) (Binding, error) {
	seat, pin, _ := strings.Cut(text, "=")
	b := Binding{Seat: strings.TrimSpace(seat), Pin: strings.TrimSpace(pin)}
	if b.Seat == "" || b.Pin == "" || strings.Contains(b.Pin, "=") || !printable(text) {
		return Binding{}, fmt.Errorf(`gpio: %q is not a light; write SEAT=PIN, as in "7=GPIO17", or "7=%s" without hardware`, text, dryName)
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

// Open returns the binding's pin: a new dry one, or the real one of that name.
func (b Binding) Open() (pgpio.PinOut, error) {
	if b.Dry() {
		return Dry(b.String()), nil
	}
	return Open(b.Pin)
}

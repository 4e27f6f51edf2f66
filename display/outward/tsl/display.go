package tsl

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"rostrum/display/outward"
	"rostrum/timer"
)

// Version is an edition of the protocol.
type Version string

// The versions.
const (
	V31 Version = "3.1" // 16 characters of ASCII; a packet for each display
	V50 Version = "5.0" // any text; one packet for all displays of a screen
)

// The displays, counted from the first one: who speaks, the time, who is next.
const displays = 3

// ErrVersion is a version that is not spoken, ErrIndex a display that there is not.
var (
	ErrVersion = errors.New("tsl: the version is 3.1 or 5.0")
	ErrIndex   = errors.New("tsl: there is no such display")
)

// Check refuses a version and the index of the first display that do not go together.
func (v Version) Check(first int) error {
	last := map[Version]int{V31: 126, V50: 0xFFFE}[v]
	switch {
	case last == 0:
		return fmt.Errorf("%w, not %q", ErrVersion, string(v))
	case first < 0 || first+displays-1 > last:
		return fmt.Errorf("%w: version %s has the displays 0 to %d, and %d are needed from %d on", ErrIndex, v, last, displays, first)
	}
	return nil
}

// Colour is that of a tally lamp, as version 5.0 counts.
type Colour uint16

// The colours.
const (
	Off Colour = iota
	Red
	Green
	Amber
)

// colourOf is green while there is time, amber from the warning on, red past the limit. The
// digits say the same: nothing is told by a colour alone.
func colourOf(s outward.Shown) Colour {
	if !s.Running || !s.Limited {
		return Off
	}
	switch s.Phase {
	case timer.Speaking.String():
		return Green
	case timer.Warning.String():
		return Amber
	case timer.Over.String(), timer.Overrun.String():
		return Red
	default:
		return Off
	}
}

// label is one display.
type label struct {
	index  int
	colour Colour
	text   string
	code   string // in place of a text that ASCII does not have
}

func labels(first int, s outward.Shown) [displays]label {
	speaks := s.Delegation
	if speaks == "" && s.Kind == timer.PointOfOrder {
		speaks = "Point of order"
	}
	colour := colourOf(s)
	return [displays]label{
		{first, colour, speaks, s.Code},
		{first + 1, colour, s.Digits(), ""},
		{first + 2, Off, s.Next, ""},
	}
}

// Tell writes what is shown, on the displays from the first one on.
func Tell(v Version, first int, s outward.Shown) [][]byte {
	all := labels(first, s)
	if v == V50 {
		return [][]byte{append50(all[:])}
	}
	var packets [][]byte
	for _, l := range all {
		packets = append(packets, append31(l))
	}
	return packets
}

// bright is the full brightness of a display: two bits.
const bright = 3

// length31 is how many characters a display of version 3.1 has.
const length31 = 16

// append31 writes a label for version 3.1: 0x80 and its address, the lamps (the first is
// red, the second green, both are amber) with the brightness, 16 characters.
func append31(l label) []byte {
	lamps := map[Colour]byte{Red: 1, Green: 2, Amber: 3}[l.colour]
	text := ascii(l.text, l.code)
	text = text[:min(len(text), length31)]
	packet := []byte{0x80 + byte(l.index), lamps | bright<<4}
	return append(packet, fmt.Sprintf("%-*s", length31, text)...)
}

// Version 5.0: all numbers with the low byte first, the length of a packet before it.
const (
	flagUTF16 = 1
	screen    = 0
	longest   = 200 // characters of a label
)

// append50 writes labels for version 5.0. The text is ASCII where it can be.
func append50(all []label) []byte {
	wide := false
	for _, l := range all {
		wide = wide || strings.ContainsFunc(l.text, func(r rune) bool { return r > unicode.MaxASCII })
	}
	flags := byte(0)
	if wide {
		flags = flagUTF16
	}
	packet := []byte{0, 0, 0, flags} // its length, its version, its flags
	packet = binary.LittleEndian.AppendUint16(packet, screen)
	for _, l := range all {
		lamps := uint16(l.colour) // on the right, the text, on the left
		control := lamps | lamps<<2 | lamps<<4 | bright<<6
		text := textOf(l.text, wide)
		packet = binary.LittleEndian.AppendUint16(packet, uint16(l.index))
		packet = binary.LittleEndian.AppendUint16(packet, control)
		packet = binary.LittleEndian.AppendUint16(packet, uint16(len(text)))
		packet = append(packet, text...)
	}
	binary.LittleEndian.PutUint16(packet, uint16(len(packet)-2))
	return packet
}

func textOf(text string, wide bool) []byte {
	if !wide {
		return []byte(text[:min(len(text), longest)])
	}
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)[:min(len([]rune(text)), longest)]) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

// ascii writes a text without its accents; one that has other letters is called by its code
// where it has one.
func ascii(text, code string) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '’', r == '‘':
			return '\''
		case r == '–', r == '—':
			return '-'
		case r < ' ' || r >= unicode.MaxASCII:
			return '?'
		}
		return r
	}, norm.NFD.String(text))
	if code != "" && strings.Contains(out, "?") && !strings.Contains(text, "?") {
		return code
	}
	return out
}

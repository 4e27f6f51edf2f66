package osc

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Message is one message. Its arguments are int32, float32, string and bool; of what comes
// in also int64, float64 and nil.
type Message struct {
	Address string
	Args    []any
}

// ErrPacket is a packet that is not understood; nothing of it is carried out.
var ErrPacket = errors.New("osc: the packet is not understood")

// The bounds of what is read: a panel's packet has a tenth of each.
const (
	MaxPacket   = 1500 // bytes
	mostOf      = 16   // messages of a bundle
	deepest     = 3    // bundles in bundles
	longestText = 200
)

// Append writes a message behind what is there already. An argument of another type is a
// mistake of the caller's, and is left out with its tag.
func (m Message) Append(to []byte) []byte {
	tags := make([]byte, 1, len(m.Args)+1)
	tags[0] = ','
	var values []byte
	for _, arg := range m.Args {
		switch arg := arg.(type) {
		case int32:
			tags, values = append(tags, 'i'), binary.BigEndian.AppendUint32(values, uint32(arg))
		case float32:
			tags, values = append(tags, 'f'), binary.BigEndian.AppendUint32(values, math.Float32bits(arg))
		case string:
			tags, values = append(tags, 's'), appendText(values, arg)
		case bool:
			tag := byte('F')
			if arg {
				tag = 'T'
			}
			tags = append(tags, tag)
		}
	}
	return append(appendText(appendText(to, m.Address), string(tags)), values...)
}

// appendText writes a text with its end, filled up to four bytes. What would end it before
// its end is left out.
func appendText(to []byte, text string) []byte {
	text = strings.ReplaceAll(text, "\x00", "")
	to = append(to, text...)
	return append(to, make([]byte, 4-len(text)%4)...)
}

// Parse reads a packet: a message, or the messages of a bundle that is to be carried out at
// once. What it refuses is an [ErrPacket].
func Parse(packet []byte) ([]Message, error) {
	if len(packet) > MaxPacket {
		return nil, fmt.Errorf("%w: it is longer than %d bytes", ErrPacket, MaxPacket)
	}
	return parse(packet, deepest)
}

// The head of a bundle, and the time that says: at once.
const (
	bundle = "#bundle\x00"
	atOnce = 1
)

func parse(packet []byte, deep int) ([]Message, error) {
	if !strings.HasPrefix(string(packet), bundle) {
		m, err := parseMessage(packet)
		if err != nil {
			return nil, err
		}
		return []Message{m}, nil
	}
	rest := packet[len(bundle):]
	if deep == 0 || len(rest) < 8 {
		return nil, fmt.Errorf("%w: a bundle is cut off, or too deep", ErrPacket)
	}
	if binary.BigEndian.Uint64(rest) != atOnce {
		return nil, fmt.Errorf("%w: a bundle for later is not kept; send what is to be done when it is to be done", ErrPacket)
	}
	var out []Message
	for rest = rest[8:]; len(rest) > 0; {
		if len(rest) < 4 {
			return nil, fmt.Errorf("%w: a bundle is cut off", ErrPacket)
		}
		length := binary.BigEndian.Uint32(rest)
		if rest = rest[4:]; uint64(length) > uint64(len(rest)) || length%4 != 0 {
			return nil, fmt.Errorf("%w: a part of a bundle has a wrong length", ErrPacket)
		}
		part, err := parse(rest[:length], deep-1)
		if err != nil {
			return nil, err
		}
		if out = append(out, part...); len(out) > mostOf {
			return nil, fmt.Errorf("%w: a bundle has more than %d messages", ErrPacket, mostOf)
		}
		rest = rest[length:]
	}
	return out, nil
}

func parseMessage(packet []byte) (m Message, err error) {
	rest := packet
	if m.Address, rest, err = text(rest); err != nil {
		return Message{}, err
	}
	if !strings.HasPrefix(m.Address, "/") {
		return Message{}, fmt.Errorf("%w: an address begins with /", ErrPacket)
	}
	if len(rest) == 0 { // of an old sender, which leaves out that there are none
		return m, nil
	}
	tags, rest, err := text(rest)
	if err != nil {
		return Message{}, err
	}
	if !strings.HasPrefix(tags, ",") {
		return Message{}, fmt.Errorf("%w: the types of its arguments begin with a comma", ErrPacket)
	}
	for _, tag := range []byte(tags[1:]) {
		var arg any
		if arg, rest, err = argument(tag, rest); err != nil {
			return Message{}, err
		}
		m.Args = append(m.Args, arg)
	}
	if len(rest) > 0 {
		return Message{}, fmt.Errorf("%w: something follows its arguments", ErrPacket)
	}
	return m, nil
}

// argument reads one argument, and returns what follows it.
func argument(tag byte, from []byte) (any, []byte, error) {
	size := map[byte]int{'i': 4, 'f': 4, 'h': 8, 'd': 8}[tag]
	if len(from) < size {
		return nil, nil, fmt.Errorf("%w: an argument is cut off", ErrPacket)
	}
	switch tag {
	case 'T':
		return true, from, nil
	case 'F':
		return false, from, nil
	case 'N', 'I':
		return nil, from, nil
	case 's':
		s, rest, err := text(from)
		return s, rest, err
	case 'i':
		return int32(binary.BigEndian.Uint32(from)), from[size:], nil
	case 'f':
		return math.Float32frombits(binary.BigEndian.Uint32(from)), from[size:], nil
	case 'h':
		return int64(binary.BigEndian.Uint64(from)), from[size:], nil
	case 'd':
		return math.Float64frombits(binary.BigEndian.Uint64(from)), from[size:], nil
	default:
		return nil, nil, fmt.Errorf("%w: there is an argument of type %q, which no act has", ErrPacket, tag)
	}
}

// text reads a text, and returns what follows it.
func text(from []byte) (string, []byte, error) {
	for i, b := range from {
		if b != 0 {
			continue
		}
		end := i + 4 - i%4
		if i > longestText || end > len(from) || strings.Trim(string(from[i:end]), "\x00") != "" {
			break
		}
		return string(from[:i]), from[end:], nil
	}
	return "", nil, fmt.Errorf("%w: a text has no end, or is too long", ErrPacket)
}

package wire

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// fields are the members of one JSON object, each to be read once: what is left
// in the end is a field that the object should not have. The first error is
// kept.
type fields struct {
	members map[string]json.RawMessage
	err     *Error
}

// readFields reads exactly one JSON object, with each name once.
func readFields(body []byte) (*fields, *Error) {
	if len(body) > MaxBody {
		return nil, &Error{Code: TooLarge, Message: "the message is larger than 64 KiB"}
	}
	if !utf8.Valid(body) {
		return nil, malformed("", "the message is not UTF-8")
	}
	f := &fields{members: make(map[string]json.RawMessage)}
	d := json.NewDecoder(bytes.NewReader(body))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, malformed("", "the message is not a JSON object")
	}
	for d.More() {
		t, err := d.Token()
		name, ok := t.(string)
		var value json.RawMessage
		if err != nil || !ok || d.Decode(&value) != nil {
			return nil, malformed("", "the message is not JSON")
		}
		if _, twice := f.members[name]; twice {
			return nil, malformed(name, "%q stands there twice", name)
		}
		f.members[name] = value
	}
	if _, err := d.Token(); err != nil {
		return nil, malformed("", "the message is not JSON")
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, malformed("", "something follows the JSON object")
	}
	return f, nil
}

// digest identifies the object without one of its fields, whatever the order
// and the white space.
func (f *fields) digest(without string) string {
	rest := make(map[string]json.RawMessage, len(f.members))
	for name, value := range f.members {
		if name != without && string(value) != "null" { // null counts as absent
			rest[name] = value
		}
	}
	text, err := json.Marshal(rest) // sorts the names
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func (f *fields) fail(err *Error) {
	if f.err == nil {
		f.err = err
	}
}

// remove returns a field and takes it out; null counts as absent.
func (f *fields) remove(name string, required bool) (json.RawMessage, bool) {
	value, ok := f.members[name]
	delete(f.members, name)
	if !ok || string(value) == "null" {
		if required {
			f.fail(malformed(name, "%q is missing", name))
		}
		return nil, false
	}
	return value, true
}

func (f *fields) text(name string, required bool) string {
	value, ok := f.remove(name, required)
	if !ok {
		return ""
	}
	var s string
	if json.Unmarshal(value, &s) != nil {
		f.fail(malformed(name, "%q must be a text", name))
	}
	return s
}

// needed is a text that must be there and must not be empty.
func (f *fields) needed(name string) string {
	s := f.text(name, true)
	if s == "" {
		f.fail(malformed(name, "%q is missing", name))
	}
	return s
}

// integer reads a whole number, written without fraction or exponent.
func (f *fields) integer(name string, required bool) (int64, bool) {
	value, ok := f.remove(name, required)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(string(value), 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		f.fail(outOfRange(name))
		return 0, false
	}
	if err != nil {
		f.fail(malformed(name, "%q must be a whole number", name))
		return 0, false
	}
	return n, true
}

// count reads a whole number that is not negative.
func (f *fields) count(name string, required bool) (uint64, bool) {
	n, ok := f.integer(name, required)
	if ok && n < 0 {
		f.fail(malformed(name, "%q must not be negative", name))
		return 0, false
	}
	return uint64(n), ok
}

// number reads a finite number.
func (f *fields) number(name string, required bool) float64 {
	value, ok := f.remove(name, required)
	if !ok {
		return 0
	}
	n, err := strconv.ParseFloat(string(value), 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		f.fail(outOfRange(name))
	case err != nil:
		f.fail(malformed(name, "%q must be a number", name))
	}
	return n
}

// instant reads a steady instant in milliseconds; one that no clock can show
// is refused.
func (f *fields) instant(name string) float64 {
	ms := f.number(name, true)
	if ms < 0 || ms >= math.MaxInt64/float64(time.Millisecond) {
		f.fail(outOfRange(name))
	}
	return ms
}

// end returns the first error; a field that nobody has read is one.
func (f *fields) end(of string) *Error {
	if f.err != nil {
		return f.err
	}
	names := make([]string, 0, len(f.members))
	for name := range f.members {
		names = append(names, name)
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return malformed(names[0], "%s has no field %q", of, names[0])
}

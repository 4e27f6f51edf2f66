package wire

import (
	"math"
	"slices"

	"rostrum/timer"
)

// maxID is the longest id of a command, in bytes.
const maxID = 200

// commands makes each command from the fields of its message.
var commands = merge(clockCommands, listCommands, meetingCommands)

// Commands returns the names of all commands, in alphabetical order.
func Commands() []string {
	names := make([]string, 0, len(commands))
	for name := range commands {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ParseCommand reads a command as it is posted:
//
//	{"id": "any unique text", "do": "give-floor", "entry": "e7", "rev": 12}
//
// What it refuses is an [*Error].
func ParseCommand(body []byte) (timer.Request, error) {
	f, err := readFields(body)
	if err != nil {
		return timer.Request{}, err
	}
	return requestOf(f)
}

func requestOf(f *fields) (timer.Request, error) {
	r := timer.Request{Digest: f.digest("id"), ID: f.needed("id")}
	if len(r.ID) > maxID {
		f.fail(malformed("id", "the id is longer than %d bytes", maxID))
	}
	do := f.needed("do")
	if f.err != nil {
		return timer.Request{}, f.err
	}
	read, ok := commands[do]
	if !ok {
		return timer.Request{}, malformed("do", "there is no command %q", do)
	}
	r.Command = read(f)
	if rev, ok := f.count("rev", false); ok {
		r.Rev = &rev
	}
	if timer.OnClock(r.Command) {
		if n, ok := f.count("statement", false); ok {
			statement := statementNumber(n)
			r.Statement = &statement
		}
	}
	if err := f.end(do); err != nil {
		return timer.Request{}, err
	}
	return r, nil
}

// statementNumber keeps a number that an int of 32 bits cannot hold from turning
// into another one.
func statementNumber(n uint64) int { return int(min(n, math.MaxInt32)) }

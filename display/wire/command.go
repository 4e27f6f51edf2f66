package wire

import (
	"maps"
	"math"
	"slices"

	"rostrum/timer"
)

// maxID is the longest id of a command, in bytes.
const maxID = 200

// acts are what can be commanded, by name.
var acts = func() map[string]timer.Act {
	named := make(map[string]timer.Act)
	for _, a := range timer.Acts() {
		named[a.Name] = a
	}
	return named
}()

// Commands returns the names of all commands, in alphabetical order.
func Commands() []string { return slices.Sorted(maps.Keys(acts)) }

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
	act, ok := acts[do]
	if !ok {
		return timer.Request{}, malformed("do", "there is no command %q", do)
	}
	r.Command = f.command(act)
	if rev, ok := f.count("rev", false); ok {
		r.Rev = &rev
	}
	if act.Guard == timer.ByStatement {
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

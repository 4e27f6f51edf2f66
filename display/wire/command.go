package wire

import (
	"math"
	"slices"
	"time"

	"rostrum/timer"
)

// maxID is the longest id of a command, in bytes.
const maxID = 200

// commands makes each command from the fields of its message.
var commands = map[string]func(*fields) timer.Command{
	timer.GiveFloor{}.Name(): func(f *fields) timer.Command {
		return timer.GiveFloor{Entry: timer.EntryID(f.needed("entry")), Seat: f.text("seat", false)}
	},
	timer.Start{}.Name(): func(*fields) timer.Command { return timer.Start{} },
	timer.Pause{}.Name(): func(f *fields) timer.Command {
		return timer.Pause{Reason: f.text("reason", false)}
	},
	timer.Resume{}.Name(): func(*fields) timer.Command { return timer.Resume{} },
	timer.Extend{}.Name(): func(f *fields) timer.Command {
		ms, _ := f.integer("by_ms", true)
		return timer.Extend{By: milliseconds(ms)}
	},
	timer.Urge{}.Name(): func(*fields) timer.Command { return timer.Urge{} },
	timer.End{}.Name():  func(*fields) timer.Command { return timer.End{} },
	timer.Inscribe{}.Name(): func(f *fields) timer.Command {
		return timer.Inscribe{
			Inscription: timer.Inscription{
				Delegation: f.text("delegation", true),
				Speaker:    f.text("speaker", false),
				Kind:       timer.Kind(f.text("kind", true)),
				OnBehalfOf: f.text("on_behalf_of", false),
			},
			Before: timer.EntryID(f.text("before", false)),
		}
	},
	timer.Withdraw{}.Name(): func(f *fields) timer.Command {
		return timer.Withdraw{Entry: timer.EntryID(f.needed("entry"))}
	},
	timer.Move{}.Name(): func(f *fields) timer.Command {
		return timer.Move{Entry: timer.EntryID(f.needed("entry")), Before: timer.EntryID(f.text("before", false))}
	},
	timer.CloseList{}.Name():  func(*fields) timer.Command { return timer.CloseList{} },
	timer.ReopenList{}.Name(): func(*fields) timer.Command { return timer.ReopenList{} },
	timer.Undo{}.Name(): func(f *fields) timer.Command {
		of, _ := f.count("of", true)
		return timer.Undo{Of: of}
	},
}

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
			statement := int(min(n, math.MaxInt32)) // an int of 32 bits must not turn it into another one
			r.Statement = &statement
		}
	}
	if err := f.end(do); err != nil {
		return timer.Request{}, err
	}
	return r, nil
}

// milliseconds keeps a number that no duration can hold out of every bound.
func milliseconds(ms int64) time.Duration {
	const most = int64(2 * timer.LongestLimit / time.Millisecond)
	return time.Duration(max(-most, min(ms, most))) * time.Millisecond
}

package wire

import (
	"encoding/json"
	"fmt"
	"time"

	"rostrum/timer"
)

// optional is a text that may be absent, which is not the same as empty.
func (f *fields) optional(name string) *string {
	if value, ok := f.members[name]; !ok || string(value) == "null" {
		f.remove(name, false)
		return nil
	}
	text := f.text(name, false)
	return &text
}

func (f *fields) yes(name string) bool {
	value, ok := f.remove(name, false)
	if !ok {
		return false
	}
	var yes bool
	if json.Unmarshal(value, &yes) != nil {
		f.fail(malformed(name, "%q must be true or false", name))
	}
	return yes
}

// wall reads a wall instant, RFC 3339; absent is zero.
func (f *fields) wall(name string) time.Time {
	text := f.text(name, false)
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		f.fail(&Error{Code: Invalid, Field: name, Message: fmt.Sprintf("%q must be a date and time such as 2019-11-04T15:00:00Z", name)})
		return time.Time{}
	}
	return at.UTC()
}

// preset reads the name of built-in rules.
func (f *fields) preset(name, otherwise string) timer.Rules {
	chosen := f.text(name, false)
	if chosen == "" {
		chosen = otherwise
	}
	f.known(name, chosen)
	rules, _ := timer.Preset(chosen)
	return rules
}

// known refuses a name that no preset has.
func (f *fields) known(field, preset string) {
	if _, ok := timer.Preset(preset); !ok {
		f.fail(&Error{Code: Invalid, Field: field, Message: fmt.Sprintf("there are no rules %q; use working-methods-2024, note-507 or spain-2015", preset)})
	}
}

// objects reads a list of objects; each reads its own fields.
func (f *fields) objects(name string, required bool, read func(*fields)) {
	value, ok := f.remove(name, required)
	if !ok {
		return
	}
	var items []json.RawMessage
	if json.Unmarshal(value, &items) != nil {
		f.fail(malformed(name, "%q must be a list", name))
		return
	}
	for i, item := range items {
		in, err := readFields(item)
		if err == nil {
			read(in)
			err = in.end("an item")
		}
		if err != nil {
			at := *err
			at.Field = fmt.Sprintf("%s[%d]", name, i)
			if err.Field != "" {
				at.Field += "." + err.Field
			}
			f.fail(&at)
			return
		}
	}
}

func (f *fields) inscriptions(name string) []timer.Inscription {
	var list []timer.Inscription
	f.objects(name, true, func(in *fields) {
		kind := in.text("kind", false)
		if kind == "" {
			kind = string(timer.State)
		}
		list = append(list, timer.Inscription{
			Delegation: in.text("delegation", true), Speaker: in.text("speaker", false), Kind: timer.Kind(kind),
			OnBehalfOf: in.text("on_behalf_of", false), Seat: in.text("seat", false),
		})
	})
	return list
}

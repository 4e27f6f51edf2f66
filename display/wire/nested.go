package wire

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"rostrum/timer"
)

// there says whether a field is there that may be absent, which is not the same as empty;
// null counts as absent.
func (f *fields) there(name string) bool {
	value, ok := f.members[name]
	if ok && string(value) == "null" {
		f.remove(name, false)
		return false
	}
	return ok
}

// optional is a text that may be absent.
func (f *fields) optional(name string) *string {
	if !f.there(name) {
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

// preset returns built-in rules; a name that no preset has is refused.
func (f *fields) preset(field, name string) timer.Rules {
	rules, ok := timer.Preset(name)
	if !ok {
		names := timer.PresetNames()
		last := len(names) - 1
		f.fail(&Error{Code: Invalid, Field: field, Message: fmt.Sprintf("there are no rules %q; use %s or %s", name, strings.Join(names[:last], ", "), names[last])})
	}
	return rules
}

// numbers reads a list of whole numbers that are not negative; absent is nil, which is
// not the same as empty.
func (f *fields) numbers(name string) []int {
	if !f.there(name) {
		return nil
	}
	value, _ := f.remove(name, false)
	var items []json.RawMessage
	if json.Unmarshal(value, &items) != nil {
		f.fail(malformed(name, "%q must be a list", name))
		return nil
	}
	out := make([]int, 0, len(items))
	for i, item := range items {
		n, err := strconv.ParseUint(string(item), 10, 31)
		if err != nil {
			f.fail(malformed(fmt.Sprintf("%s[%d]", name, i), "%q must have whole numbers that are not negative", name))
			return nil
		}
		out = append(out, int(n))
	}
	return out
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

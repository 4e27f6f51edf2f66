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
		f.take(name, false)
		return nil
	}
	text := f.text(name, false)
	return &text
}

func (f *fields) yes(name string) bool {
	value, ok := f.take(name, false)
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
	rules, ok := timer.Preset(chosen)
	if !ok {
		f.fail(&Error{Code: Invalid, Field: name, Message: fmt.Sprintf("there are no rules %q; use working-methods-2024, note-507 or spain-2015", chosen)})
	}
	return rules
}

// objects reads a list of objects; each reads its own fields.
func (f *fields) objects(name string, required bool, read func(*fields)) {
	value, ok := f.take(name, required)
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

// rules reads either the name of a preset, or rules of one's own: those that are
// not named are as in the preset that is the default.
func (f *fields) rules() timer.Rules {
	_, own := f.members["rules"]
	if _, named := f.members["preset"]; !own && !named {
		f.fail(malformed("preset", "%q is missing: name a preset, or say the rules", "preset"))
	}
	rules := f.preset("preset", timer.DefaultRules)
	rules.Signals = timer.Signals{} // those of the room
	if name := f.text("name", false); name != "" {
		rules.Name = name
	} else if own {
		rules.Name = "own rules"
	}
	if own {
		rules.Source = "" // is that of the preset's figures
	}
	kinds := make(map[timer.Kind]timer.Rule)
	for kind, rule := range rules.ByKind {
		kinds[kind] = rule
	}
	seen := make(map[string]bool)
	f.objects("rules", false, func(in *fields) {
		kind, rule := in.rule()
		if seen[kind] {
			in.fail(&Error{Code: Invalid, Field: "kind", Message: fmt.Sprintf("there are two rules for kind %q", kind)})
		}
		seen[kind] = true
		if kind == "default" {
			rules.Default = rule
			return
		}
		kinds[timer.Kind(kind)] = rule
	})
	rules.ByKind = kinds
	return rules
}

func (f *fields) rule() (kind string, rule timer.Rule) {
	kind = f.needed("kind")
	if k, err := timer.ParseKind(kind); (err != nil || string(k) != kind) && kind != "default" {
		f.fail(&Error{Code: Invalid, Field: "kind", Message: fmt.Sprintf("%q is not a kind of statement", kind)})
	}
	if _, there := f.members["limit_ms"]; !there {
		f.fail(malformed("limit_ms", "%q is missing; null is no limit", "limit_ms"))
	}
	limit, limited := f.integer("limit_ms", false)
	start, fromStart := f.integer("warning_ms", false)
	before, fromLimit := f.integer("warning_before_ms", false)
	grace, _ := f.integer("grace_ms", false)
	ms := func(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
	refuse := func(field, text string) {
		f.fail(&Error{Code: Invalid, Field: field, Message: text})
	}
	const most = int64(timer.LongestLimit / time.Millisecond)
	for _, v := range []struct {
		name string
		n    int64
	}{{"limit_ms", limit}, {"warning_ms", start}, {"warning_before_ms", before}, {"grace_ms", grace}} {
		if v.n < 0 || v.n > most {
			refuse(v.name, fmt.Sprintf("%q must lie between nothing and 24 hours", v.name))
		}
	}
	switch {
	case limited && limit == 0:
		refuse("limit_ms", "a limit of nothing is none: use null")
	case fromStart && fromLimit:
		refuse("warning_before_ms", "the warning is counted from the start or back from the limit, not both")
	case limited && !fromStart && !fromLimit:
		refuse("warning_ms", "the warning is missing: warning_ms from the start, or warning_before_ms before the limit")
	}
	rule = timer.Rule{Limit: ms(limit), Warning: timer.Mark{Offset: ms(start)}, Grace: ms(grace)}
	if fromLimit {
		rule.Warning = timer.Mark{Offset: ms(before), BeforeLimit: true}
	}
	if err := rule.Validate(); err != nil && f.err == nil {
		refusal := ErrorOf(err, 0)
		if fromLimit && refusal.Field == "warning" {
			refusal.Field = "warning_before"
		}
		refuse(refusal.Field+"_ms", refusal.Message)
	}
	return kind, rule
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

package wire

import (
	"fmt"
	"time"

	"rostrum/timer"
)

// SetRules is how [timer.SetRules] is sent.
type SetRules struct {
	Preset string `json:"preset,omitempty"` // built-in rules, which come in place of all limits in force
	Name   string `json:"name,omitempty"`   // of the rules from now on; without it changed rules are called own-rules
	// The kinds that get another rule; the others keep theirs. An empty list, with
	// running, gives the statement on the floor the rules in force.
	Rules   []RuleChange `json:"rules,omitempty"`
	Running bool         `json:"running,omitempty"` // also for the statement on the floor
}

// RuleChange is how another rule for one kind is sent; what is not named stays.
type RuleChange struct {
	Kind    string `json:"kind"`     // a kind of statement, or default for all that have no rule of their own
	LimitMS *int64 `json:"limit_ms"` // null = no limit: the clock counts up, with no light
	// When the light starts to flash, from the start; without either of the two the
	// warning in force stays.
	WarningMS       int64 `json:"warning_ms,omitempty"`
	WarningBeforeMS int64 `json:"warning_before_ms,omitempty"` // the same, counted back from the limit
	// How far past the limit the President is prompted; without it the grace in force
	// stays.
	GraceMS int64 `json:"grace_ms,omitempty"`
	// The same as a share of the limit, in whole hundredths from 0 to 100; rounded up to a
	// whole second, it follows every change of the limit, also of the statement on the floor.
	GracePercent int `json:"grace_percent,omitempty"`
}

// setRules reads a change of the rules: the name of a preset, the kinds that get
// another rule, or both.
func (f *fields) setRules() timer.SetRules {
	_, own := f.members["rules"]
	if _, named := f.members["preset"]; !own && !named {
		f.fail(malformed("preset", "%q is missing: name a preset, or the rules that are to be changed", "preset"))
	}
	c := timer.SetRules{Preset: f.text("preset", false), Called: f.text("name", false), Running: f.yes("running")}
	if c.Preset != "" {
		f.preset("preset", c.Preset)
	}
	seen := make(map[timer.Kind]bool)
	f.objects("rules", false, func(in *fields) {
		change := in.ruleChange()
		if seen[change.Kind] {
			in.fail(&Error{Code: Invalid, Field: "kind", Message: fmt.Sprintf("there are two rules for kind %q", change.Kind)})
		}
		seen[change.Kind] = true
		c.Change = append(c.Change, change)
	})
	return c
}

func (f *fields) ruleChange() timer.RuleChange {
	kind := f.needed("kind")
	if k, err := timer.ParseKind(kind); (err != nil || string(k) != kind) && kind != string(timer.Otherwise) {
		f.fail(&Error{Code: Invalid, Field: "kind", Message: fmt.Sprintf("%q is not a kind of statement", kind)})
	}
	if _, there := f.members["limit_ms"]; !there {
		f.fail(malformed("limit_ms", "%q is missing; null is no limit", "limit_ms"))
	}
	limit, limited := f.length("limit_ms")
	start, fromStart := f.length("warning_ms")
	before, fromLimit := f.length("warning_before_ms")
	grace, graced := f.length("grace_ms")
	share, shared := f.count("grace_percent", false)
	switch {
	case limited && limit == 0:
		f.refuse("limit_ms", "a limit of nothing is none: use null")
	case fromStart && fromLimit:
		f.refuse("warning_before_ms", "the warning is counted from the start or back from the limit, not both")
	}
	if graced && shared {
		f.refuse("grace_percent", "the grace is a time or a share of the limit, not both")
	}
	c := timer.RuleChange{Kind: timer.Kind(kind), Limit: limit}
	if fromStart || fromLimit {
		c.Warning = &timer.Mark{Offset: start + before, BeforeLimit: fromLimit}
	}
	if graced {
		c.Grace = &grace
	}
	if shared {
		share := statementNumber(share)
		c.Share = &share
	}
	return c
}

// length reads a duration that a rule may have.
func (f *fields) length(name string) (time.Duration, bool) {
	n, there := f.integer(name, false)
	if n < 0 || n > int64(timer.LongestLimit/time.Millisecond) {
		f.refuse(name, fmt.Sprintf("%q must lie between nothing and 24 hours", name))
	}
	return time.Duration(n) * time.Millisecond, there
}

func (f *fields) refuse(field, text string) {
	f.fail(&Error{Code: Invalid, Field: field, Message: text})
}

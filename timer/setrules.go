package timer

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
)

// SetRules changes the time rules in force, or those of a preset where one is named, with
// the next statement; with running also for the one that has the floor. What is not
// named stays as it is, and what the lights show in any case: that is the room's; a
// speaker's own allowance comes on top. One of preset and rules is needed.
type SetRules struct {
	Preset  string       // the built-in rules that come in place of those in force, or empty
	Change  []RuleChange // the kinds that get another rule
	Called  string       // their name from now on; without one what was changed is OwnRules
	Running bool
}

// RuleChange is another rule for one kind; nil leaves as it is.
type RuleChange struct {
	Kind    Kind // or Otherwise
	Limit   time.Duration
	Warning *Mark
	Grace   *time.Duration
	Share   *int // the grace as a share of the limit, in hundredths, in place of Grace
}

// Otherwise names, where rules are written, the kinds that have no rule of their own.
const Otherwise Kind = "default"

// OwnRules is the name of rules that nobody named.
const OwnRules = "own-rules"

// RulesSet says which rules hold from now on.
type RulesSet struct {
	Rules     Rules `json:"rules"`
	Statement int   `json:"statement,omitempty"` // also for this one
	Rule      Rule  `json:"rule,omitzero"`
}

func (c SetRules) decide(m *Meeting, _ Stamp) (Fact, error) {
	rules, err := c.on(m.Rules)
	if err != nil {
		return nil, err
	}
	fact := RulesSet{Rules: rules}
	if c.Running {
		if m.Floor == nil {
			return nil, errNobody
		}
		fact.Statement, fact.Rule = m.Floor.ID, rules.For(m.Floor.Kind).longer(m.Floor.Allowance)
	}
	return fact, nil
}

// on returns the rules that come of those in force.
func (c SetRules) on(now Rules) (Rules, error) {
	if c.Preset == "" && c.Called == "" && len(c.Change) == 0 && !c.Running {
		return now, invalid("rules", "rules-unchanged", "nothing is to be changed: name a preset, or the kinds and their rules")
	}
	if err := CheckText("name", c.Called, MaxName, false); err != nil {
		return now, err
	}
	out := now
	if c.Preset != "" {
		preset, ok := Preset(c.Preset)
		if !ok {
			return now, invalid("preset", "no-such-rules", "there are no rules %q; use one of %s", c.Preset, strings.Join(PresetNames(), ", "))
		}
		out, out.Signals = preset, now.Signals
	}
	out, err := out.with(c.Change)
	if c.Called != "" {
		out.Name = c.Called
	}
	return out, err
}

// with returns the rules with some of them changed.
func (r Rules) with(changes []RuleChange) (Rules, error) {
	if len(changes) == 0 {
		return r, nil
	}
	out := r
	out.Name, out.Source = OwnRules, "" // were those of the figures as they were
	out.ByKind = make(map[Kind]Rule, len(r.ByKind)+len(changes))
	maps.Copy(out.ByKind, r.ByKind)
	second := false
	for i, c := range changes {
		rule, err := c.on(r)
		if err != nil {
			return r, within(fmt.Sprintf("rules[%d]", i), err)
		}
		if c.Kind == Otherwise {
			out.Default = rule
			continue
		}
		out.ByKind[c.Kind] = rule
		second = second || c.Kind == RightOfReply
	}
	// A second reply is as the first where nothing else is said, and who changes
	// the first says nothing of it.
	if _, own := out.ByKind[SecondReply]; second && !own {
		out.ByKind[SecondReply] = Rules{Default: out.Default, ByKind: r.ByKind}.For(SecondReply)
	}
	return out, nil
}

func (c RuleChange) on(base Rules) (Rule, error) {
	now := base.Default
	if c.Kind != Otherwise {
		now = base.For(c.Kind)
	}
	rule := Rule{Limit: c.Limit}
	if c.Limit != NoLimit {
		rule.Warning, rule.Grace, rule.Share = now.Warning, now.Grace, now.Share
	}
	if c.Warning != nil {
		rule.Warning = *c.Warning
	}
	if c.Grace != nil {
		rule.Grace, rule.Share = *c.Grace, 0
	}
	if c.Share != nil {
		if c.Grace != nil {
			return rule, invalid("grace_percent", "grace-twice", "the grace is a time or a share of the limit, not both")
		}
		rule.Grace, rule.Share = 0, *c.Share
	}
	if c.Limit != NoLimit && now.Limit == NoLimit && c.Warning == nil {
		return rule, invalid("warning_ms", "warning-missing", "the warning is missing: there was no limit, and so none that could stay")
	}
	var refusal *Refusal
	if err := rule.Validate(); !errors.As(err, &refusal) {
		return rule, err
	}
	told := *refusal
	if told.Field == "warning" && rule.Warning.BeforeLimit {
		told.Field = "warning_before"
	}
	if told.Field == "share" {
		told.Field = "grace_percent"
		return rule, &told
	}
	told.Field += "_ms"
	if c.Warning == nil && strings.HasPrefix(told.Field, "warning") {
		told.Message += "; it is the one in force: name another one"
		told.Why += ".in-force"
	}
	return rule, &told
}

// changedInDebate is the identity of rules that no file says.
const changedInDebate = "changed in the debate"

func (f RulesSet) apply(m *Meeting, _ Stamp) {
	m.Rules, m.RulesDigest = f.Rules, changedInDebate
	m.edit(f.Statement, func(s *Statement) {
		s.Rule, s.Signals, s.Extended, s.extensions, s.rules = f.Rule, f.Rules.Signals, 0, nil, f.Rules
	})
}

func (f RulesSet) subjects() []subject { return only(statement(f.Statement), theRules) }

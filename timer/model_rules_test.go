package timer_test

import (
	"maps"
	"time"

	"rostrum/timer"
)

// table has the rule of every kind, written out, and of those that have none of
// their own.
type table map[timer.Kind]modelRule

type modelRule struct {
	timer.Rule
	own bool
}

func tableOf(r timer.Rules) table {
	out := table{timer.Otherwise: {Rule: r.Default}}
	for _, k := range timer.Kinds() {
		_, own := r.ByKind[k]
		out[k] = modelRule{r.For(k), own}
	}
	return out
}

func (m *model) decideRules(c timer.SetRules) doing {
	rules := maps.Clone(m.rules)
	if preset, ok := timer.Preset(c.Preset); ok {
		rules = tableOf(preset)
	} else if c.Preset != "" || len(c.Change) == 0 && !c.Running {
		return nil
	}
	before := maps.Clone(rules)
	for _, change := range c.Change {
		rule, possible := changed(before[change.Kind].Rule, change)
		if !possible {
			return nil
		}
		rules[change.Kind] = modelRule{rule, true}
	}
	for k, r := range rules {
		if !r.own {
			rules[k] = modelRule{rules[timer.Otherwise].Rule, false}
		}
	}
	if second := rules[timer.SecondReply]; rules[timer.RightOfReply].own {
		rules[timer.SecondReply] = modelRule{second.Rule, true} // stays, whatever comes
	}
	for k, r := range rules {
		rules[k] = modelRule{r.Rule, r.own && k != timer.Otherwise}
	}
	if !c.Running {
		return func(m *model, _ time.Duration) { m.rules = rules }
	}
	if m.floor == nil {
		return nil
	}
	rule := with(rules[m.floor.kind].Rule, m.floor.more)
	return func(m *model, _ time.Duration) {
		m.rules, m.floor.rule, m.floor.rules, m.floor.extended, m.floor.extensions = rules, rule, rules, 0, nil
	}
}

// changed keeps of a rule what a change does not name.
func changed(was timer.Rule, c timer.RuleChange) (timer.Rule, bool) {
	if c.Limit == timer.NoLimit {
		none := (c.Warning == nil || *c.Warning == timer.Mark{}) && (c.Grace == nil || *c.Grace == 0) && (c.Share == nil || *c.Share == 0)
		return timer.Rule{}, none && (c.Grace == nil || c.Share == nil)
	}
	if c.Grace != nil && c.Share != nil {
		return timer.Rule{}, false
	}
	is := timer.Rule{Limit: c.Limit, Warning: was.Warning, Grace: was.Grace, Share: was.Share}
	if c.Warning != nil {
		is.Warning = *c.Warning
	} else if was.Limit == timer.NoLimit {
		return is, false
	}
	if c.Grace != nil {
		is.Grace, is.Share = *c.Grace, 0
	}
	if c.Share != nil {
		is.Grace, is.Share = 0, *c.Share
	}
	return is, is.Warning.Offset <= is.Limit && is.Share <= 100
}

// with is a rule that gives more time: it flashes and ends so much later.
func with(r timer.Rule, more time.Duration) timer.Rule {
	if r.Limit == timer.NoLimit {
		return r
	}
	r.Limit += more
	if !r.Warning.BeforeLimit {
		r.Warning.Offset += more
	}
	return r
}

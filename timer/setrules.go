package timer

// SetRules changes the time rules, with the next statement; with Running also
// for the one that has the floor. Rules without signals keep those of the room.
type SetRules struct {
	Rules   Rules
	Running bool
}

// RulesSet says which rules hold from now on.
type RulesSet struct {
	Rules     Rules `json:"rules"`
	Statement int   `json:"statement,omitempty"` // also for this one
	Rule      Rule  `json:"rule,omitzero"`
}

// Name returns "set-rules".
func (SetRules) Name() string { return "set-rules" }

// Name returns "rules-set".
func (RulesSet) Name() string { return "rules-set" }

func (c SetRules) decide(m *Meeting, _ Stamp) (Fact, error) {
	if err := c.Rules.Validate(); err != nil {
		return nil, err
	}
	if err := checkText("name", c.Rules.Name, MaxName, false); err != nil {
		return nil, err
	}
	fact := RulesSet{Rules: c.Rules}
	if fact.Rules.Signals == (Signals{}) {
		fact.Rules.Signals = m.Rules.Signals // limits were changed, not what the room's lights show
	}
	if c.Running {
		if m.Floor == nil {
			return nil, errNobody
		}
		fact.Statement, fact.Rule = m.Floor.ID, c.Rules.For(m.Floor.Kind)
	}
	return fact, nil
}

// changedInDebate is the identity of rules that no file says.
const changedInDebate = "changed in the debate"

func (f RulesSet) apply(m *Meeting, _ Stamp) {
	m.Rules, m.RulesDigest = f.Rules, changedInDebate
	m.edit(f.Statement, func(s *Statement) {
		s.Rule, s.Signals, s.Extended = f.Rule, f.Rules.Signals, 0
	})
}

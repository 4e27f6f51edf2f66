package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
)

// rulesFile is a rules file as it is written.
type rulesFile struct {
	Name    string       `toml:"name"`
	Rule    []ruleFile   `toml:"rule"`
	Signals *signalsFile `toml:"signals"`
}

type ruleFile struct {
	Kind    string `toml:"kind"`
	Limit   string `toml:"limit"`
	Warning string `toml:"warning"`
	Grace   string `toml:"grace"`
}

type signalsFile struct {
	Speaking *timer.Signal `toml:"speaking"`
	Warning  *timer.Signal `toml:"warning"`
	Over     *timer.Signal `toml:"over"`
	Overrun  *timer.Signal `toml:"overrun"`
}

const (
	defaultKind = "default" // the rule of all kinds that have none of their own
	noLimit     = "none"
)

func presetNames() string { return strings.Join(timer.PresetNames(), ", ") }

// chooseRules returns the rules of a preset or a file, and their identity.
func chooseRules(env program.Environment, name string) (timer.Rules, string, error) {
	if name == "" {
		name = timer.DefaultRules
	}
	if preset, ok := timer.Preset(name); ok {
		return preset, "preset " + name, nil
	}
	text, err := program.ReadFile(env, name)
	switch {
	case errors.Is(err, program.ErrStopped), errors.Is(err, program.ErrTooLarge):
		return timer.Rules{}, "", fmt.Errorf("rules file %s: %w", name, err)
	case err != nil:
		return timer.Rules{}, "", fmt.Errorf("--rules %s is neither a preset (%s) nor a file that can be read: %w", name, presetNames(), err)
	}
	rules, err := parseRules(text)
	if err != nil {
		return timer.Rules{}, "", fmt.Errorf("rules file %s: %w", name, err)
	}
	sum := sha256.Sum256(text)
	return rules, hex.EncodeToString(sum[:]), nil
}

// parseRules reads a rules file; what contradicts itself is refused with the
// rule and the field named.
func parseRules(text []byte) (timer.Rules, error) {
	var in rulesFile
	if err := program.DecodeTOML(text, &in); err != nil {
		return timer.Rules{}, err
	}
	rules := timer.Rules{Name: in.Name, ByKind: make(map[timer.Kind]timer.Rule), Signals: timer.DefaultSignals}
	if rules.Name == "" {
		rules.Name = timer.OwnRules
	}
	hasDefault := false
	for i, r := range in.Rule {
		rule, err := r.rule()
		if err != nil {
			return timer.Rules{}, fmt.Errorf("rule %d (kind %q): %w", i+1, r.Kind, err)
		}
		if r.Kind == defaultKind {
			if hasDefault {
				return timer.Rules{}, fmt.Errorf("rule %d: there are two rules for kind %q", i+1, r.Kind)
			}
			rules.Default, hasDefault = rule, true
			continue
		}
		kind, err := timer.ParseKind(r.Kind)
		if err != nil {
			return timer.Rules{}, fmt.Errorf("rule %d: kind %q is not known; use one of the kinds of statement, or default", i+1, r.Kind)
		}
		if _, twice := rules.ByKind[kind]; twice {
			return timer.Rules{}, fmt.Errorf("rule %d: there are two rules for kind %q", i+1, r.Kind)
		}
		rules.ByKind[kind] = rule
	}
	if !hasDefault {
		state, ok := rules.ByKind[timer.State]
		if !ok {
			return timer.Rules{}, errors.New(`there is no rule for kind "default", nor for kind "state" to take its place`)
		}
		rules.Default = state
	}
	in.Signals.override(&rules.Signals)
	return rules, rules.Validate()
}

func (r ruleFile) rule() (timer.Rule, error) {
	var rule timer.Rule
	if r.Limit == noLimit {
		if r.Warning != "" || r.Grace != "" {
			return rule, errors.New(`limit "none" goes with neither warning nor grace`)
		}
		return rule, nil
	}
	limit, err := time.ParseDuration(r.Limit)
	if err != nil || limit <= 0 {
		return rule, fmt.Errorf(`limit %q must be a time such as "3m", or "none"`, r.Limit)
	}
	warning, err := timer.ParseMark(r.Warning)
	if err != nil {
		return rule, fmt.Errorf(`warning %q must be a time from the start ("2m30s") or before the limit ("limit-30s")`, r.Warning)
	}
	grace, share, err := timer.ParseGrace(r.Grace)
	if err != nil {
		return rule, fmt.Errorf(`grace %q must be a time such as "30s", or a share of the limit such as "25%%"`, r.Grace)
	}
	rule = timer.Rule{Limit: limit, Warning: warning, Grace: grace, Share: share}
	return rule, rule.Validate()
}

func (s *signalsFile) override(out *timer.Signals) {
	if s == nil {
		return
	}
	for _, set := range []struct {
		from *timer.Signal
		to   *timer.Signal
	}{{s.Speaking, &out.Speaking}, {s.Warning, &out.Warning}, {s.Over, &out.Over}, {s.Overrun, &out.Overrun}} {
		if set.from != nil {
			*set.to = *set.from
		}
	}
}

package timer

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// NoLimit as a rule's limit lets the clock count up, with no light.
const NoLimit time.Duration = 0

// LongestLimit is the longest limit, warning or grace that a rule may have.
const LongestLimit = 24 * time.Hour

// Mark is the instant of the advance warning, in a statement's elapsed time:
// counted from the start, or back from the limit.
type Mark struct {
	Offset      time.Duration
	BeforeLimit bool
}

const beforeLimit = "limit-"

// ParseMark reads "2m30s" (from the start) or "limit-30s" (before the limit).
func ParseMark(text string) (Mark, error) {
	rest, before := strings.CutPrefix(strings.ReplaceAll(text, " ", ""), beforeLimit)
	d, err := time.ParseDuration(rest)
	if err != nil || d < 0 {
		return Mark{}, fmt.Errorf(`timer: %q is not a warning; write it from the start ("2m30s") or before the limit ("limit-30s")`, text)
	}
	return Mark{Offset: d, BeforeLimit: before}, nil
}

// String writes the mark as [ParseMark] reads it.
func (m Mark) String() string {
	if m.BeforeLimit {
		return beforeLimit + m.Offset.String()
	}
	return m.Offset.String()
}

// MarshalText writes the mark as [ParseMark] reads it.
func (m Mark) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the mark as [ParseMark] does.
func (m *Mark) UnmarshalText(text []byte) error {
	parsed, err := ParseMark(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// Rule is the time rule of one kind of statement.
type Rule struct {
	Limit   time.Duration // encouraged length; NoLimit = count up
	Warning Mark          // when the light starts to flash
	Grace   time.Duration // how far past the limit the President is prompted
	// Share is the grace as a share of the limit in force, in hundredths, where it is not
	// zero; Grace is nothing then. It follows every change of the limit.
	Share int `json:",omitempty"`
}

// Tolerance returns how far past the limit the President is prompted: a share is rounded
// up to a whole second, in favour of whoever speaks.
func (r Rule) Tolerance() time.Duration {
	if r.Share == 0 {
		return r.Grace
	}
	share := r.Limit * time.Duration(r.Share) / 100
	return (share + time.Second - 1).Truncate(time.Second)
}

// ParseGrace reads "30s", or a whole share of the limit such as "25%", which may be at most
// all of it.
func ParseGrace(text string) (grace time.Duration, share int, err error) {
	if number, ok := strings.CutSuffix(text, "%"); ok {
		share, err = strconv.Atoi(number)
		if err != nil || share < 0 || share > 100 {
			return 0, 0, fmt.Errorf(`timer: %q is not a grace; write a share of the limit in whole hundredths, "25%%"`, text)
		}
		return 0, share, nil
	}
	if grace, err = time.ParseDuration(text); err != nil || grace < 0 {
		return 0, 0, fmt.Errorf(`timer: %q is not a grace; write a time ("30s") or a share of the limit ("25%%")`, text)
	}
	return grace, 0, nil
}

// extended is the rule of a statement whose limit is changed. Where it is said that the
// light moves, its mark does; where it is said that it does not, it stays where it is in
// the statement; else it is as the rule counts.
func (r Rule) extended(by time.Duration, light *bool) Rule {
	switch {
	case light == nil:
	case *light && !r.Warning.BeforeLimit:
		r.Warning.Offset = max(0, r.Warning.Offset+by)
	case !*light && r.Warning.BeforeLimit:
		r.Warning = Mark{Offset: r.WarningAt()}
	}
	r.Limit += by
	return r
}

// longer is the rule for somebody who has more time: the warning moves with the limit,
// however it is counted. Where there is no limit there is nothing to lengthen.
func (r Rule) longer(by time.Duration) Rule {
	if r.Limit == NoLimit {
		return r
	}
	by = min(by, LongestLimit-r.Limit)
	r.Limit += by
	if !r.Warning.BeforeLimit {
		r.Warning.Offset += by
	}
	return r
}

// WarningAt returns the elapsed time of the warning: never after the limit,
// never before the start, whatever an extension did to the limit.
func (r Rule) WarningAt() time.Duration {
	at := r.Warning.Offset
	if r.Warning.BeforeLimit {
		at = r.Limit - r.Warning.Offset
	}
	return max(0, min(at, r.Limit))
}

// PhaseAt returns the phase of a started statement.
func (r Rule) PhaseAt(elapsed time.Duration) Phase {
	switch {
	case r.Limit == NoLimit:
		return Speaking
	case elapsed >= r.Limit+r.Tolerance():
		return Overrun
	case elapsed >= r.Limit:
		return Over
	case elapsed >= r.WarningAt():
		return Warning
	default:
		return Speaking
	}
}

// NextMark returns the first mark after elapsed, or false when none is left.
func (r Rule) NextMark(elapsed time.Duration) (time.Duration, bool) {
	if r.Limit == NoLimit {
		return 0, false
	}
	for _, mark := range [...]time.Duration{r.WarningAt(), r.Limit, r.Limit + r.Tolerance()} {
		if mark > elapsed {
			return mark, true
		}
	}
	return 0, false
}

// Validate refuses a rule that contradicts itself. The error is a [*Refusal]
// that names the field.
func (r Rule) Validate() error {
	switch {
	case r.Limit < 0 || r.Limit > LongestLimit:
		return invalid("limit", "limit-out-of-range", "the limit must lie between nothing and %v, not %v", LongestLimit, r.Limit)
	case r.Grace < 0 || r.Grace > LongestLimit:
		return invalid("grace", "grace-out-of-range", "the grace must lie between nothing and %v, not %v", LongestLimit, r.Grace)
	case r.Share < 0 || r.Share > 100:
		return invalid("share", "share-out-of-range", "the grace can be no share of %d per cent of the limit: at most 100", r.Share)
	case r.Share != 0 && r.Grace != 0:
		return invalid("share", "grace-twice", "the grace is a time or a share of the limit, not both")
	case r.Warning.Offset < 0:
		return invalid("warning", "warning-negative", "the warning must not be negative")
	case r.Limit == NoLimit && r.Warning != Mark{}:
		return invalid("warning", "warning-without-limit", "where there is no limit there can be no warning")
	case r.Limit == NoLimit && (r.Grace != 0 || r.Share != 0):
		return invalid("grace", "grace-without-limit", "where there is no limit there can be no grace")
	case r.Limit == NoLimit:
		return nil
	case r.Warning.BeforeLimit && r.Warning.Offset > r.Limit:
		return invalid("warning", "warning-before-start", "the warning, %v, lies before the start of a statement of %v", r.Warning, r.Limit)
	case !r.Warning.BeforeLimit && r.Warning.Offset > r.Limit:
		return invalid("warning", "warning-after-limit", "the warning, %v, lies after the limit of %v", r.Warning, r.Limit)
	}
	return nil
}

// Rules are the time rules of a meeting: a default, and one for each kind that
// differs.
type Rules struct {
	Name    string
	Source  string // the document the figures come from, or empty
	Default Rule
	ByKind  map[Kind]Rule // never written after the rules are made
	Signals Signals
}

// For returns the rule of a kind.
func (r Rules) For(k Kind) Rule {
	if rule, ok := r.ByKind[k]; ok {
		return rule
	}
	if k == SecondReply { // as the first, where nothing else is said
		return r.For(RightOfReply)
	}
	return r.Default
}

// shares says whether any of the rules has a share of the limit as its grace.
func (r Rules) shares() bool {
	for _, rule := range r.ByKind {
		if rule.Share != 0 {
			return true
		}
	}
	return r.Default.Share != 0
}

// Validate refuses rules that contradict themselves, and a name that cannot be shown;
// the error says for which kind.
func (r Rules) Validate() error {
	if err := CheckText("name", r.Name, MaxName, false); err != nil {
		return err
	}
	if err := r.Default.Validate(); err != nil {
		return fmt.Errorf("rule of kind default: %w", err)
	}
	for kind, rule := range r.ByKind {
		if err := rule.Validate(); err != nil {
			return fmt.Errorf("rule of kind %s: %w", kind, err)
		}
	}
	return nil
}

// DefaultRules names the preset that holds where nothing else was chosen.
const DefaultRules = "working-methods-2024"

// Presets returns the built-in rules, the default first.
func Presets() []Rules {
	const half = 30 * time.Second
	beforeEnd := Mark{Offset: half, BeforeLimit: true}
	return []Rules{
		{
			Name: DefaultRules,
			Source: "concept note of 1 March 2024 for the open debate on working methods of 11 March 2024: " +
				"three minutes, four for groups, and a light two and a half minutes after the start for everybody",
			Default: Rule{Limit: 3 * time.Minute, Warning: Mark{Offset: 150 * time.Second}, Grace: half},
			ByKind: map[Kind]Rule{
				Group: {Limit: 4 * time.Minute, Warning: Mark{Offset: 150 * time.Second}, Grace: half},
			},
			Signals: DefaultSignals,
		},
		{
			Name:    "note-507",
			Source:  "five minutes: S/2017/507, para. 22; light and prompt are Rostrum's",
			Default: Rule{Limit: 5 * time.Minute, Warning: beforeEnd, Grace: half},
			Signals: DefaultSignals,
		},
		{
			Name:    "spain-2015",
			Source:  "limits of the open debate of October 2015: scprocedure.org, chapter 5, section 4; light and prompt are Rostrum's",
			Default: Rule{Limit: 3 * time.Minute, Warning: beforeEnd, Grace: half},
			ByKind: map[Kind]Rule{
				Group:         {Limit: 10 * time.Minute, Warning: beforeEnd, Grace: half},
				Complementing: {Limit: 2 * time.Minute, Warning: beforeEnd, Grace: half},
			},
			Signals: DefaultSignals,
		},
	}
}

// PresetNames returns the names of the built-in rules, the default first.
func PresetNames() []string {
	var names []string
	for _, r := range Presets() {
		names = append(names, r.Name)
	}
	return names
}

// Preset returns the built-in rules of that name.
func Preset(name string) (Rules, bool) {
	for _, r := range Presets() {
		if r.Name == name {
			return r, true
		}
	}
	return Rules{}, false
}

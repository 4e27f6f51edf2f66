package timer

import (
	"fmt"
	"strings"
)

// Kind is the kind of a statement; each has its own rule.
type Kind string

// The kinds of statement of a Security Council debate.
const (
	State             Kind = "state"
	Group             Kind = "group"              // on behalf of a group of States
	Complementing     Kind = "complementing"      // national, complementing a joint statement
	Briefer           Kind = "briefer"            // invited under rule 39
	Observer          Kind = "observer"           // observer State or organization
	PresidentNational Kind = "president-national" // the President in national capacity
	RightOfReply      Kind = "right-of-reply"
	SecondReply       Kind = "second-right-of-reply" // the same delegation's second and last
	PointOfOrder      Kind = "point-of-order"        // raised at any time, never inscribed
)

// Kinds returns every kind, in the order in which people list them.
func Kinds() []Kind {
	return []Kind{State, Group, Complementing, Briefer, Observer, PresidentNational, RightOfReply, SecondReply, PointOfOrder}
}

// ParseKind reads the name of a kind; case, spaces and underscores do not count.
func ParseKind(name string) (Kind, error) {
	folded := strings.NewReplacer(" ", "-", "_", "-").Replace(strings.ToLower(strings.TrimSpace(name)))
	for _, k := range Kinds() {
		if string(k) == folded {
			return k, nil
		}
	}
	return "", fmt.Errorf("timer: %q is not a kind of statement; use one of %s", name, kindNames())
}

func kindNames() string { return listed(Kinds()) }

// listed names what can be chosen.
func listed[Choice ~string](all []Choice) string {
	names := make([]string, 0, len(all))
	for _, one := range all {
		names = append(names, string(one))
	}
	return strings.Join(names, ", ")
}

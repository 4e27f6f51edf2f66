package web_test

import (
	"path"
	"slices"
	"strings"
	"testing"
)

// low are the rooms that each room of a page stands on.
var low = []string{"clock", "kit", "link", "base"}

// arrows are the rooms of static and those whose modules each may name, in an import or
// for a type. A room that is not here may not exist.
var arrows = map[string][]string{
	"base":  {},
	"link":  {"base"},
	"kit":   {"link", "base"},
	"clock": {"kit", "link", "base"},

	"old":     {}, // no modules: it stands on nothing but itself
	"gallery": low,
	"overlay": low,
	"seat":    low,
	"lobby":   low,
	"record":  low,
	"when":    low,
	"booth":   low,

	"console/floor":     low,
	"console/list":      low,
	"console/procedure": low,
	"console/seats":     low,
	"console/device":    low,
	"console/record":    low,
	"console/people":    low,
	"console/notices":   low,
	"console/import":    low,
	"console/meetings":  low,
	"console/forecast":  low,
	"console": append([]string{
		"console/floor", "console/list", "console/procedure", "console/seats", "console/device", "console/record", "console/people", "console/notices",
		"console/import", "console/meetings", "console/forecast",
	}, low...),
}

// besides are the arrows between neighbours, by their modules.
var besides = map[string]string{
	// The time spoken is set from the floor, where it is missed, and among all the acts.
	"console/procedure/acts-floor.js": "console/floor/elapsed.js",
}

func TestArrows(t *testing.T) {
	rooms := map[string]bool{}
	sources(t, ".js", func(name, text string) {
		name = strings.TrimPrefix(name, "static/")
		room := path.Dir(name)
		rooms[room] = true
		allowed, ok := arrows[room]
		if !ok {
			t.Errorf("%s is in no room of the design", name)
			return
		}
		for _, found := range reference.FindAllStringSubmatch(text, -1) {
			other := path.Join(room, found[1])
			if path.Dir(other) != room && !slices.Contains(allowed, path.Dir(other)) && besides[name] != other {
				t.Errorf("%s names %s; there is no such arrow", name, other)
			}
		}
	})
	for room := range arrows {
		if !rooms[room] {
			t.Errorf("there is no room %s", room)
		}
	}
}

package states

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// State is one row of the table. The zero State has no names.
type State struct {
	ISO3 string // "JPN"
}

// Name returns the short name in an official language ("ar", "zh", "en", "fr", "ru",
// "es"); empty where the table has none.
func (s State) Name(language string) string {
	row, ok := table().rows[s.ISO3]
	if i := slices.Index(languages, language); ok && i >= 0 {
		return row[i]
	}
	return ""
}

// Languages returns the official languages, in the order of the Organization.
func Languages() []string { return slices.Clone(languages) }

// All returns every State, in the alphabetical order of their codes.
func All() []State { return slices.Clone(table().all) }

// ByISO3 returns the State of a code of three letters, in any case.
func ByISO3(code string) (State, bool) {
	s := State{strings.ToUpper(code)}
	_, ok := table().rows[s.ISO3]
	return s, ok && len(code) == 3
}

// Names returns the name of every State in one language, by its code of three letters.
func Names(language string) map[string]string {
	i := slices.Index(languages, language)
	names := make(map[string]string, len(table().all))
	for _, s := range table().all {
		if i >= 0 {
			names[s.ISO3] = table().rows[s.ISO3][i]
		}
	}
	return names
}

// Habits returns what people write in place of the names, in small letters and without
// accents ("usa", "cote d ivoire"), with the code of what is meant.
func Habits() map[string]string {
	habits := make(map[string]string, len(table().habits))
	for _, h := range table().habits {
		habits[strings.Join(words(h.name), " ")] = h.iso3
	}
	return habits
}

var languages = []string{"ar", "zh", "en", "fr", "ru", "es"}

//go:embed states.csv
var namesFile string

//go:embed habits.txt
var habitsFile string

// habit is a name that the table does not have.
type habit struct{ iso3, name string }

type tables struct {
	all    []State
	rows   map[string][]string // names in the order of languages, by code
	habits []habit
	known  map[string]string // code, by the key of a name
	codes  map[string]string // code, by itself and by that of two letters

	small        map[string]bool
	designations [][]string
}

// table reads what is embedded once, when it is first asked for.
var table = sync.OnceValue(func() *tables {
	t := &tables{rows: map[string][]string{}, known: map[string]string{}, codes: map[string]string{}, small: map[string]bool{}}
	for w := range strings.FieldsSeq(smallWords) {
		t.small[w] = true
	}
	for _, d := range designations {
		t.designations = append(t.designations, words(d))
	}
	rows, err := csv.NewReader(strings.NewReader(namesFile)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("states: the embedded table: %v", err)) // a build that no test has seen
	}
	for _, row := range rows[1:] {
		code, names := row[0], row[1:1+len(languages)]
		t.all = append(t.all, State{code})
		t.rows[code] = names
		t.codes[code] = code
		if region, err := language.ParseRegion(code); err == nil {
			t.codes[region.String()] = code
		}
		for _, name := range names {
			t.known[t.key(words(name))] = code
		}
	}
	slices.SortFunc(t.all, func(a, b State) int { return strings.Compare(a.ISO3, b.ISO3) })
	for line := range strings.Lines(habitsFile) {
		code, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(code, "#") {
			continue
		}
		for name := range strings.SplitSeq(names, "; ") {
			t.habits = append(t.habits, habit{code, name})
			t.known[t.key(words(name))] = code
		}
	}
	return t
})

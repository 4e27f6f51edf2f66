package wire

import (
	"sync"

	"rostrum/timer"
	"rostrum/timer/states"
)

// A delegation is shown in the language of a screen: by the list's own name in it, else,
// of a State, by the name in the table of package states. A row has the code by which a
// page finds that, where the list does not say all of it.

// codeOf is the code of the State that a delegation is, or empty: as the list says, or as
// its name is understood.
func codeOf(iso3, delegation string) string {
	if iso3 != "" {
		return iso3
	}
	s, _ := states.Find(delegation)
	return s.ISO3
}

// wantedCode is that code where names are missing: in all languages but one, which is the
// list's own.
func wantedCode(names map[string]string, iso3, delegation string) string {
	missing := 0
	for _, language := range states.Languages() {
		if names[language] == "" {
			missing++
		}
	}
	if missing <= 1 {
		return ""
	}
	return codeOf(iso3, delegation)
}

// spokenIn has for each name of the table the languages in which a State is called so, a
// bit each in the order of the table.
var spokenIn = sync.OnceValue(func() map[string]uint8 {
	in := make(map[string]uint8)
	for i, language := range states.Languages() {
		for _, name := range states.Names(language) {
			in[name] |= 1 << i
		}
	}
	return in
})

// mostLooked is how many lines are looked at to know the language of a list.
const mostLooked = 200

// LanguageOf returns the language in which most States of a list are named, English where
// that is one of several; empty where no name is in the table.
func LanguageOf(list timer.SpeakersList) string {
	return mostly(len(list), func(i int) string { return list[i].Delegation })
}

// LanguageOfRows is the same of the rows of a file.
func LanguageOfRows(rows []timer.Inscription) string {
	return mostly(len(rows), func(i int) string { return rows[i].Delegation })
}

// mostly is the language in which most of the first of n names are those of States.
func mostly(n int, name func(int) string) string {
	counts := make([]int, len(states.Languages()))
	for line := range min(n, mostLooked) {
		for in, i := spokenIn()[name(line)], 0; in != 0; in, i = in>>1, i+1 {
			counts[i] += int(in & 1)
		}
	}
	most, language := 0, ""
	for i, code := range states.Languages() {
		if counts[i] > most || counts[i] == most && most > 0 && code == "en" {
			most, language = counts[i], code
		}
	}
	return language
}

// NamesOfStates is what States are called in a language; the answer to GET /api/v1/states.
type NamesOfStates struct {
	Language string            `json:"language"`
	Names    map[string]string `json:"names"`            // by the code of three letters
	Habits   map[string]string `json:"habits,omitempty"` // codes, by what people write instead, without capitals and accents
}

// StatesIn says what States are called in a language, and with habits what people write
// instead in any.
func StatesIn(language string, habits bool) NamesOfStates {
	out := NamesOfStates{Language: language, Names: states.Names(language)}
	if habits {
		out.Habits = states.Habits()
	}
	return out
}

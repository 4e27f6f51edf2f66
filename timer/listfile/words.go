package listfile

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"rostrum/timer"
	"rostrum/timer/states"
)

//go:embed words.txt
var wordsFile string

// claim is what a heading means.
type claim struct {
	field    string
	language string // of the heading, where it is that of names
	doubtful bool   // the cells decide
}

// post is a part of a title that says a level.
type post struct {
	words string // between spaces, but in Chinese, which has none
	level timer.Level
}

// standing is what a status says of a line.
type standing string

const (
	onList standing = "on-list"
	ended  standing = "ended"
	heard  standing = "heard"
)

// words are those of words.txt, folded.
type words struct {
	headings   map[string][]claim
	languages  map[string]string
	kinds      map[string]timer.Kind
	capacities map[string]timer.Capacity
	levels     map[string]timer.Level
	posts      []post
	presidents []string
	letters    map[string]timer.Letter
	statuses   map[string]standing
	months     map[string]int // from 1
	days       map[string]bool
}

// known reads the words once, when they are first asked for.
var known = sync.OnceValue(func() *words {
	w := &words{
		headings: map[string][]claim{}, languages: map[string]string{}, kinds: map[string]timer.Kind{},
		capacities: map[string]timer.Capacity{}, levels: map[string]timer.Level{}, letters: map[string]timer.Letter{}, statuses: map[string]standing{},
	}
	w.months, w.days = map[string]int{}, map[string]bool{}
	for line := range strings.Lines(monthNames) {
		for i, names := range strings.Split(line, ";") {
			for name := range strings.SplitSeq(names, ",") {
				w.months[states.Fold(name)] = i + 1
			}
		}
	}
	for _, name := range strings.FieldsFunc(dayNames, func(r rune) bool { return r == ',' || r == '\n' }) {
		w.days[states.Fold(name)] = true
	}
	// Everything may be written as package timer writes it.
	for _, c := range timer.Capacities() {
		w.capacities[states.Fold(string(c))] = c
	}
	for _, l := range timer.Levels() {
		w.levels[states.Fold(string(l))] = l
	}
	for _, president := range []string{"president", "presidente", "presidenta", "президент", "رئيس", "رئيسة"} {
		w.presidents = append(w.presidents, states.Fold(president))
	}
	section := ""
	for line := range strings.Lines(wordsFile) {
		line = strings.TrimSpace(line)
		meaning, written, ok := strings.Cut(line, ": ")
		switch {
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
		case ok && line[0] != '#':
			for text := range strings.SplitSeq(written, ";") {
				w.learn(section, meaning, states.Fold(text))
			}
		}
	}
	return w
})

func (w *words) learn(section, meaning, text string) {
	switch section {
	case "headings":
		c := claim{field: meaning}
		if rest, found := strings.CutPrefix(meaning, "? "); found {
			c = claim{field: rest, doubtful: true}
		}
		c.field, c.language, _ = strings.Cut(c.field, " ")
		w.headings[text] = append(w.headings[text], c)
	case "languages":
		w.languages[text] = meaning
	case "kinds":
		w.kinds[text] = timer.Kind(meaning)
	case "capacities":
		w.capacities[text] = timer.Capacity(meaning)
	case "levels":
		w.levels[text] = timer.Level(meaning)
	case "posts":
		if !unicode.Is(unicode.Han, []rune(text)[0]) {
			text = " " + text + " "
		}
		w.posts = append(w.posts, post{text, timer.Level(meaning)})
	case "letters":
		w.letters[text] = timer.Letter(meaning)
	case "statuses":
		w.statuses[text] = standing(meaning)
	}
}

// folded returns a text as the words are; one that is longer than any of them is none.
func folded(text string) string {
	if len(text) > longestHeading {
		return ""
	}
	return states.Fold(text)
}

func readCapacity(text string) (timer.Capacity, bool) {
	if c, ok := known().capacities[folded(text)]; ok {
		return c, true
	}
	if len(text) > longestHeading {
		return "", false
	}
	// “Invited under rule 37 of the provisional rules”, in any language.
	fields := strings.FieldsFunc(inASCII(text), func(r rune) bool { return !unicode.IsDigit(r) })
	switch {
	case slices.Equal(fields, []string{"37"}):
		return timer.Rule37, true
	case slices.Equal(fields, []string{"39"}):
		return timer.Rule39, true
	}
	return "", false
}

func readKind(text string) (timer.Kind, bool) {
	if len(text) > longestHeading {
		return "", false
	}
	if k, err := timer.ParseKind(text); err == nil {
		return k, true
	}
	k, ok := known().kinds[folded(text)]
	return k, ok
}

func readLetter(text string) (timer.Letter, bool) {
	if strings.ContainsAny(text, "✓✔☑√") {
		return timer.LetterOnFile, true
	}
	if strings.ContainsAny(text, "✗✘☒×") || strings.Trim(text, "-–—") == "" {
		return timer.LetterMissing, true
	}
	if l, ok := known().letters[folded(text)]; ok {
		return l, true
	}
	// The day on which it came.
	_, dated := parseMoment(text)
	if dated {
		return timer.LetterOnFile, true
	}
	return "", false
}

// readLevel reads the level that a person has written. A level that was guessed says so.
func readLevel(text string) (level timer.Level, guessed, ok bool) {
	if rest, found := strings.CutSuffix(text, guessedLevel); found {
		text, guessed = rest, true
	}
	if l, ok := known().levels[folded(text)]; ok {
		return l, guessed, true
	}
	l, ok := guessLevel(folded(text))
	return l, guessed, ok
}

// guessedLevel stands behind a level that nobody has said.
const guessedLevel = " (guessed)"

// guessLevel tells a level from a post.
func guessLevel(text string) (timer.Level, bool) {
	post := states.Fold(text)
	if post == "" {
		return "", false
	}
	if president(post) {
		return timer.HeadOfState, true
	}
	padded := " " + post + " "
	for _, p := range known().posts {
		if strings.Contains(padded, p.words) {
			return p.level, true
		}
	}
	if post == "chancellor" { // in other words those are not heads of government
		return timer.HeadOfGovernment, true
	}
	return "", false
}

// president says whether a folded post is that of a State's president, who may be the head
// of its government too. Many others preside over something.
func president(post string) bool {
	for _, word := range known().presidents {
		rest, found := strings.CutPrefix(post, word)
		if !found {
			continue
		}
		rest = strings.TrimSpace(strings.TrimPrefix(rest, " of "))
		if rest == "" {
			return true
		}
		for _, beside := range []string{"and ", "head of ", "et ", "y ", "jefe de ", "jefa de ", "chef ", "cheffe ", "и "} {
			if strings.HasPrefix(rest, beside) {
				return true
			}
		}
		if _, ok := states.Find(rest); ok {
			return true
		}
	}
	return false
}

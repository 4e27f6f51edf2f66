package states

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is more than the longest name of a State has, in bytes.
const longest = 400

// Find returns the State that a name or a code means, and false where it means none, or
// could mean two.
func Find(text string) (State, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longest {
		return State{}, false
	}
	t := table()
	if code, ok := t.codes[text]; ok {
		return State{code}, true
	}
	name := words(text)
	if code, ok := t.known[t.key(name)]; ok {
		return State{code}, true
	}
	for _, d := range t.designations {
		rest, found := without(name, d)
		if !found {
			continue
		}
		if code, ok := t.known[t.key(rest)]; ok && !slices.Contains(notPlainly, code) {
			return State{code}, true
		}
	}
	return State{}, false
}

// Fold returns a text as names are compared: in small letters, without accents and
// punctuation, with one space between words.
func Fold(text string) string { return strings.Join(words(text), " ") }

// designations may stand in front of a name or behind it; longer ones first.
var designations = []string{
	"permanent mission of", "delegation of",
	"mission permanente de", "mission permanente du", "mision permanente de", "mision permanente del",
	"federal republic of", "federative republic of", "islamic republic of", "arab republic of", "republic of",
	"kingdom of", "state of", "commonwealth of", "sultanate of", "principality of", "grand duchy of", "union of",
	"republique federale de", "republique federale d", "republique islamique de", "republique islamique d",
	"republique de", "republique du", "republique d", "republique des", "royaume de", "royaume du", "royaume d", "royaume des",
	"etat de", "etat du", "etat d", "principaute de", "sultanat d",
	"republica federal de", "republica federativa de", "republica federativa del", "republica islamica de", "republica arabe de",
	"republica de", "republica del", "reino de", "reino del", "estado de", "estado del", "principado de",
	"исламская республика", "федеративная республика", "республика", "королевство", "государство", "султанат",
	"جمهوريه", "مملكه", "دوله", "سلطنه", "共和国", "王国",
}

// notPlainly are States whose name with no more than “Republic of” means another, or
// meant one.
var notPlainly = []string{"CHN", "COG", "DMA", "VNM"}

// without returns the words of a name without those of a designation, and whether it had
// them side by side.
func without(name, designation []string) ([]string, bool) {
	if len(name) == 1 && len(designation) == 1 { // Chinese has no spaces
		rest, found := strings.CutSuffix(name[0], designation[0])
		return []string{rest}, found && rest != "" && unicode.Is(unicode.Han, []rune(rest)[0])
	}
	for i := 0; i+len(designation) <= len(name); i++ {
		if slices.Equal(name[i:i+len(designation)], designation) {
			return slices.Concat(name[:i], name[i+len(designation):]), true
		}
	}
	return nil, false
}

// key is what two spellings of one name have in common: their words without the small
// ones, in alphabetical order.
func (t *tables) key(name []string) string {
	kept := make([]string, 0, len(name))
	for _, w := range name {
		if long, ok := whole[w]; ok {
			w = long
		}
		if !t.small[w] {
			kept = append(kept, w)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, " ")
}

// smallWords are those that people add and leave out.
const smallWords = "the of and la le les l de du des d del los las el et y e и д"

// whole are abbreviations, and spellings that make no difference.
var whole = map[string]string{
	"st": "saint", "ste": "sainte", "rep": "republic", "dem": "democratic", "peoples": "people", "is": "islands", "fed": "federated",
}

// words splits a name where anything stands but a letter or a digit.
func words(text string) []string {
	var b strings.Builder
	letters := []rune(norm.NFKD.String(text))
	for i := 0; i < len(letters); i++ {
		switch r := letters[i]; {
		case genitive(letters[i:]):
			i++
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9': // most of a list; the rest is searched in tables
			b.WriteByte(byte(r))
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == 'ـ': // ـ stretches a word
		case r == '&':
			b.WriteString(" and ")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(alike(unicode.ToLower(r)))
		default:
			b.WriteByte(' ')
		}
	}
	found := strings.Fields(b.String())
	name := found[:0]
	for i := 0; i < len(found); {
		w := found[i]
		initials := i
		for initials < len(found) && initial(found[initials]) {
			initials++
		}
		switch {
		case initials > i+1: // u.s.a.
			w = strings.Join(found[i:initials], "")
			i = initials
		case w == "و" && i+1 < len(found): // and; Arabic writes it as part of the next word
			w += found[i+1]
			i += 2
		default:
			i++
		}
		name = append(name, w)
	}
	return name
}

// genitive says whether a text begins with “'s”, which people leave out.
func genitive(letters []rune) bool {
	return len(letters) > 1 && (letters[1] == 's' || letters[1] == 'S') && strings.ContainsRune("'’‘`´ʼ", letters[0]) &&
		(len(letters) == 2 || !unicode.IsLetter(letters[2]))
}

func initial(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	return size == len(w) && unicode.In(r, unicode.Latin, unicode.Cyrillic)
}

// alike returns one letter for those that people use for each other.
func alike(r rune) rune {
	switch r {
	case 'ı':
		return 'i'
	case 'ة':
		return 'ه'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'ё':
		return 'е'
	}
	return r
}

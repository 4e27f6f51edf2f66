package listfile

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rostrum/timer/states"
)

// mostMembers is more than any group has.
const mostMembers = 500

// Members returns the States in a text such as “Belgium, Peru and Côte d’Ivoire (elected
// ten)”, each once, in their order; and what else is named there, such as “the Group of
// 77”, as it is written. Names that have a comma or an “and” of their own stay whole.
func Members(onBehalfOf string) (found []states.State, others []string) {
	pieces := split(onBehalfOf)
	for i := 0; i < len(pieces) && len(found)+len(others) < mostMembers; {
		state, n := longestState(onBehalfOf, pieces[i:])
		more := []states.State{state}
		if n == 0 {
			text := strings.TrimSpace(onBehalfOf[pieces[i].from:pieces[i].to])
			if more = joined(text); more == nil {
				others = append(others, text)
			}
		}
		for _, s := range more {
			if !slices.Contains(found, s) {
				found = append(found, s)
			}
		}
		i += max(n, 1)
	}
	return found, others
}

// joined returns the States of a text in which each but perhaps the first has “and” written
// as part of its name, as Arabic does; nil where anything else is in it.
func joined(text string) []states.State {
	const prefix = "و"
	var pieces []piece
	from := 0
	if strings.HasPrefix(text, prefix) {
		from = len(prefix)
	}
	for from < len(text) {
		next := strings.Index(text[from:], " "+prefix)
		if next < 0 {
			break
		}
		pieces = append(pieces, piece{from, from + next})
		from += next + len(" "+prefix)
	}
	if pieces = append(pieces, piece{from, len(text)}); from == 0 {
		return nil
	}
	var found []states.State
	for len(pieces) > 0 {
		state, n := longestState(text, pieces)
		if n == 0 {
			return nil
		}
		found, pieces = append(found, state), pieces[n:]
	}
	return found
}

// CountMembers returns how many States a text names, where it names nothing else but
// perhaps a group in front of them: “the Nordic countries: Denmark, Finland”, “the A3
// (Kenya, Ghana and Gabon)”. Of any other text nobody knows how many it means: 0.
func CountMembers(onBehalfOf string) int {
	found, others := Members(onBehalfOf)
	if len(others) == 0 {
		return len(found)
	}
	at := strings.IndexAny(onBehalfOf, ":：(（")
	if at < 0 {
		return 0
	}
	mark, size := utf8.DecodeRuneInString(onBehalfOf[at:])
	listed := strings.TrimRight(onBehalfOf[at+size:], " .。")
	if mark == '(' || mark == '（' {
		inside, closed := strings.CutSuffix(strings.ReplaceAll(listed, "）", ")"), ")")
		if !closed {
			return 0
		}
		listed = inside
	}
	if found, others = Members(listed); len(others) > 0 || len(found) < 2 || !balanced(listed) {
		return 0
	}
	return len(found)
}

// balanced says whether each bracket that is closed was opened.
func balanced(text string) bool {
	depth := 0
	for _, r := range text {
		switch r {
		case '(', '（':
			depth++
		case ')', '）':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// piece is a part of a text between two separators.
type piece struct{ from, to int }

// longestState returns the State that the most of the first pieces name together.
func longestState(text string, pieces []piece) (states.State, int) {
	const most = 5 // “Korea, Democratic People's Republic of”
	for n := min(most, len(pieces)); n > 0; n-- {
		name := text[pieces[0].from:pieces[n-1].to]
		if s, ok := states.Find(name); ok {
			return s, n
		}
		if n > 1 {
			continue
		}
		// “Peru (coordinator)”
		if bare, _, found := strings.Cut(name, "("); found {
			if s, ok := states.Find(bare); ok {
				return s, n
			}
		}
	}
	return states.State{}, 0
}

// split cuts a text at separators, and at “and” in six languages.
func split(text string) []piece {
	var pieces []piece
	from, word, depth := 0, -1, 0
	end := func(to, next int) {
		pieces = append(pieces, piece{from, to})
		from = next
	}
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("'’", r)
		if word >= 0 && !letter {
			if and(text[word:i]) && depth == 0 && word > from {
				end(word, i)
			}
			word = -1
		}
		if word < 0 && letter {
			word = i
		}
		switch {
		case r == '(' || r == '（':
			depth++
		case (r == ')' || r == '）') && depth > 0:
			depth--
		case depth > 0:
		case strings.ContainsRune(";,/&\n؛،、，；", r):
			end(i, i+len(string(r)))
		case (r == '和' || r == '及' || r == '与') && i > from:
			end(i, i+len(string(r)))
		}
	}
	end(len(text), len(text))
	return slices.DeleteFunc(pieces, func(p piece) bool { return strings.TrimSpace(text[p.from:p.to]) == "" })
}

func and(word string) bool {
	switch strings.ToLower(word) {
	case "and", "et", "y", "e", "и", "و":
		return true
	}
	return false
}

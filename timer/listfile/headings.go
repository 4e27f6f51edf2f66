package listfile

import (
	"strings"
	"unicode"
)

// rowsAbove is how far down the headings are looked for, in rows that are not blank:
// people write the name of the meeting above them.
const rowsAbove = 20

// longestHeading is longer than any that is known, in bytes.
const longestHeading = 150

// How sure it is what a heading means, the surest last.
const (
	unsaid  = iota
	partly  // one part of it says so, "Country / Pays"
	inWords // one of the words that people use
	byName  // the field's own name
)

// officialLanguages are those of the United Nations. Other languages are taken
// too, but two letters may mean something else: delegation_id, delegation_no.
const officialLanguages = "ar zh en fr ru es"

// exactly returns the field that a heading names as this package does; case, spaces,
// hyphens and underscores do not count.
func exactly(heading string) (string, bool) {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return unicode.IsSpace(r) || r == '_' || r == '-'
	})
	folded := strings.Join(words, "_")
	if folded == representedBy {
		return Speaker, true
	}
	return folded, isField(folded)
}

// claimsOf returns what a heading may mean, and how sure that is.
func claimsOf(heading string) ([]claim, int) {
	if field, ok := exactly(heading); ok {
		return []claim{{field: field}}, byName
	}
	if strings.TrimSpace(heading) == "#" {
		return []claim{{field: Seq}}, inWords
	}
	whole := folded(heading)
	if whole == "" {
		return nil, unsaid
	}
	if claims := known().headings[whole]; claims != nil {
		return claims, inWords
	}
	if c, ok := namesIn(whole); ok {
		return []claim{c}, inWords
	}
	return claimsOfParts(strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune("/|()[]:–—\n", r) }))
}

// claimsOfParts reads a heading of several parts, “Country / Pays”, “Seat (if known)”,
// “Group/Country”. What the first says is meant, unless another is the delegation and the
// cells say so too.
func claimsOfParts(parts []string) ([]claim, int) {
	if len(parts) < 2 {
		return nil, unsaid
	}
	of := func(part string) []claim {
		if field, ok := exactly(part); ok {
			return []claim{{field: field}}
		}
		return known().headings[folded(part)]
	}
	claims := of(parts[0])
	if claims == nil {
		return nil, unsaid
	}
	for _, part := range parts[1:] {
		for _, c := range of(part) {
			if c.field == Delegation && claims[0].field != Delegation {
				return append([]claim{{field: Delegation, doubtful: true}}, claims...), partly
			}
		}
	}
	return claims, partly
}

// namesIn reads the heading of names in a language, "Country (French)", "Pays fr".
func namesIn(folded string) (claim, bool) {
	if !strings.Contains(folded, " ") {
		return claim{}, false
	}
	for language, code := range known().languages {
		rest, found := strings.CutSuffix(folded, " "+language)
		if !found {
			rest, found = strings.CutPrefix(folded, language+" ")
		}
		if !found {
			continue
		}
		if rest == Delegation {
			return claim{field: inLanguage + code}, true
		}
		for _, c := range known().headings[strings.TrimSuffix(rest, " in")] {
			if c.field == Delegation {
				return claim{field: inLanguage + code}, true
			}
		}
	}
	return claim{}, false
}

// headingRow returns which of the first rows has the most headings that are known, and
// how many those are.
func headingRow(rows []row, corrected map[string]string) (at, known int) {
	best := 0
	for i, r := range rows {
		fields, score := map[string]bool{}, 0
		for column, cell := range r.cells[:min(len(r.cells), lookedAcross)] {
			if cell == "" {
				continue
			}
			claims, sure := claimsOf(cell)
			if _, ok := correction(corrected, cell, column); ok {
				score++
			}
			if len(claims) == 0 || fields[claims[0].field] {
				continue
			}
			fields[claims[0].field] = true
			if score += 2; claims[0].field == Delegation {
				score++
			}
			if sure == byName {
				score++
			}
		}
		if score > best {
			at, known, best = i, max(len(fields), 1), score
		}
	}
	return at, known
}

// correction returns what a person has said of a column, by its heading or its letter.
func correction(corrected map[string]string, heading string, column int) (string, bool) {
	if as, ok := corrected["["+letters(column)+"]"]; ok {
		return as, true
	}
	if heading == "" {
		return "", false
	}
	as, ok := corrected[heading]
	return as, ok
}

package timer

import (
	"maps"
	"slices"
	"strings"
)

// filed is a line as the file that was taken last has it. What a person has done since
// is what the entry has that this has not.
type filed struct {
	Inscription
	place int // in the order of that file
}

// filedField is something that a file can say of a speaker.
type filedField struct {
	name string // as the heading of a list says it
	text func(*Inscription) string
	copy func(to, from *Inscription)
}

// level is that field: a file can also let it be guessed.
const level = "level"

// How files head the names of a delegation in other languages: "delegation_fr".
const filedNames = "delegation_"

var filedFields = []filedField{
	{"delegation", func(i *Inscription) string { return i.Delegation }, func(to, from *Inscription) { to.Delegation = from.Delegation }},
	{"iso3", func(i *Inscription) string { return i.ISO3 }, func(to, from *Inscription) { to.ISO3 = from.ISO3 }},
	{"kind", func(i *Inscription) string { return string(i.Kind) }, func(to, from *Inscription) { to.Kind = from.Kind }},
	{"capacity", func(i *Inscription) string { return string(i.Capacity) }, func(to, from *Inscription) { to.Capacity = from.Capacity }},
	{level, func(i *Inscription) string { return string(i.Level) }, func(to, from *Inscription) { to.Level, to.LevelGuessed = from.Level, from.LevelGuessed }},
	{"title", func(i *Inscription) string { return i.Title }, func(to, from *Inscription) { to.Title = from.Title }},
	{"speaker", func(i *Inscription) string { return i.Speaker }, func(to, from *Inscription) { to.Speaker = from.Speaker }},
	{"on_behalf_of", func(i *Inscription) string { return i.OnBehalfOf }, func(to, from *Inscription) { to.OnBehalfOf = from.OnBehalfOf }},
	{"language", func(i *Inscription) string { return i.Language }, func(to, from *Inscription) { to.Language = from.Language }},
	{"seat", func(i *Inscription) string { return i.Seat }, func(to, from *Inscription) { to.Seat = from.Seat }},
	{"registered_at", func(i *Inscription) string { return wallText(i.RegisteredAt) }, func(to, from *Inscription) { to.RegisteredAt = from.RegisteredAt }},
	{"letter", func(i *Inscription) string { return string(i.Letter) }, func(to, from *Inscription) { to.Letter = from.Letter }},
	{"remarks", func(i *Inscription) string { return i.Remarks }, func(to, from *Inscription) { to.Remarks = from.Remarks }},
}

// FiledFields are the names of what a file can say of a speaker and a difference tells,
// beside the names in other languages, "delegation_fr".
func FiledFields() []string {
	names := make([]string, 0, len(filedFields))
	for _, f := range filedFields {
		names = append(names, f.name)
	}
	return names
}

// said are the fields that a file says, in the order in which a difference tells them.
func said(names []string) []filedField {
	var out []filedField
	for _, f := range filedFields {
		if slices.Contains(names, f.name) {
			out = append(out, f)
		}
	}
	languages := make(map[string]bool)
	for _, name := range names {
		if language, ok := strings.CutPrefix(name, filedNames); ok {
			languages[language] = true
		}
	}
	for _, language := range slices.Sorted(maps.Keys(languages)) {
		out = append(out, filedField{filedNames + language,
			func(i *Inscription) string { return i.Names[language] },
			func(to, from *Inscription) { to.Names = named(to.Names, language, from.Names[language]) }})
	}
	return out
}

// guesses says whether a file without levels speaks of a line's level all the same: what
// is guessed of a post goes with the post, as long as nobody has said the level.
func (f ListFile) guesses(e *Entry, row *Inscription) bool {
	stated := e.levelStated() || e.filed != nil && e.filed.levelStated()
	return !f.says(level) && !stated && (row.LevelGuessed || f.says("title") && f.says("speaker"))
}

func (r *Registration) levelStated() bool { return r.Level != "" && !r.LevelGuessed }

// saidOf are the fields that a file says of a line.
func (f ListFile) saidOf(e *Entry, row *Inscription) []filedField {
	if f.guesses(e, row) {
		return said(append(slices.Clip(f.Says), level))
	}
	return said(f.Says)
}

// named returns the names with that in one language; those that were there are not
// changed, for others share them.
func named(names map[string]string, language, name string) map[string]string {
	out := maps.Clone(names)
	if name == "" {
		delete(out, language)
		return out
	}
	if out == nil {
		out = make(map[string]string, 1)
	}
	out[language] = name
	return out
}

// FieldText is what an inscription says in a field, by its name, for a reader: of a time,
// RFC 3339.
func (i *Inscription) FieldText(name string) string {
	if language, ok := strings.CutPrefix(name, filedNames); ok {
		return i.Names[language]
	}
	for _, f := range filedFields {
		if f.name == name {
			return f.text(i)
		}
	}
	return ""
}

// same says whether two inscriptions say the same, whatever their numbers.
func (i *Inscription) same(other *Inscription) bool {
	for _, f := range filedFields {
		if f.text(i) != f.text(other) {
			return false
		}
	}
	return maps.Equal(i.Names, other.Names)
}

// folded is a text as two that mean the same are written: neither case, nor the shape of
// an apostrophe, nor space counts.
func folded(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), "’", "'")), " ")
}

package timer

import (
	"cmp"
	"slices"
	"strings"
)

// matched says which line of the list each row of a file is.
type matched struct {
	entry []*Entry        // by row, or nil
	row   map[EntryID]int // of the lines that the file has
}

// match pairs the rows of a file with the lines of the list: by delegation, capacity and
// on whose behalf, as far as the file says them. Each is looked for as the file that was
// taken last had it, and then as a person has corrected it. What is left may speak in
// another capacity; and who was in the last file and has not spoken, on behalf of others,
// or under another name.
func (l SpeakersList) match(f ListFile) matched {
	m := matcher{
		matched: matched{make([]*Entry, len(f.Rows)), make(map[EntryID]int, len(f.Rows))},
		list:    l, rows: f.Rows, codes: codesIn(l, f.Rows),
	}
	m.pair(m.key(f, f.Says...), false) // of lines alike, those that are so in all
	if f.says("capacity") {
		m.pair(m.key(f, "kind", "capacity", "on_behalf_of"), false)
	}
	m.pair(m.key(f, "kind", "on_behalf_of"), false)
	m.pair(m.key(f), true)
	m.pair(func(in *Inscription) string { return folded(in.Speaker) }, true)
	return m.matched
}

type matcher struct {
	matched
	list  SpeakersList
	rows  []Inscription
	codes map[string]string
}

// key returns what says who a line is: the delegation, and those of the fields that the
// file says. A right of reply is never a line of another kind.
func (m *matcher) key(f ListFile, fields ...string) func(*Inscription) string {
	var also []filedField
	for _, field := range said(fields) {
		if f.says(field.name) {
			also = append(also, field)
		}
	}
	return func(in *Inscription) string {
		parts := []string{m.delegation(in)}
		if in.Kind.reply() {
			parts = append(parts, "reply")
		}
		for _, field := range also {
			parts = append(parts, folded(field.text(in)))
		}
		return strings.Join(parts, "\x00")
	}
}

// pair pairs what has the same key and is not paired yet: in the order of the file, and of
// the one before it.
func (m *matcher) pair(key func(*Inscription) string, changed bool) {
	versions := []func(*Entry) *Inscription{(*Entry).asFiled, (*Entry).asNow}
	if changed {
		versions = versions[:1]
	}
	for _, as := range versions {
		waiting := make(map[string][]*Entry)
		for _, e := range m.list {
			_, paired := m.row[e.ID]
			in := as(e)
			if paired || in == nil || changed && !e.yetToSpeak() || e.Status == Withdrawn && e.filed == nil {
				continue
			}
			if k := key(in); k != "" {
				waiting[k] = append(waiting[k], e)
			}
		}
		asked := make(map[string]int)
		for i := range m.rows {
			if m.entry[i] == nil {
				asked[key(&m.rows[i])]++
			}
		}
		for k, lines := range waiting {
			slices.SortStableFunc(lines, func(a, b *Entry) int { return cmp.Compare(a.filedPlace(), b.filedPlace()) })
			// Of lines alike a file leaves out those that have been heard.
			spare := len(lines) - asked[k]
			waiting[k] = slices.DeleteFunc(lines, func(e *Entry) bool {
				if spare <= 0 || e.yetToSpeak() {
					return false
				}
				spare--
				return true
			})
		}
		for i := range m.rows {
			k := key(&m.rows[i])
			if lines := waiting[k]; m.entry[i] == nil && len(lines) > 0 {
				waiting[k] = lines[1:]
				m.entry[i], m.row[lines[0].ID] = lines[0], i
			}
		}
	}
}

// asFiled is a line as the file that was taken last had it, or nil.
func (e *Entry) asFiled() *Inscription {
	if e.filed == nil {
		return nil
	}
	return &e.filed.Inscription
}

// filedPlace is where the line stood in the file that was taken last; one that it did not
// have comes after all.
func (e *Entry) filedPlace() int {
	if e.filed == nil {
		return MaxEntries
	}
	return e.filed.place
}

func (e *Entry) asNow() *Inscription { return &e.Inscription }

// yetToSpeak says whether a line can still be given the floor.
func (e *Entry) yetToSpeak() bool { return e.Status == Waiting || e.Status == Absent }

// delegation names a delegation alike however it is spelled, where list or file knows the
// country's code.
func (m *matcher) delegation(in *Inscription) string {
	if in.ISO3 != "" {
		return in.ISO3
	}
	name := folded(in.Delegation)
	if code := m.codes[name]; code != "" {
		return code
	}
	return name
}

// codesIn are the codes of the countries by their folded names, as list and file have them.
func codesIn(l SpeakersList, rows []Inscription) map[string]string {
	codes := make(map[string]string)
	learn := func(in *Inscription) {
		if in.ISO3 != "" {
			codes[folded(in.Delegation)] = in.ISO3
		}
	}
	for _, e := range l {
		learn(&e.Inscription)
		if e.filed != nil {
			learn(&e.filed.Inscription)
		}
	}
	for i := range rows {
		learn(&rows[i])
	}
	return codes
}

package timer

import (
	"maps"
	"regexp"
)

// NameState says how a State is called in one language in this meeting, on each line of it
// that is on the list and that will be.
type NameState struct {
	ISO3     string `json:"iso3"`     // its code of three letters
	Language string `json:"language"` // its code: "fr"
	Name     string `json:"name"`
}

// StateNamed has the name from now on.
type StateNamed struct {
	ISO3     string `json:"iso3"`
	Language string `json:"language"`
	Name     string `json:"name"`
}

var (
	stateCode    = regexp.MustCompile(`^[A-Z]{3}$`)
	languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)
)

func (c NameState) decide(*Meeting, Stamp) (Fact, error) {
	switch {
	case !stateCode.MatchString(c.ISO3):
		return nil, invalid("iso3", "not-a-state", "%q is not the code of a State; use its three capital letters", c.ISO3)
	case !languageCode.MatchString(c.Language):
		return nil, invalid("language", "not-a-language", "%q is not the code of a language; use one such as fr", c.Language)
	}
	if err := CheckText("name", c.Name, MaxName, true); err != nil {
		return nil, err
	}
	return StateNamed(c), nil
}

func (f StateNamed) apply(m *Meeting, _ Stamp) {
	all := maps.Clone(m.stateNames)
	if all == nil {
		all = make(map[string]map[string]string)
	}
	all[f.ISO3] = named(all[f.ISO3], f.Language, f.Name)
	m.stateNames = all
	of := make(map[EntryID]bool)
	list := make(SpeakersList, len(m.List))
	for i, e := range m.List {
		list[i] = e
		if e.ISO3 == f.ISO3 {
			line := *e
			line.Names = named(e.Names, f.Language, f.Name)
			if e.prior != nil {
				prior := *e.prior
				prior.Names = named(prior.Names, f.Language, f.Name)
				line.prior = &prior
			}
			list[i], of[e.ID] = &line, true
		}
	}
	m.List = list
	m.everyStatement(func(s *Statement) *Statement {
		if s == nil || !of[s.Entry] {
			return s
		}
		out := *s
		out.Names = named(s.Names, f.Language, f.Name)
		return &out
	})
}

func (f StateNamed) subjects() []subject {
	return []subject{{only: "the name of " + f.ISO3 + " in " + f.Language}}
}

// calledHere returns an inscription with what its State is called in this meeting.
func (m *Meeting) calledHere(in Inscription) Inscription {
	for language, name := range m.stateNames[in.ISO3] {
		in.Names = named(in.Names, language, name)
	}
	return in
}

// NamesHere are the names of an inscription in other languages, with what its State is
// called in this meeting.
func (m *Meeting) NamesHere(in *Inscription) map[string]string { return m.calledHere(*in).Names }

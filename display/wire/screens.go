package wire

import (
	"slices"
	"strings"
)

// Screens is how the public screens show the debate: a setting of the room and no
// part of the record. The hello has it, and a message of its own when it has changed.
type Screens struct {
	Type     string `json:"type,omitempty"` // "screens" on the websocket
	Theme    string `json:"theme"`          // the look of the gallery
	Next     int    `json:"next"`           // how many of the next speakers are named
	Speaker  bool   `json:"speaker"`        // the representative is named under the delegation
	Overtime bool   `json:"overtime"`       // what lies past the limit is counted up
	Clock    bool   `json:"clock"`          // the time of day is shown
	// Codes of those that the gallery speaks; none lets each screen follow its own browser.
	Languages []string `json:"languages"`
	Together  bool     `json:"together"` // side by side rather than in turn
	Card      *Card    `json:"card,omitempty"`
}

// Themes are the looks of the gallery. The hourglass recalls that of the German
// presidency of April 2019; it is turned for each statement.
var Themes = []string{"default", "contrast", "hourglass"}

// The most that the screens have room for.
const (
	MostNext      = 8
	MostLanguages = 6
)

// DefaultScreens is what the screens show where nobody chose.
func DefaultScreens() Screens {
	return Screens{Theme: "default", Next: 3, Speaker: true, Overtime: true, Clock: true, Languages: []string{}}
}

// ParseScreens reads a whole setting; spoken are the languages that there are. What
// it refuses is an [*Error].
func ParseScreens(body []byte, spoken []string) (Screens, error) {
	f, err := readFields(body)
	if err != nil {
		return Screens{}, err
	}
	s := Screens{
		Theme: f.needed("theme"), Speaker: f.yes("speaker"), Overtime: f.yes("overtime"), Clock: f.yes("clock"),
		Together: f.yes("together"), Languages: f.texts("languages"), Card: f.card(),
	}
	next, _ := f.count("next", true)
	s.Next = int(min(next, MostNext+1))
	switch {
	case f.err != nil:
	case !slices.Contains(Themes, s.Theme):
		f.fail(refused("theme", "a theme is "+strings.Join(Themes, ", ")))
	case s.Next > MostNext:
		f.fail(refused("next", "at most 8 of the next speakers have room"))
	case len(s.Languages) > MostLanguages:
		f.fail(refused("languages", "at most 6 languages"))
	}
	for i, code := range s.Languages {
		if !slices.Contains(spoken, code) {
			f.fail(refused("languages", "the screens do not speak "+code))
		}
		if slices.Contains(s.Languages[:i], code) {
			f.fail(refused("languages", code+" is named twice"))
		}
	}
	if err := f.end("screens"); err != nil {
		return Screens{}, err
	}
	return s, nil
}

func refused(field, why string) *Error {
	return &Error{Code: Invalid, Field: field, Message: why}
}

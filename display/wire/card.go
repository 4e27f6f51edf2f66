package wire

import (
	"slices"
	"strings"
	"time"

	"rostrum/timer"
)

// Card is what the gallery shows in place of the debate: a sentence that the pages have in
// each of their languages, a text of the room's own, or nothing at all. It stays until it
// is taken away, whatever becomes of the debate, and over a restart.
type Card struct {
	Says string `json:"says"`           // which sentence, or text, or blank
	Time string `json:"time,omitempty"` // the time of day in it, as the clock of the room has it: 15:00
	Text string `json:"text,omitempty"` // the room's own words, where it says text
}

// Sayings are what a card may say. The first two have a time.
var Sayings = []string{"resumes", "begins", "soon", "adjourned", "wait", "text", "blank"}

// card reads the one of a setting; absent is none.
func (f *fields) card() *Card {
	value, ok := f.remove("card", false)
	if !ok {
		return nil
	}
	in, err := readFields(value)
	if err != nil {
		f.fail(within("card", err))
		return nil
	}
	c := Card{Says: in.needed("says"), Time: in.text("time", false), Text: in.text("text", false)}
	timed := c.Says == "resumes" || c.Says == "begins"
	_, wrong := time.Parse("15:04", c.Time)
	switch {
	case in.err != nil:
	case !slices.Contains(Sayings, c.Says):
		in.fail(refused("says", "a card says "+strings.Join(Sayings, ", ")))
	case timed && (wrong != nil || len(c.Time) != len("15:04")):
		in.fail(refused("time", "a time of day is written as 15:00"))
	case !timed && c.Time != "":
		in.fail(refused("time", "a card that says "+c.Says+" has no time"))
	case c.Says != "text" && c.Text != "":
		in.fail(refused("text", "a card that says "+c.Says+" has no text of its own"))
	case c.Says == "text":
		in.check(timer.CheckText("text", c.Text, timer.MaxName, true))
	}
	if err := in.end("a card"); err != nil {
		f.fail(within("card", err))
		return nil
	}
	return &c
}

// within is what is wrong with a field of an object that is a field itself.
func within(field string, err *Error) *Error {
	at := *err
	at.Field = strings.TrimSuffix(field+"."+err.Field, ".")
	return &at
}

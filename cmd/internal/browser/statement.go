package browser

// What every page shows of a statement, of the link, and of itself.

// Root is the page as a whole, Body what is on it.
func (b *Browser) Root() Element { return b.find("html") }
func (b *Browser) Body() Element { return b.find("body") }

// Screen is the frame of a public page, marked with who has the floor and where.
func (b *Browser) Screen() Element { return b.find("#screen") }

// Time is the big time, Digits its figures, Phase the word for how far the statement has
// come, Limit the line beside.
func (b *Browser) Time() Element      { return b.find("#time") }
func (b *Browser) Digits() Element    { return b.find(".time-text") }
func (b *Browser) Phase() Element     { return b.find("#phase") }
func (b *Browser) Limit() Element     { return b.find("#limit") }
func (b *Browser) PhaseWord() Element { return b.find(".phase-word") }
func (b *Browser) Kind() Element      { return b.find("#kind") } // of the statement

// Bar is how far the statement is, BarMark the figure at one of its marks ("warning",
// "limit", "grace"), BarMarks all of them.
func (b *Browser) Bar() Element                { return b.find(".bar-track") }
func (b *Browser) BarMarks() Element           { return b.find(".bar-mark") }
func (b *Browser) BarMark(name string) Element { return b.find(".bar-mark[data-mark=%q]", name) }

// Delegation is who has the floor, Speaker its representative, Interrupted whom a point
// of order interrupts.
func (b *Browser) Delegation() Element  { return b.find("#delegation") }
func (b *Browser) Speaker() Element     { return b.find("#speaker") }
func (b *Browser) Interrupted() Element { return b.find("#interrupted") }

// Collar is the light at the microphone as the page draws it.
func (b *Browser) Collar() Element { return b.find("#collar") }
func (b *Browser) Ring() Element   { return b.find(".collar-ring") } // that lights up

// Ack says whether the real light is known to show the same.
func (b *Browser) Ack() Element { return b.find("light-ack") }

// Badge says how the link stands; Notice is what is said instead of a time that is not
// known any more.
func (b *Browser) Badge() Element  { return b.find("link-badge") }
func (b *Browser) Notice() Element { return b.find("link-notice") }

// InPhase holds while the statement is in a phase, Paused while its clock stands.
func (b *Browser) InPhase(phase string) Condition { return b.Phase().Data("phase", phase) }
func (b *Browser) Paused() Condition              { return b.Phase().Marked("data-paused") }

// Linked holds while the link has a look.
func (b *Browser) Linked(look string) Condition { return b.Badge().Data("look", look) }

// OverTime holds while the time past the limit is counted up.
func (b *Browser) OverTime() Condition { return b.Time().Begins("+") }

// Left holds while the time that is left lies above least and not above most, in seconds.
func (b *Browser) Left(least, most int64) Condition {
	return Condition{is: "left", value: map[string]int64{"least": least, "most": most}}
}

// Speaks holds while the page is in a language.
func (b *Browser) Speaks(language string) Condition { return b.Root().Attribute("lang", language) }

// SpeaksAs holds while it is in a language by the code of its texts: "zh" is told "zh-Hans".
func (b *Browser) SpeaksAs(code string) Condition {
	return Any(b.Speaks(code), Condition{is: "attributeBegins", at: "html", name: "lang", value: code + "-"})
}

// Moves waits until the time is another one than it was.
func (b *Browser) Moves() {
	b.Helper()
	b.Shows(Not(b.Time().Says(b.Time().Text())))
}

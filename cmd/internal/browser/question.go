package browser

// Question is the dialog or sheet that is open on the console.
type Question struct{ Element }

// Question is what is asked.
func (c Console) Question() Question { return Question{c.find("dialog[open]")} }

// Asked is a question of one kind.
func (c Console) Asked(kind string) Question {
	return Question{c.find("dialog[open][data-ask=%q]", kind)}
}

// Act opens the sheet of rarer acts and taps one.
func (c Console) Act(do string) {
	c.Helper()
	c.Procedure().Tap()
	c.Question().Choice(do).Tap()
}

// Procedure opens the sheet of rarer acts.
func (c Console) Procedure() Element { return c.find("#procedure") }

// Unasked holds while nothing is asked.
func (c Console) Unasked() Condition { return Not(c.find("dialog[open]").There()) }

// Field is one to be filled in, Answer the button that sends it, Leave the one that does
// not.
func (q Question) Field(name string) Element { return q.in("[name=%q]", name) }
func (q Question) Answer() Element           { return q.in("[type=submit]") }
func (q Question) Leave() Element            { return q.in("#ask-leave") }

// Refused is what is wrong, or asked about once more; Changes what would move on the list,
// OfState a State that may be meant.
func (q Question) Refused() Element            { return q.in(".form-refused") }
func (q Question) Changes() Element            { return q.in("#order-changes") }
func (q Question) OfState(code string) Element { return q.in(".suggestions [data-state=%q]", code) }

// Choice is an act of a sheet, Absent what becomes of a speaker who is not there, Reason
// one for a pause, Step a button that adds to a number.
func (q Question) Choice(do string) Element     { return q.in("[data-do=%q]", do) }
func (q Question) Absent(act string) Element    { return q.in("[data-act=%q]", act) }
func (q Question) Reason(reason string) Element { return q.in("[data-reason=%q]", reason) }
func (q Question) Step(by string) Element       { return q.in("[data-by=%q]", by) }

// Raised is by which line of the list a point of order is raised, Raisers all who are
// offered, LightMoves whether the light goes with the limit.
func (q Question) Raised(entry string) Element   { return q.in("[data-entry=%q]", entry) }
func (q Question) Raisers() Element              { return q.in("[data-entry]") }
func (q Question) LightMoves(moves bool) Element { return q.in(`[data-light="%t"]`, moves) }

// UndoOf is what takes one of the earlier acts back, Done the line that says what it was.
func (q Question) UndoOf(rev uint64) Element { return q.in("[data-of='%d'] button", rev) }
func (q Question) Done(rev uint64) Element   { return q.in("li[data-of='%d']", rev) }

// Notes are the lines of the sheet of notes, NoteAct an act with the one of a revision.
func (q Question) Notes() Element { return q.in(".note-line") }
func (q Question) NoteAct(rev uint64, act string) Element {
	return q.in("[data-note='%d'] [data-act=%q]", rev, act)
}

// StatementAct is an act with a statement of the sheet of statements.
func (q Question) StatementAct(statement int, act string) Element {
	return q.in("[data-statement='%d'] [data-act=%q]", statement, act)
}

// Prepared is the line of a meeting that was prepared, PreparedAct an act with it; Prepare
// asks for another one, FromFile for a file with its list, Held says why none can be opened.
func (q Question) Prepared(number int) Element { return q.in("[data-prepared='%d']", number) }
func (q Question) PreparedAct(number int, act string) Element {
	return q.in("[data-prepared='%d'] [data-act=%q]", number, act)
}
func (q Question) Prepare() Element  { return q.in("#prepare-meeting") }
func (q Question) FromFile() Element { return q.in("#prepare-from-file") }
func (q Question) Held() Element     { return q.in(".meetings-why") }
func (q Question) Figures() Element  { return q.in("#prepare-figures") } // of the limits that are chosen

// Of the public screens: Theme is the sketch of a look, Chosen holds while it is chosen,
// Switch is a switch as a finger hits it, Stepper the number of the next speakers,
// Meanwhile says that another console has set them meanwhile.
func (q Question) Theme(name string) Element  { return q.in(".theme:has([value=%q])", name) }
func (q Question) Switch(name string) Element { return q.in(".check:has([name=%q])", name) }
func (q Question) Stepper() Element           { return q.in(".stepper-value") }
func (q Question) Meanwhile() Element         { return q.in(".screens .form-refused") }
func (q Question) Chosen(theme string) Condition {
	return q.in(`[name="theme"]:checked`).Value(theme)
}

// Ready is one of the ready-made cards of the gallery.
func (q Question) Ready(says string) Element { return q.in("[data-says=%q]", says) }

package browser

// The speakers' list on the console.

// Row is a line of the list.
type Row struct{ Element }

// Row is the line of an entry, Rows are all of them, ShownRows those that are not hidden.
func (c Console) Row(entry string) Row { return Row{c.find("[data-entry=%q]", entry)} }
func (c Console) Rows() Element        { return c.find("#rows > .row") }
func (c Console) Details() Element     { return c.find(".row-detail") } // what is said under the names
func (c Console) ShownRows() Element   { return c.find("#rows > .row:not([hidden])") }

// After holds while one line stands somewhere below another.
func (c Console) After(first, second string) Condition {
	return c.find("[data-entry=%q] ~ [data-entry=%q]", first, second).There()
}

// Handle is what a finger takes hold of, Head what it taps to open the line, Drawer what
// then opens, Name whom it names, Unsaved that something in it was written and not saved.
func (r Row) Handle() Element  { return r.in(".row-handle") }
func (r Row) Head() Element    { return r.in(".row-head") }
func (r Row) Drawer() Element  { return r.in(".row-drawer") }
func (r Row) Name() Element    { return r.in(".row-name") }
func (r Row) Unsaved() Element { return r.in(".row-unsaved") }

// InPane holds while the whole line is seen in the list's pane.
func (r Row) InPane() Condition { return r.is("inPane", nil) }

// Fold is over those who were heard, and opens them; DayNext and DayAfter name on the
// stage who speaks then.
func (c Console) Fold() Element     { return c.find("#list-fold") }
func (c Console) DayNext() Element  { return c.find("#day-next") }
func (c Console) DayAfter() Element { return c.find("#day-after") }
func (c Console) Day() Element      { return c.find("#day") }

// Look says what a line is to be looked at for, Private what of its time is the speaker's
// own.
func (r Row) Look() Element    { return r.in(".row-look") }
func (r Row) Private() Element { return r.in(".row-private") }

// Slot is where a line that is held would fall.
func (c Console) Slot() Element { return c.find(".row-slot") }

// Act is one of the acts in the drawer.
func (r Row) Act(act string) Element { return r.in("[data-act=%q]", act) }

// Lines are what the record has of the line's statement.
func (r Row) Lines() Element { return r.in(".statement-lines") }

// Open holds while the drawer is, Status while the speaker is in a state, Lifted while
// the line is held by a finger or by keys.
func (r Row) Open() Condition                { return r.Head().Attribute("aria-expanded", "true") }
func (r Row) Shut() Condition                { return r.Head().Attribute("aria-expanded", "false") }
func (r Row) Status(status string) Condition { return r.Data("status", status) }
func (r Row) Lifted(by string) Condition     { return r.Data("lifted", by) }

// Form is where a line is corrected.
type Form struct{ Element }

// Edit is the form of a line.
func (r Row) Edit() Form { return Form{r.in(".row-edit")} }

// Field is one of it, Save its button, Refused what is wrong.
func (f Form) Field(name string) Element { return f.in("[name=%q]", name) }
func (f Form) Registration() Element     { return f.in("summary") }                    // opens what is registered
func (f Form) Confirm() Element          { return f.in(`[data-act="confirm-level"]`) } // a level that was guessed
func (f Form) Leave() Element            { return f.in(`[data-act="leave"]`) }
func (f Form) Save() Element             { return f.in(`[data-act="save"]`) }
func (f Form) Refused() Element          { return f.in(".form-refused") }

// OfState is a State that may be meant.
func (f Form) OfState(code string) Element { return f.in(".suggestions [data-state=%q]", code) }

// Search is where the list is searched, Found what is said of what was found, All lets
// go of it; Filter shows one kind of lines, Counted how many there are.
func (c Console) Search() Element             { return c.find("#list-search") }
func (c Console) Found() Element              { return c.find("#list-found") }
func (c Console) All() Element                { return c.find("#list-all") }
func (c Console) Filter(name string) Element  { return c.find("[data-filter=%q]", name) }
func (c Console) Counted(name string) Element { return c.Filter(name).in(".filter-count") }

// Pane is where the lines are, Count how many wait, ListStatus what is said to those who
// do not see; ListSwitch closes the list and opens it again, Inscribe adds to it.
func (c Console) Pane() Element       { return c.find(".list-pane") }
func (c Console) Count() Element      { return c.find(".list-count") }
func (c Console) ListStatus() Element { return c.find(`speakers-list > [role="status"]`) }
func (c Console) ListSwitch() Element { return c.find("#list-toggle") }
func (c Console) Inscribe() Element   { return c.find("#inscribe") }

// NoneLifted holds while no line is held.
func (c Console) NoneLifted() Condition { return Not(c.find("[data-lifted]").There()) }

// SecondIs holds while the line of an entry is the second of all, Before while one line
// stands right before another.
func (c Console) SecondIs(entry string) Condition {
	return c.find("#rows > :nth-child(2)").Data("entry", entry)
}
func (c Console) Before(first, second string) Condition {
	return c.find("[data-entry=%q] + [data-entry=%q]", first, second).There()
}

// Early is what a line says after a tap that came in the moment in which it takes none.
func (r Row) Early() (expanded string) {
	r.Helper()
	r.script(&expanded, "early", r.Head().css)
	return expanded
}

// Keys are what keys do to the list from anywhere: show one kind of lines, search, open
// the line of who is next.
func (c Console) Keys(do string, args ...any) {
	c.Helper()
	c.script(nil, "list", append([]any{do}, args...)...)
}

// ShownOrder returns the entries of the lines that are shown, in their order.
func (c Console) ShownOrder() (order string) {
	c.Helper()
	c.script(&order, "order", c.ShownRows().css)
	return order
}

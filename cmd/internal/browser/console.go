package browser

// Console is the chair's page: the floor and its buttons.
type Console struct{ *Browser }

// OpenConsole starts a browser for the console.
func (d *Driver) OpenConsole(name string, width, height int) Console {
	d.Helper()
	return Console{d.Open(name, width, height)}
}

// Next is the one button for the next step of the debate.
func (c Console) Next() Element { return c.find("#primary") }

// AwaitNext waits until the next step is a certain one, or any where none is named, and
// may be tapped.
func (c Console) AwaitNext(do string) {
	c.Helper()
	conditions := []Condition{c.Next().Settled(), c.Next().Enabled()}
	if do != "" {
		conditions = append(conditions, c.Next().Does(do))
	}
	c.Shows(conditions...)
}

// Thrice taps the next step twice at once, and a third time when it has just got
// another meaning, as a nervous finger does.
func (c Console) Thrice() {
	c.Helper()
	c.AwaitNext("")
	c.script(nil, "thrice", c.Next().css)
	c.Shows(c.Next().Data("third", ""))
}

// The acts beside the next step.
func (c Console) Pause() Element          { return c.find("#pause") }
func (c Console) Urge() Element           { return c.find("#urge") }
func (c Console) Absent() Element         { return c.find("#absent") }
func (c Console) Undo() Element           { return c.find("#undo") }
func (c Console) UndoMore() Element       { return c.find("#undo-more") }
func (c Console) Note() Element           { return c.find("#note") }
func (c Console) Point() Element          { return c.find("#point") } // raises one, or says by whom it is
func (c Console) Extend60() Element       { return c.find("#extend-plus60") }
func (c Console) Resume() Element         { return c.find("#rule-resume") } // the interrupted statement
func (c Console) StartFromGiven() Element { return c.find("#start-from-given") }

// Elapsed is what has been spoken, LightIs what the light shows, Stage all that is about who
// has the floor, ListPane all that is about the list.
func (c Console) Elapsed() Element  { return c.find(".figures") }
func (c Console) LightIs() Element  { return c.find(".collar-state") }
func (c Console) Stage() Element    { return c.find(".stage") }
func (c Console) ListPane() Element { return c.find("speakers-list") }

// Several says how a room with several controllers does.
func (c Console) Several() Element { return c.find("several-line") }

// MaySleep says that the device may fall asleep.
func (c Console) MaySleep() Element { return c.find("#may-sleep") }

// Clock is the card of who has the floor, Prompt the line that says when the President
// may ask to conclude, Reminder that the clock was not started, Held that it was held
// while the controller was away, SeatChip how the light of the statement is.
func (c Console) Clock() Element        { return c.find("#clock") }
func (c Console) Prompt() Element       { return c.find("#prompt") }
func (c Console) Reminder() Element     { return c.find("#reminder") }
func (c Console) ReminderText() Element { return c.find(".reminder-text") }
func (c Console) Reminded() Element     { return c.find("#remind-mark") } // what the speaker is told
func (c Console) Held() Element         { return c.find("#held") }
func (c Console) SetHeld() Element      { return c.find("#held-set") }
func (c Console) SeatChip() Element     { return c.find(`.chip[data-part="seat"]`) }
func (c Console) Allowance() Element    { return c.find(`.chip[data-part="allowance"]`) } // private

// Link is how the console is linked, Line the words for it.
func (c Console) Link() Element { return c.find("#link") }
func (c Console) Line() Element { return c.find("link-line") }

// Toast is what is told for a moment, Saving that the record is not being saved.
func (c Console) Toast() Element            { return c.find("#toast") }
func (c Console) Saving(how string) Element { return c.find("saving-line[data-saving=%q]", how) }
func (c Console) GoUnrecorded() Element     { return c.find("#go-unrecorded") }

// CardLine says what the gallery shows in place of the debate, CardAway takes it away.
func (c Console) CardLine() Element { return c.find("card-line") }
func (c Console) CardAway() Element { return c.find("#card-away") }

// Notices opens what there is to be known, of which Notice is one and Doubts are those
// about the list.
func (c Console) Notices() Element          { return c.find("#notices-open") }
func (c Console) Notice(name string) Notice { return Notice{c.find("#notices [data-notice=%q]", name)} }
func (c Console) Doubts() Notice            { return Notice{c.find(`#notices [data-notice^="list-doubts"]`)} }
func (c Console) CloseNotices() Element     { return c.find("#notices-close") }

// Notice is one in the sheet of notices: Away puts it away, Again opens it again, Group is
// a group of doubts by its code, or the first of them.
type Notice struct{ Element }

func (n Notice) Away() Element   { return n.in(`[data-act="put-away"]`) }
func (n Notice) Again() Element  { return n.in(`[data-act="open-again"]`) }
func (n Notice) Groups() Element { return n.in(".doubt-group") }
func (n Notice) Group() Element  { return n.in(".doubt-group:first-of-type summary") }
func (n Notice) Lines() Element  { return n.in(".doubt-group[open] li") }

// HeldWords are what buttons say that somebody else was faster at, SomethingHeld holds
// while one stays as it was for that.
func (c Console) HeldWords() Element       { return c.find(".held-words > *") }
func (c Console) SomethingHeld() Condition { return c.find("[data-held]").There() }

// Told holds while something is told.
func (c Console) Told() Condition { return c.Toast().Marked("data-shown") }

// RecordLink leads to the record; Sum is what a closed debate came to.
func (c Console) RecordLink() Element { return c.find("#record-open") }
func (c Console) Sum() Element        { return c.find("closed-sum") }
func (c Console) Record() Element     { return c.find("main.record") }

// PrintRecord prints the record, RecordAround is what of its page is not to be on the paper.
func (c Console) PrintRecord() Element  { return c.find("[data-print]") }
func (c Console) RecordAround() Element { return c.find(".record-files, .record-tongues") }

// Whole is all that an operator sees, SignIn the card of whoever is not signed in.
func (c Console) Whole() Element   { return c.find("#console") }
func (c Console) SignIn() Element  { return c.find("#sign-in") }
func (c Console) HowToIn() Element { return c.find("#sign-in-how") }
func (c Console) SignOut() Element { return c.find("#sign-out") }

// Device opens what is set for this device; Setting is one of its switches, Guests how
// full the hall is. Help is the
// sheet of the keys.
func (c Console) Device() Element             { return c.find("#console-open") }
func (c Console) Guests() Element             { return c.find("#guests") }
func (c Console) Setting(name string) Element { return c.find("#settings [name=%q]", name) }
func (c Console) Help() Element               { return c.find("#help[open]") }
func (c Console) CloseHelp() Element          { return c.find("#help-close") }

// Sample says that the list is one to rehearse with, PrintedLine of what instant a paper
// is.
func (c Console) Sample() Element      { return c.find("#sample") }
func (c Console) PrintedLine() Element { return c.find("printed-line") }

// Edition is that of the pages, as the page refers to it.
func (c Console) Edition() (edition string) {
	c.Helper()
	if c.script(&edition, "edition"); edition == "" {
		c.Fatalf("%s: the page refers to no edition", c.Label)
	}
	return edition
}

// Scrolled is how far the page lies below its top, in pixels.
func (c Console) Scrolled() (y float64) {
	c.Helper()
	c.script(&y, "scrolled")
	return y
}

// AsksBeforeLeaving says whether somebody who leaves the page is asked first.
func (c Console) AsksBeforeLeaving() (asks bool) {
	c.Helper()
	c.script(&asks, "asksBeforeLeaving")
	return asks
}

// KeysWithoutHelp returns the keys that work and are not on the sheet of the keys.
func (c Console) KeysWithoutHelp() (keys []string) {
	c.Helper()
	c.script(&keys, "keysWithoutHelp")
	return keys
}

// NewField is a field of nobody's, which has the focus.
func (c Console) NewField() Element {
	c.Helper()
	c.script(nil, "newField")
	return c.find("#typing")
}

// EndSession ends the session behind the page's back; Invited opens another one by a
// link, on the page as it stands.
func (c Console) EndSession() { c.Helper(); c.script(nil, "endSession") }
func (c Console) Invited(secret string) {
	c.Helper()
	c.script(nil, "address", "invite="+secret)
}

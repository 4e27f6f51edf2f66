package browser

// People is the sheet of who is signed in.
type People struct{ Question }

// People opens it, by way of the procedure.
func (c Console) People() People {
	c.Helper()
	c.Act("people")
	c.Shows(c.find("#people[open]").There())
	return c.PeopleSheet()
}

// PeopleSheet is it while it is open.
func (c Console) PeopleSheet() People { return People{Question{c.find("#people[open]")}} }

// DevicePeople opens it from the sheet of this console.
func (c Console) DevicePeople() Element { return c.find("#people-open") }

// Invite asks whom; Close leaves the sheet.
func (p People) Invite() Element { return p.in("#invite") }
func (p People) Close() Element  { return p.in("#people-close") }

// Role is a role as a finger chooses it, Suggested a name that is offered.
func (q Question) Role(role string) Element      { return q.in(".invite-role:has([value=%q])", role) }
func (q Question) Suggested(name string) Element { return q.in("[data-suggests=%q]", name) }

// Of the link that was made last: Link is its text, Code the picture of it, Left how long it
// can be opened, Copy and TakeBack the buttons, Over what became of it.
func (p People) Link() Element     { return p.in("#invite-link") }
func (p People) Code() Element     { return p.in("#invite-code") }
func (p People) Left() Element     { return p.in("#invite-left") }
func (p People) Copy() Element     { return p.in("#invite-copy") }
func (p People) TakeBack() Element { return p.in("#invite-take-back") }
func (p People) Over() Element     { return p.in(".invite-over") }

// Person is the line of one of them, End what ends it, Keys those of programs.
func (p People) Person(kind, name string) Element {
	return p.in("[data-kind=%q][data-name=%q]", kind, name)
}
func (p People) End(name string) Element {
	return p.in("[data-name=%q] [data-act=end-session]", name)
}
func (p People) Keys() Element { return p.in(".people-keys summary") }

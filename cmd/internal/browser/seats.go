package browser

// The sheet of the seats on the console.

// SeatsButton opens the sheet and SeatsClose puts it away; SeatsCount is the number of
// those that need somebody.
func (c Console) SeatsButton() Element   { return c.find("#seats-open") }
func (c Console) SeatsClose() Element    { return c.find("#seats-close") }
func (c Console) SeatsCount() Element    { return c.find("#seats-open .seats-count") }
func (c Console) SeatsNumber() Element   { return c.find(".seats-number") }
func (c Console) SeatsSummary() Element  { return c.find(".seats-summary") }
func (c Console) SeatsIdentity() Element { return c.find(".seats-identity code") } // of the certificate

// TestAll lets every light flash, Tested are the lines of those that do.
func (c Console) TestAll() Element { return c.find("#test-all") }
func (c Console) Tested() Element  { return c.find(".seat-line[data-tested]") }

// SeatLine is what is said of one seat.
type SeatLine struct{ Element }

// SeatLine is the line of a seat.
func (c Console) SeatLine(seat string) SeatLine {
	return SeatLine{c.find(".seat-line[data-seat=%q]", seat)}
}

// Find is the button that lets the light flash; Failing, Rival, Dropped, Talk and Health
// are what is said of it.
func (l SeatLine) Find() Element    { return l.in("button") }
func (l SeatLine) Failing() Element { return l.in(".seat-failing") }
func (l SeatLine) Rival() Element   { return l.in(".seat-rival") }
func (l SeatLine) Dropped() Element { return l.in(".seat-dropped") }
func (l SeatLine) Talk() Element    { return l.in(".seat-talk") }
func (l SeatLine) Health() Element  { return l.in(".seat-health") }

// Is holds while the light is in a state of health.
func (l SeatLine) Is(health string) Condition { return l.Data("health", health) }

// Join lets a machine join; JoinLine is what is pasted on it, JoinCode the same for a camera.
func (c Console) Join() Element     { return c.find("#join") }
func (c Console) JoinLine() Element { return c.find("#join-line") }
func (c Console) JoinCode() Element { return c.find("#join-code") }
func (c Console) JoinLeft() Element { return c.find("#join-left") }
func (c Console) JoinAway() Element { return c.find("#join-put-away") }

// Machines is the room's machines in the sheet of the seats, and MachinesView what shows
// them.
type Machines struct{ Element }

func (c Console) Machines() Machines    { return Machines{c.find(".machines-view")} }
func (c Console) MachinesView() Element { return c.find(`.seats-view[data-view="machines"]`) }
func (c Console) LightsView() Element   { return c.find(`.seats-view[data-view="lights"]`) }

// Summary counts them, None says how one joins, Why is why none is updated now, Said what
// became of the last question, Unread that they could not be read.
func (m Machines) Summary() Element { return m.in(".seats-summary") }
func (m Machines) None() Element    { return m.in("#machines-none") }
func (m Machines) Why() Element     { return m.in(".seats-why") }
func (m Machines) Said() Element    { return m.in(".machines-said") }
func (m Machines) Unread() Element  { return m.in("#machines-unread") }

// UpdateAll asks all old ones, Updates are the buttons that ask one; Well unfolds those of
// which nothing is wrong.
func (m Machines) UpdateAll() Element { return m.in("#update-all") }
func (m Machines) Updates() Element {
	return m.in(".machine:not([hidden]) .machine-act button:not([hidden])")
}
func (m Machines) Well() Element { return m.in("#machines-well") }

// Hosts are their names as they stand.
func (m Machines) Hosts() []string { m.Helper(); return m.in(".machine-host").ShownTexts() }

// Machine is one of them: Open unfolds all that is known of it, More; Is holds while just
// those things are wrong with it.
type Machine struct{ Element }

func (m Machines) Machine(host string) Machine { return Machine{m.in(".machine[data-host=%q]", host)} }
func (m Machine) Open() Element                { return m.in(".machine-open") }
func (m Machine) State() Element               { return m.in(".machine-state") }
func (m Machine) Fact(name string) Element     { return m.in(".machine-more [data-fact=%q] dd", name) }
func (m Machine) More() Element                { return m.in(".machine-more") }
func (m Machine) Update() Element              { return m.in(`[data-act="update"]`) }
func (m Machine) Progress() Element            { return m.in(".machine-progress") }
func (m Machine) Is(troubles string) Condition { return m.Data("wrong", troubles) }

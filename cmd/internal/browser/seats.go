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

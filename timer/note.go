package timer

// Note writes a line for the record.
type Note struct {
	Text string `json:"text"`
}

// Noted is a line for the record.
type Noted struct {
	Text string `json:"text"`
}

func (c Note) decide(*Meeting, Stamp) (Fact, error) {
	return Noted(c), CheckText("text", c.Text, 10*MaxName, true)
}

func (Noted) apply(*Meeting, Stamp) {}

func (Noted) subjects() []subject { return nil }

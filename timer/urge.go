package timer

import "slices"

// Urge records that the President asks the speaker to conclude: the seat shows it
// calmly.
type Urge struct{}

// SpeakerUrged says that the President asked to conclude.
type SpeakerUrged struct {
	Statement int `json:"statement"`
}

func (Urge) decide(m *Meeting, _ Stamp) (Fact, error) {
	f, err := m.started()
	if err != nil {
		return nil, err
	}
	return SpeakerUrged{Statement: f.ID}, nil
}

func (f SpeakerUrged) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) { s.Urged = append(slices.Clip(s.Urged), at) })
}

func (f SpeakerUrged) subjects() []subject { return []subject{statement(f.Statement)} }

package timer

// WentUnrecorded says that from here on commands were acknowledged before they
// were on the disk, until the disk was back.
type WentUnrecorded struct{}

func (WentUnrecorded) subjects() []subject { return nil }

func (WentUnrecorded) apply(*Meeting, Stamp) {}

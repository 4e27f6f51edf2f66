package lists

// Small lets a shelf hold no more than so many bytes.
func (s *Shelf) Small(most int) { s.most = most }

// Occupy takes the turn of reading.
func (s *Shelf) Occupy() (leave func()) {
	s.turn <- struct{}{}
	return func() { <-s.turn }
}

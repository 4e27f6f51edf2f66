package timer

// History is what a journal tells: the meeting, and the commands that were
// carried out. The zero value is an empty one; it belongs to one goroutine.
type History struct {
	Meeting  Meeting
	Last     Stamp // of the latest record
	requests map[string]answered
}

type answered struct {
	digest  string
	receipt Receipt
}

// Add applies one record. A record that does not follow the one before is
// [ErrDamaged], and nothing is applied.
func (h *History) Add(r Record) error {
	m := h.Meeting
	for _, e := range r.Events {
		if e.Fact == nil || e.Rev != m.Rev+1 && !begins(&m, e) {
			return errRevision(e.Rev, m.Rev)
		}
		later := m.Rev == 0 && e.Rev > 1
		m = m.Apply(e)
		m.later = m.later || later
		m.withoutPrivate = m.withoutPrivate || r.WithoutPrivate
	}
	h.Meeting = m
	if at, ok := r.stamp(); ok {
		h.Last = at
	}
	if r.Command != nil {
		if h.requests == nil {
			h.requests = make(map[string]answered)
		}
		h.requests[r.Command.ID] = answered{r.Command.Digest, r.Receipt()}
	}
	return nil
}

// begins says whether an event may have any revision: it opens the one meeting of an
// archive, which keeps those of the journal that it came from.
func begins(m *Meeting, e Event) bool {
	_, opens := e.Fact.(MeetingOpened)
	return opens && m.Rev == 0 && e.Rev > 0
}

// Answered returns the receipt of a request that was carried out before, or a
// refusal where its id was used for another one.
func (h *History) Answered(r Request) (Receipt, bool, error) {
	a, ok := h.requests[r.ID]
	switch {
	case !ok || r.ID == "":
		return Receipt{}, false, nil
	case a.digest != r.Digest:
		return Receipt{}, false, invalid("id", "id-used", "the id %q was used for another command; use a new one for each", r.ID)
	default:
		receipt := a.receipt
		receipt.Repeated = true
		return receipt, true, nil
	}
}

// SetDurable says whether a repeat of a record's command is to be told that it is
// durable.
func (h *History) SetDurable(r Record, durable bool) {
	if r.Command == nil {
		return
	}
	a := h.requests[r.Command.ID]
	a.receipt.Durable = durable
	h.requests[r.Command.ID] = a
}

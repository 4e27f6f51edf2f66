package wire

import "rostrum/timer"

// ProposedOrder is what putting the list in order would do; the answer to
// GET /api/v1/list/order. Nothing is changed by it.
type ProposedOrder struct {
	Rev     uint64          `json:"rev"` // by which order-list is guarded
	By      timer.ListOrder `json:"by"`
	Changes []ProposedMove  `json:"changes"` // in the new order; none where the list is in it already
}

// ProposedMove is a line that would have another place among those who wait.
type ProposedMove struct {
	Change     string            `json:"change"` // "moved"
	Entry      timer.EntryID     `json:"entry"`
	Delegation string            `json:"delegation"`
	Names      map[string]string `json:"names,omitempty"`
	State      string            `json:"state,omitempty"`
	Was        Place             `json:"was"`
	Now        Place             `json:"now"`
}

// Place is where a line stands among those who wait, from 1.
type Place struct {
	Place int `json:"place"`
}

// ProposedOrderOf compares the list with the one that it would be.
func ProposedOrderOf(m *timer.Meeting, by timer.ListOrder, then timer.SpeakersList) ProposedOrder {
	out := ProposedOrder{Rev: m.Rev, By: by, Changes: []ProposedMove{}}
	was := make(map[timer.EntryID]int)
	for i, e := range waitingOf(m.List) {
		was[e.ID] = i + 1
	}
	for i, e := range waitingOf(then) {
		if was[e.ID] != i+1 {
			out.Changes = append(out.Changes, ProposedMove{
				Change: "moved", Entry: e.ID, Delegation: e.Delegation, Names: e.Names, State: wantedCode(e.Names, e.ISO3, e.Delegation),
				Was: Place{was[e.ID]}, Now: Place{i + 1},
			})
		}
	}
	return out
}

func waitingOf(list timer.SpeakersList) (waiting timer.SpeakersList) {
	for _, e := range list {
		if e.Status == timer.Waiting {
			waiting = append(waiting, e)
		}
	}
	return waiting
}

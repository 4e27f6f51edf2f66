package timer

import "time"

// Other is another controller of the room, where there are several: where a page finds it.
type Other struct {
	Address string `json:"address"`               // its origin, https://10.0.0.2:8443
	Public  string `json:"public_http,omitempty"` // that of its public door, where it has one
}

// Several is how a room does that has several controllers and machines. Its instants are of
// the wall clock of the controller that says so.
type Several struct {
	Leader string       `json:"leader"` // where who leads is reached; empty where nobody is known
	Others []Controller `json:"others"` // that were heard since this one was started
	// Since when this one has heard of no other; absent where it has of any.
	AloneSince *time.Time `json:"alone_since,omitempty"`
	Machines   int        `json:"machines"` // that keep the record
	Away       []Machine  `json:"away"`     // of them those that do not answer
}

// Controller is another controller as operators see it.
type Controller struct {
	Address   string     `json:"address"`
	Ready     bool       `json:"ready"`                // it leads, or would at once
	AwaySince *time.Time `json:"away_since,omitempty"` // when it was missed first, where it is not
}

// Machine is one of those that keep the record, and does not answer.
type Machine struct {
	Address   string    `json:"address"`
	AwaySince time.Time `json:"away_since"`
}

package wire

import "encoding/json"

// Answer is what an agent understands of what the controller says; at most one
// is set, none for a message that does not concern it.
type Answer struct {
	Hello   *Hello
	Course  *Course
	Sync    *SyncAnswer
	Refusal *Refusal
	Update  *Update
}

// SyncAnswer answers a sync message of an agent.
type SyncAnswer struct {
	T0   float64 `json:"t0"`
	T1   float64 `json:"t1"`
	T2   float64 `json:"t2"`
	Boot string  `json:"boot"`
}

// ParseAnswer reads a message of the controller. What it does not know is an
// empty answer: a newer controller may say more.
func ParseAnswer(text []byte) (Answer, error) {
	var kind struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(text, &kind); err != nil {
		return Answer{}, malformed("", "the message is not JSON")
	}
	var a Answer
	var into any
	switch kind.Type {
	case "hello":
		a.Hello = new(Hello)
		into = a.Hello
	case "course":
		a.Course = new(Course)
		into = a.Course
	case "sync":
		a.Sync = new(SyncAnswer)
		into = a.Sync
	case "refusal":
		a.Refusal = new(Refusal)
		into = a.Refusal
	case "update":
		a.Update = new(Update)
		into = a.Update
	default:
		return Answer{}, nil
	}
	if err := json.Unmarshal(text, into); err != nil {
		return Answer{}, malformed("", "a %s message that cannot be read", kind.Type)
	}
	if a.Course != nil && !a.Course.sound() {
		return Answer{}, malformed("", "a course that no clock can show")
	}
	return a, nil
}

package timer

import (
	"slices"
	"time"
)

// Registration is what the secretariat knows of a speaker before the debate, beside
// who speaks and for whom. None of it changes a limit, but for the allowance.
type Registration struct {
	Capacity     Capacity  `json:"capacity,omitempty"`
	Level        Level     `json:"level,omitempty"`
	LevelGuessed bool      `json:"level_guessed,omitempty"` // from a post: nobody has said so
	Title        string    `json:"title,omitempty"`         // of the speaker, "Minister for Foreign Affairs"
	RegisteredAt time.Time `json:"registered_at,omitzero"`
	Letter       Letter    `json:"letter,omitempty"`
	// Allowance is more time for this speaker than the rules give, and private: operators
	// alone are told of it.
	Allowance time.Duration `json:"allowance,omitempty"`
}

// Capacity says under which of the Council's provisional rules of procedure a
// delegation takes part.
type Capacity string

// The capacities.
const (
	CouncilMember Capacity = "member"
	Rule37        Capacity = "rule-37" // a State that is not a member of the Council
	Rule39        Capacity = "rule-39" // a person invited to give information: a briefer
	ObserverSeat  Capacity = "observer"
	OtherCapacity Capacity = "other"
)

// Capacities returns every capacity, in the order in which the room speaks of them.
func Capacities() []Capacity {
	return []Capacity{CouncilMember, Rule37, Rule39, ObserverSeat, OtherCapacity}
}

// Level is the rank of who speaks, by which some rooms order a list.
type Level string

// The levels, the highest first.
const (
	HeadOfState             Level = "head-of-state"
	HeadOfGovernment        Level = "head-of-government"
	DeputyHead              Level = "deputy-head"
	Minister                Level = "minister"
	ViceMinister            Level = "vice-minister"
	PermanentRepresentative Level = "permanent-representative"
	Charge                  Level = "charge" // chargé d'affaires
	OtherLevel              Level = "other"
)

// Levels returns every level, the highest first.
func Levels() []Level {
	return []Level{HeadOfState, HeadOfGovernment, DeputyHead, Minister, ViceMinister, PermanentRepresentative, Charge, OtherLevel}
}

// Letter says whether the signed letter is on file by which a State that is not a
// member of the Council asks to take part (rule 37). Empty: nobody has said.
type Letter string

// What is known of a letter.
const (
	LetterOnFile  Letter = "on-file"
	LetterMissing Letter = "missing"
)

// The years in which somebody can register: of the Organization, and that can be written.
const (
	firstYear = 1945
	lastYear  = 9999
)

// MostAllowance is the largest allowance.
const MostAllowance = time.Hour

func (r Registration) validate() error {
	switch {
	case r.Capacity != "" && !slices.Contains(Capacities(), r.Capacity):
		return invalid("capacity", "not-a-capacity", "%q is not a capacity; use one of %s", r.Capacity, listed(Capacities()))
	case r.Level != "" && !slices.Contains(Levels(), r.Level):
		return invalid("level", "not-a-level", "%q is not a level; use one of %s", r.Level, listed(Levels()))
	case r.Letter != "" && r.Letter != LetterOnFile && r.Letter != LetterMissing:
		return invalid("letter", "not-a-letter", "%q is not known of a letter; use %s or %s", r.Letter, LetterOnFile, LetterMissing)
	case r.Allowance < 0 || r.Allowance > MostAllowance:
		return invalid("allowance_ms", "not-an-allowance", "an allowance is at most an hour more, and never less time")
	case !r.RegisteredAt.IsZero() && (r.RegisteredAt.Year() < firstYear || r.RegisteredAt.Year() > lastYear):
		return invalid("registered_at", "not-a-time", "nobody registered in the year %d; write the time as 2026-11-27T09:00:00-05:00", r.RegisteredAt.Year())
	}
	return CheckText("title", r.Title, MaxName, false)
}

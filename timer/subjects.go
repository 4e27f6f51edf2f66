package timer

import "slices"

// subject is something that a fact is about: an entry of the list, a statement,
// or one of the things that there is only one of.
type subject struct {
	entry     EntryID
	statement int
	repliesOf string // the delegation
	only      string
}

func entry(id EntryID) subject { return subject{entry: id} }
func statement(id int) subject { return subject{statement: id} }

var (
	theFloor      = subject{only: "floor"}
	theList       = subject{only: "whether the list is closed"}
	theDebate     = subject{only: "whether the debate is closed"}
	theSuspension = subject{only: "whether the meeting is suspended"}
	theRules      = subject{only: "rules"}
)

// only leaves out what there is not.
func only(all ...subject) []subject {
	out := all[:0]
	for _, s := range all {
		if s != (subject{}) {
			out = append(out, s)
		}
	}
	return out
}

func entries(ids []EntryID, more ...subject) []subject {
	for _, id := range ids {
		more = append(more, entry(id))
	}
	return more
}

func (MeetingOpened) subjects() []subject  { return nil }
func (Undone) subjects() []subject         { return nil }
func (ClockAdopted) subjects() []subject   { return nil }
func (Noted) subjects() []subject          { return nil }
func (WentUnrecorded) subjects() []subject { return nil }

func (f FloorGiven) subjects() []subject {
	return []subject{entry(f.Entry), statement(f.Statement), theFloor}
}
func (f StatementStarted) subjects() []subject { return []subject{statement(f.Statement)} }
func (f StatementPaused) subjects() []subject  { return []subject{statement(f.Statement)} }
func (f StatementResumed) subjects() []subject { return []subject{statement(f.Statement)} }
func (f LimitExtended) subjects() []subject    { return []subject{statement(f.Statement)} }
func (f SpeakerUrged) subjects() []subject     { return []subject{statement(f.Statement)} }
func (f StatementEnded) subjects() []subject {
	return []subject{statement(f.Statement), theFloor}
}
func (f FloorReturned) subjects() []subject {
	return only(entry(f.Entry), statement(f.Statement), theFloor)
}

func (f SpeakerInscribed) subjects() []subject { return only(entry(f.Entry), entry(f.Before)) }
func (f SpeakerWithdrawn) subjects() []subject { return []subject{entry(f.Entry)} }
func (f SpeakerMoved) subjects() []subject     { return only(entry(f.Entry), entry(f.Before)) }
func (f SpeakerAmended) subjects() []subject   { return []subject{entry(f.Entry)} }
func (f SpeakerAbsent) subjects() []subject {
	if f.Statement == 0 {
		return only(entry(f.Entry), entry(f.Before))
	}
	return only(entry(f.Entry), entry(f.Before), statement(f.Statement), theFloor)
}
func (ListClosed) subjects() []subject   { return []subject{theList} }
func (ListReopened) subjects() []subject { return []subject{theList} }

func (f PointRaised) subjects() []subject {
	return only(statement(f.Statement), statement(f.Interrupted), theFloor)
}

func (f PointRuled) subjects() []subject {
	return only(statement(f.Statement), statement(f.Interrupted), entry(f.Returned), theFloor)
}

func (f MeetingSuspended) subjects() []subject { return only(statement(f.Statement), theSuspension) }
func (MeetingReconvened) subjects() []subject  { return []subject{theSuspension} }
func (f DebateClosed) subjects() []subject     { return entries(f.NotHeard, theDebate) }
func (f DebateReopened) subjects() []subject   { return entries(f.Restored, theDebate) }

func (f StartBackDated) subjects() []subject     { return []subject{statement(f.Statement)} }
func (f ElapsedSet) subjects() []subject         { return []subject{statement(f.Statement)} }
func (f StatementRestarted) subjects() []subject { return []subject{statement(f.Statement)} }
func (f HandedOver) subjects() []subject         { return []subject{statement(f.Statement)} }
func (f StatementReopened) subjects() []subject {
	return []subject{entry(f.Entry), statement(f.Statement), theFloor}
}
func (f RulesSet) subjects() []subject { return only(statement(f.Statement), theRules) }

// needs are what a fact rests on without being about it: that the meeting sits,
// that the debate is open, that nobody has the floor.
func needs(f Fact) []subject {
	switch f.(type) {
	case FloorGiven, StatementStarted, StatementResumed, StatementRestarted, StatementReopened, StartBackDated, ElapsedSet,
		PointRaised, PointRuled:
		return []subject{theSuspension, theDebate}
	case SpeakerInscribed, SpeakerAbsent, ListReopened:
		return []subject{theDebate}
	case DebateClosed, MeetingSuspended:
		return []subject{theFloor}
	default:
		return nil
	}
}

// dependsOn says whether an earlier action must stay while d does.
func (d *done) dependsOn(earlier *done) bool {
	for _, s := range slices.Concat(d.about, needs(d.event.Fact)) {
		if slices.Contains(earlier.about, s) {
			return true
		}
	}
	return false
}

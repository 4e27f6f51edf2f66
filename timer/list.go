package timer

import (
	"slices"
	"strconv"
	"time"
)

// EntryID names one inscription on the speakers' list, "e7"; it is never used
// again in the same meeting.
type EntryID string

func entryID(n int) EntryID { return EntryID("e" + strconv.Itoa(n)) }

// Status says what became of an inscribed speaker; each is in exactly one.
type Status string

// The states of an inscription.
const (
	Waiting   Status = "waiting"
	HasFloor  Status = "speaking" // from the moment the floor is given
	Heard     Status = "heard"
	Absent    Status = "absent"
	Withdrawn Status = "withdrawn"
	NotHeard  Status = "not-heard"
)

// Entry is one line of the speakers' list. Entries are shared between
// snapshots and are never changed in place.
type Entry struct {
	ID EntryID
	Inscription
	Status    Status
	Statement int           // of who was heard
	Used      time.Duration // by that statement
	was       Status        // before the debate was closed
	prior     *Entry        // as it was before it was corrected to have spoken, or nil
	filed     *filed        // as the file that was taken last has it, or nil
	placed    bool          // where it stands is a person's doing since
}

// WasAbsent says whether the speaker had been called and was not there when the debate was
// closed.
func (e *Entry) WasAbsent() bool { return e.Status == NotHeard && e.was == Absent }

// SpeakersList is the list in the order in which the floor will be given. It
// is never changed in place: each change returns a new list.
type SpeakersList []*Entry

// Index returns the place of an entry, or −1.
func (l SpeakersList) Index(id EntryID) int {
	return slices.IndexFunc(l, func(e *Entry) bool { return e.ID == id })
}

// Find returns an entry, or nil.
func (l SpeakersList) Find(id EntryID) *Entry {
	if i := l.Index(id); i >= 0 {
		return l[i]
	}
	return nil
}

// edit changes a copy of an entry.
func (l SpeakersList) edit(id EntryID, change func(*Entry)) SpeakersList {
	i := l.Index(id)
	if i < 0 {
		return l
	}
	changed := *l[i]
	change(&changed)
	out := slices.Clone(l)
	out[i] = &changed
	return out
}

// each changes copies of the entries.
func (l SpeakersList) each(change func(*Entry)) SpeakersList {
	out := slices.Clone(l)
	for i, e := range l {
		changed := *e
		if change(&changed); changed.Status != e.Status {
			out[i] = &changed
		}
	}
	return out
}

// insert puts an entry in front of another one, or at the end where before is
// empty or gone.
func (l SpeakersList) insert(e *Entry, before EntryID) SpeakersList {
	out := make(SpeakersList, 0, len(l)+1)
	at := len(l)
	if i := l.Index(before); i >= 0 {
		at = i
	}
	out = append(out, l[:at]...)
	out = append(out, e)
	return append(out, l[at:]...)
}

func (l SpeakersList) move(id, before EntryID) SpeakersList {
	i := l.Index(id)
	if i < 0 {
		return l
	}
	rest := slices.Delete(slices.Clone(l), i, i+1)
	return rest.insert(l[i], before)
}

func (l SpeakersList) lastSeq() int {
	last := 0
	for _, e := range l {
		last = max(last, e.Seq)
	}
	return last
}

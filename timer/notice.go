package timer

import (
	"slices"
	"time"
)

// Notice is something that operators should know, in one plain sentence.
type Notice struct {
	Notice  string `json:"notice"` // its name, by which it is put away
	Code    string `json:"code"`
	Message string `json:"message"`
	About   string `json:"about,omitempty"` // what stands in the sentence, for other languages
	// Who put it away, for all devices, and when; null while it is open. It is never
	// changed in place.
	PutAway *PutAway `json:"put_away,omitempty"`
}

// PutAway is who put something away, and when.
type PutAway struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// Doubts are what may not be meant of a list that was taken, in groups of one kind each:
// one thing to be known, however many lines it is about. It is never changed in place.
type Doubts struct {
	Notice  string       `json:"notice"` // its name, by which it is put away
	File    string       `json:"file"`
	Count   int          `json:"count"`
	Groups  []DoubtGroup `json:"groups"`
	PutAway *PutAway     `json:"put_away,omitempty"` // as of a Notice
}

// DoubtGroup are the doubts of one kind about one thing.
type DoubtGroup struct {
	Code    string      `json:"code"`            // what is doubted, for other languages; may be empty
	Field   string      `json:"field,omitempty"` // of a speaker, as the interface names it
	About   []string    `json:"about,omitempty"` // what stands in the sentence, where it is the same in all of them
	Message string      `json:"message"`         // of the first, one plain sentence
	Count   int         `json:"count"`
	Lines   []DoubtLine `json:"lines"` // the first of them
}

// DoubtLine is where one of them stands in the file.
type DoubtLine struct {
	Line    int      `json:"line"`              // from 1
	Column  int      `json:"column"`            // in characters from 1
	Cell    string   `json:"cell,omitempty"`    // of a sheet, "C14"
	About   []string `json:"about,omitempty"`   // where it is not that of the group, as the next
	Message string   `json:"message,omitempty"` // one plain sentence
}

// Named is the notice with a name, which is that of what it is about.
func (n Notice) Named() Notice {
	if n.Notice == "" {
		n.Notice = n.Code
		if n.About != "" {
			n.Notice += ":" + n.About
		}
	}
	return n
}

// Notify returns notices with one more; what says the same already stays as it is, and
// what said something else of the same is replaced.
func Notify(notices []Notice, n Notice) []Notice {
	n = n.Named()
	i := slices.IndexFunc(notices, func(o Notice) bool { return o.Notice == n.Notice })
	if i >= 0 && notices[i].Message == n.Message {
		return notices
	}
	notices = slices.Clone(notices)
	if i >= 0 {
		notices[i] = n
		return notices
	}
	return append(notices, n)
}

// HasNotice says whether there is a notice, or are doubts, of a name.
func (s *Snapshot) HasNotice(name string) bool {
	return s.Doubts != nil && s.Doubts.Notice == name ||
		slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.Notice == name })
}

// PutNotice puts a notice, or the doubts, of a name away, or with nil opens it again.
func (s *Snapshot) PutNotice(name string, away *PutAway) error {
	if !s.HasNotice(name) {
		return unknown("notice", "no-such-notice", "there is no notice %q", name)
	}
	if s.Doubts != nil && s.Doubts.Notice == name {
		doubts := *s.Doubts
		doubts.PutAway = away
		s.Doubts = &doubts
		return nil
	}
	s.Notices = slices.Clone(s.Notices)
	for i := range s.Notices {
		if s.Notices[i].Notice == name {
			s.Notices[i].PutAway = away
		}
	}
	return nil
}

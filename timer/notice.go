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

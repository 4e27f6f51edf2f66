package display

import (
	"fmt"
	"net/http"

	"rostrum/display/live"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/account"
)

// meetings are those of the journal, from which another one may be prepared, and the rules
// that it may have.
func (s *Server) meetings(w http.ResponseWriter, r *http.Request) {
	if _, err := s.reader(r, true); err != nil {
		s.refuse(w, r, err)
		return
	}
	book := s.Desk.Book()
	all := make([]*timer.Meeting, 0, book.Meetings())
	for n := range book.Meetings() {
		all = append(all, book.Meeting(n+1))
	}
	s.answer(w, wire.MeetingsOf(all))
}

// complete finds what a meeting that is prepared is to have: the list of a file that is
// held, the speakers and the rules of an earlier meeting. The core is given rows and
// rules, and the journal keeps these, so that what was prepared stays what it was.
func (s *Server) complete(by live.Who, o wire.Order) (timer.Command, error) {
	c, ok := o.Command.(timer.PrepareMeeting)
	if !ok {
		return o.Command, nil
	}
	from := o.Sources
	if from.From != 0 {
		again, err := again(s.Desk.Book(), from.From)
		if err != nil {
			return nil, err
		}
		if from.Rules {
			c.Rules, c.RulesDigest = again.Rules, again.RulesDigest
		}
		if c.Zone == "" {
			c.Zone = again.Zone
		}
		if from.List {
			c.List, c.ListDigest = again.List, again.ListDigest
			c.Sample = again.Sample && c.Rehearsal // as a meeting that counts it is no sample
		}
	}
	if from.Digest != "" {
		list, file, err := s.heldList(by, from.Digest)
		if err != nil {
			return nil, err
		}
		c.List, c.ListDigest, c.Sample = list, file, false
	}
	return c, nil
}

// again is what a meeting of the journal gives another one.
func again(book *account.Book, number int) (timer.Opening, error) {
	if number < 1 || number > book.Meetings() {
		return timer.Opening{}, &wire.Error{Code: wire.Unknown, Field: "from", Why: "no-such-meeting", Message: fmt.Sprintf("the journal has no meeting %d", number)}
	}
	return book.Meeting(number).Again(), nil
}

// heldList returns the lines of a list file that is held for whoever asks, and the
// identity of the file.
func (s *Server) heldList(by live.Who, digest string) (list []timer.Inscription, file string, err error) {
	held, err := s.Lists.Held(by.ID(), digest)
	switch {
	case err != nil:
		return nil, "", refusedFile(err)
	case held.Refused != nil:
		return nil, "", refusedFile(held.Refused)
	}
	return held.List.Inscriptions, held.Digest, nil
}

package display

import (
	"errors"
	"net/http"
	"net/netip"
	"net/url"

	"rsc.io/qr"

	"rostrum/display/access"
	"rostrum/display/join"
	"rostrum/display/wire"
	"rostrum/timer"
)

// mostEnrolments is how many lines may wait to be pasted at once: forty Pis in an evening,
// by two technicians.
const mostEnrolments = 64

// What a machine cannot be enrolled for.
var (
	errEnrolByChair = &wire.Error{Code: wire.Forbidden, Why: "not-of-role", Message: "only the chair lets machines join: a line makes a key"}
	errNoTLS        = &wire.Error{Code: wire.NotNow, Why: "enrol-no-tls", Message: "no machine can join, for keys would cross the network in clear: start the controller with --listen :8443, or with --tls"}
	errNoPackages   = &wire.Error{Code: wire.NotNow, Why: "enrol-no-packages", Message: "no machine can join, for there are no signed packages to be installed: have deploy/package write and sign them, and start the controller with --packages"}
	errNoPublicDoor = &wire.Error{Code: wire.NotNow, Why: "enrol-no-public-door", Message: "no screen can join, for it shows the pages of the public door, and there is none: start the controller with --public-http :8080"}
	errNoPlainName  = &wire.Error{Code: wire.NotNow, Why: "enrol-no-name", Message: "no line can be written with this address of the controller: open the console by its name, or by an address of version 4"}
)

const codeIsGone = "this line was used already, or is older than a quarter of an hour: make another on the console, under Lights"

// enrol makes a line by which a machine joins. It makes a key: it is told to who asks and to
// nobody else, neither the log nor the journal.
func (s *Server) enrol(w http.ResponseWriter, r *http.Request) {
	who, err := s.operator(r)
	if err == nil && who.Role != timer.Chair {
		err = errEnrolByChair
	}
	var asked wire.Enrolling
	if err == nil {
		var body []byte
		if body, err = readBody(w, r); err == nil {
			asked, err = wire.ParseEnrolling(body)
			var told *wire.Error
			if errors.As(err, &told) && told.Field == "seat" && told.Why == "" {
				told.Why = whyEnrolSeat
			}
		}
	}
	var controller *url.URL
	var local bool
	if err == nil {
		controller, local, err = s.joinedAt(r, asked)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	pin, err := s.KeyPin()
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	grant := access.Grant{Role: string(asked.Role), Machine: &access.Machine{Pin: asked.Pin}}
	if asked.Role == timer.LightRole {
		grant.Seats = []string{asked.Seat}
	} else {
		grant.Machine.Page = s.pageURL(r, asked.Page, asked.Seat)
		grant.Name = asked.Page
		if asked.Seat != "" {
			grant.Name += " " + asked.Seat
		}
	}
	var code string
	err = s.keysDo(func() error {
		open, err := s.Access.Enrolments()
		if err == nil && len(open) >= mostEnrolments {
			err = &wire.Error{Code: wire.NotNow, Why: "lines-wait", About: []any{mostEnrolments},
				Message: "64 lines wait to be used already: wait until one is used or too old"}
		}
		if err == nil {
			code, grant, err = s.Access.Enrol(grant)
		}
		return err
	})
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	line, err := join.Line(controller, pin, code)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	svg, err := qrSVG(line, qr.L)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.Log.Info().Str("role", grant.Role).Str("seat", asked.Seat).Str("enrolment", grant.ID).Stringer("by", who.Actor).Msg("a machine may join")
	s.answer(w, wire.Enrolment{
		ID: grant.ID, Role: asked.Role, Seat: asked.Seat, Page: asked.Page, Line: line, QR: string(svg), Print: access.Fingerprint(s.Pin()),
		Expires: grant.Expires.UTC(), LeftMS: s.Access.Left(grant).Milliseconds(), Local: local,
	})
}

// joinedAt is the address by which a machine of the room reaches this controller, or why
// none can join.
func (s *Server) joinedAt(r *http.Request, asked wire.Enrolling) (at *url.URL, local bool, err error) {
	switch {
	case s.Pin == nil || s.KeyPin == nil || r.TLS == nil:
		return nil, false, errNoTLS
	case s.Packages == nil || !s.Packages.Signed():
		return nil, false, errNoPackages
	case asked.Role == timer.Screen && !s.public.IsValid():
		return nil, false, errNoPublicDoor
	}
	at, local = s.inviteURL(r)
	at.Path = ""
	if addr, err := netip.ParseAddr(at.Hostname()); (err == nil && !addr.Is4() || !s.vouched(at.Host)) && s.Reached != nil {
		if other, err := url.Parse(s.Reached()); err == nil {
			at.Host = other.Host
		}
	}
	if !join.Writable(at.Hostname()) {
		return nil, false, errNoPlainName
	}
	return at, local, nil
}

// joining answers the line with what it runs. A code that is not good any more is answered
// with a script too, which says so: a person reads what it writes, and not a status.
func (s *Server) joining(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/x-shellscript; charset=utf-8")
	grant, builder, refusal := s.joinsBy(r)
	if refusal != "" {
		_, _ = w.Write(join.Sentence(refusal))
		return
	}
	m := join.Machine{
		Controller: &url.URL{Scheme: "https", Host: r.Host}, Code: r.PathValue("code"), Pin: grant.Machine.Pin, Page: grant.Machine.Page,
		Authority: access.PEM(s.Pin()), Builder: builder, Now: s.Clock.Now().Wall,
	}
	for _, other := range s.Engine.Snapshot().Others {
		m.Others = append(m.Others, other.Address)
		if u, err := url.Parse(other.Public); err == nil && join.Writable(u.Hostname()) {
			m.Shown = append(m.Shown, other.Public)
		}
	}
	if len(grant.Seats) > 0 {
		m.Seat = grant.Seats[0]
	}
	_, _ = w.Write(join.Script(m))
}

// joinsBy is what the code of a request is for, and the builder's key; or why it is for
// nothing.
func (s *Server) joinsBy(r *http.Request) (grant access.Grant, builder []byte, refusal string) {
	if s.Pin == nil || s.Packages == nil || r.TLS == nil {
		return grant, nil, "no machine can join here"
	}
	err := s.keysDo(func() (err error) {
		grant, err = s.Access.Enrolment(r.PathValue("code"))
		return err
	})
	if errors.Is(err, access.ErrExpired) || err == nil && grant.Machine == nil {
		s.Access.Wrong(r.Context(), askedFrom(r))
		return grant, nil, codeIsGone
	}
	if err != nil {
		return grant, nil, "the controller's disk does not answer; try again in a moment"
	}
	if builder, err = s.Packages.Key(); err != nil {
		return grant, nil, "the packages of the controller are not signed, so that none is installed"
	}
	return grant, builder, ""
}

// joined makes the key of a machine: it goes into the answer, and nowhere else.
func (s *Server) joined(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	say := func(status int, text string) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(text + "\n"))
	}
	if s.Pin == nil || r.TLS == nil {
		say(http.StatusForbidden, "no machine can join here")
		return
	}
	var key string
	var grant access.Grant
	err := s.keysDo(func() (err error) {
		key, grant, err = s.Access.RedeemEnrolment(r.PathValue("code"))
		return err
	})
	switch {
	case errors.Is(err, access.ErrExpired):
		s.Access.Wrong(r.Context(), askedFrom(r))
		say(http.StatusGone, codeIsGone)
		return
	case err != nil:
		say(http.StatusServiceUnavailable, "the controller's disk did not take the key; make another line on the console")
		return
	}
	s.Log.Info().Str("role", grant.Role).Strs("seats", grant.Seats).Str("key", grant.ID).Str("from", askedFrom(r)).Msg("a machine has joined")
	say(http.StatusOK, key+"\n"+string(access.PEM(s.Pin())))
}

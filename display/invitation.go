package display

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"rsc.io/qr"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// mostInvitations is how many one-time links may wait at once: more than a table has
// tablets, and fewer than would be lost sight of.
const mostInvitations = 8

// invite makes a one-time link. It is a key: it is told to who asks and to nobody else,
// neither the log nor the journal.
func (s *Server) invite(w http.ResponseWriter, r *http.Request) {
	who, err := s.operator(r)
	if err == nil && who.Role != timer.Chair {
		err = errChairAlone
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	body, err := readBody(w, r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	role, name, err := wire.ParseInvitation(body)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	var secret string
	var grant access.Grant
	err = s.keysDo(func() error {
		open, err := s.Access.Invitations()
		if err == nil && len(open) >= mostInvitations {
			err = &wire.Error{Code: wire.NotNow, Why: "links-wait", About: []any{mostInvitations},
				Message: "8 links wait to be opened already: take one back, or wait until one is used or too old"}
		}
		if err == nil {
			secret, grant, err = s.Access.Invite(access.Grant{Role: string(role), Name: name})
		}
		return err
	})
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	at, local := s.inviteURL(r)
	at.Path = wire.PageOf(role)
	at.Fragment = "invite=" + secret
	link := at.String()
	svg, err := qrSVG(link, qr.L) // a screen is not soiled: large modules before repair
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.Log.Info().Str("role", grant.Role).Str("name", grant.Name).Str("invitation", grant.ID).Stringer("by", who.Actor).Msg("somebody was invited")
	s.answer(w, wire.Invitation{
		ID: grant.ID, Role: role, Name: grant.Name, Link: link, QR: string(svg),
		Expires: grant.Expires.UTC(), LeftMS: s.Access.Left(grant).Milliseconds(), Local: local, Trust: s.trustURL(at, local),
	})
}

// takeBack ends a link that nobody has opened.
func (s *Server) takeBack(w http.ResponseWriter, r *http.Request) {
	who, err := s.operator(r)
	if err == nil && who.Role != timer.Chair {
		err = errChairAlone
	}
	id := r.PathValue("id")
	if err == nil {
		err = s.keysDo(func() error {
			taken, err := s.Access.TakeBack(id)
			if err == nil && !taken {
				err = &wire.Error{Code: wire.Unknown, Field: "id", Why: "no-such-link", Message: "there is no such link; it may have been opened, or is too old"}
			}
			return err
		})
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.Log.Info().Str("invitation", id).Stringer("by", who.Actor).Msg("an invitation was taken back")
	w.WriteHeader(http.StatusNoContent)
}

// inviteURL is the console as another tablet reaches it: as this one did, if that was over
// the network; else by the address that the controller has there. It says whether there
// is none, and the console opens on the controller's own machine only.
func (s *Server) inviteURL(r *http.Request) (at *url.URL, local bool) {
	at = &url.URL{Scheme: "http", Host: r.Host, Path: "/chair"}
	if r.TLS != nil {
		at.Scheme = "https"
	}
	if !onLoopback(hostOf(r.Host)) {
		return at, false
	}
	if s.Reached != nil {
		if other, err := url.Parse(s.Reached()); err == nil && !onLoopback(other.Hostname()) {
			at.Host = other.Host
			return at, false
		}
	}
	return at, true
}

// onLoopback says whether a host is the machine itself to whoever calls it.
func onLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && addr.IsLoopback()
}

// trustURL is the page that tells a tablet how to trust the controller, at the door that
// it can open before it does; empty where there is none, or nothing to trust.
func (s *Server) trustURL(console *url.URL, local bool) string {
	if s.Pin == nil || !s.public.IsValid() || local {
		return ""
	}
	host := console.Hostname()
	if !s.public.Addr().IsUnspecified() {
		host = s.public.Addr().String()
	}
	u := url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(int(s.public.Port()))), Path: "/trust"}
	return u.String()
}

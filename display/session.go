package display

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strings"

	"rostrum/display/access"
	"rostrum/display/door"
	"rostrum/display/live"
	"rostrum/display/wire"
	"rostrum/timer"
)

// The cookie that holds the secret of a session. Under TLS a browser takes it from this
// server by TLS only, and for no other path or domain (RFC 6265bis, section 4.1.3):
// nobody can plant one of that name in clear. The other name is that of the loopback
// address, and of sessions that were opened by earlier versions.
const (
	sessionCookie = "__Host-rostrum_session"
	plainCookie   = "rostrum_session"
)

// mostCookies is how many cookies of a name are tried: as many as a browser keeps.
const mostCookies = 200

// authenticate says who sends a request: by key, by session, or anybody. A key
// that is not known is refused; a session that has ended is anybody. Where the disk
// cannot tell, neither is said.
func (s *Server) authenticate(r *http.Request) (live.Who, error) {
	who, err := s.whoAsks(r)
	if err == nil && who.Role != timer.Public {
		door.From(r.Context()).Known()
	}
	return who, err
}

func (s *Server) whoAsks(r *http.Request) (live.Who, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, key, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return live.Who{}, live.ErrUnknownKey
		}
		return live.ByKey(r.Context(), s.Access, strings.TrimSpace(key), askedFrom(r))
	}
	told := true
	for _, secret := range sessionsOf(r) {
		grant, err := s.Access.Session(secret)
		if err == nil {
			return live.WhoOf(grant), nil
		}
		told = told && (errors.Is(err, access.ErrUnknown) || errors.Is(err, access.ErrExpired))
	}
	if !told {
		return live.Who{}, live.ErrCannotTell
	}
	return live.Anybody(throughPublicDoor(r.Context())), nil
}

// sessionsOf are the secrets that a request brings, the best kept first. A browser also
// sends what somebody else has planted under the name, from another port or path: the
// session may be any of them, and what does not look like one is none.
func sessionsOf(r *http.Request) []string {
	var secrets []string
	for _, name := range []string{sessionCookie, plainCookie} {
		if name == sessionCookie && r.TLS == nil {
			continue
		}
		for i, c := range r.CookiesNamed(name) {
			if i < mostCookies && access.IsSecret(c.Value) {
				secrets = append(secrets, c.Value)
			}
		}
	}
	return secrets
}

// askedFrom is the address of whoever sends a request.
func askedFrom(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return r.RemoteAddr
}

// signIn turns a one-time link into a session, or carries one over from another controller
// of the room.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	body, err := readBody(w, r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	var in struct {
		Invite string `json:"invite"`
		Twin   string `json:"twin"`
	}
	switch err := json.Unmarshal(body, &in); {
	case err != nil, in.Invite == "" && in.Twin == "":
		s.refuse(w, r, &wire.Error{Code: wire.Malformed, Field: "invite", Message: `"invite" is missing`})
	case in.Invite != "" && in.Twin != "":
		s.refuse(w, r, &wire.Error{Code: wire.Malformed, Field: "twin", Message: `"invite" and "twin" exclude each other`})
	case in.Twin != "":
		s.signInAgain(w, r, in.Twin)
	default:
		s.redeem(w, r, in.Invite)
	}
}

func (s *Server) redeem(w http.ResponseWriter, r *http.Request, invite string) {
	secret, grant, err := s.Access.Redeem(invite)
	if err != nil && !errors.Is(err, access.ErrExpired) {
		s.Log.Warn().Err(err).Msg("a session could not be opened")
		s.refuse(w, r, &wire.Error{Code: wire.NotSaved, Message: "the disk did not take the session; nobody is signed in"})
		return
	}
	if err != nil {
		s.Access.Wrong(r.Context(), askedFrom(r))
		s.refuse(w, r, &wire.Error{Code: wire.Unauthenticated,
			Message: "this link was used already, was taken back, or is older than 15 minutes; the chair's console, under People, makes another, and so does `rostrum invite`"})
		return
	}
	s.endSessions(r) // of the same browser: nobody would come back to them
	s.Log.Info().Str("role", grant.Role).Str("name", grant.Name).Str("session", grant.ID).Msg("signed in")
	s.setSession(w, r, secret)
	s.answer(w, map[string]string{"role": grant.Role})
}

func (s *Server) setSession(w http.ResponseWriter, r *http.Request, secret string) {
	name := plainCookie
	if r.TLS != nil {
		name = sessionCookie
	}
	http.SetCookie(w, cookieOf(r, name, secret, int(access.SessionLife.Seconds())))
}

// endSessions ends the sessions of a request, and their connections.
func (s *Server) endSessions(r *http.Request) {
	for _, secret := range sessionsOf(r) {
		grant, unknown := s.Access.Session(secret)
		if err := s.Access.SignOut(secret); err != nil {
			s.Log.Warn().Err(err).Msg("a session could not be ended")
			continue
		}
		if unknown == nil {
			s.hub.Dismiss(grant.ID)
		}
	}
}

// signOut ends the sessions of the request.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	s.endSessions(r)
	if r.TLS != nil {
		http.SetCookie(w, cookieOf(r, sessionCookie, "", -1))
	}
	http.SetCookie(w, cookieOf(r, plainCookie, "", -1))
	w.WriteHeader(http.StatusNoContent)
}

func cookieOf(r *http.Request, name, value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil,
	}
}

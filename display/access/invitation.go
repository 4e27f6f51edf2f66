package access

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// unnamed begins the name of a tablet that nobody has named.
const unnamed = "tablet"

// Invite makes a secret that opens one session within InviteLife. The record tells tablets
// apart by their names: where none is given, or somebody has it already, the invitation
// has another one, which it returns.
func (s *Store) Invite(g Grant) (string, Grant, error) {
	s.naming.Lock()
	defer s.naming.Unlock()
	taken, err := s.list(KindKey, KindKeyFile, KindSession, KindInvite)
	if err != nil {
		return "", Grant{}, err
	}
	g.Name = freeName(strings.TrimSpace(g.Name), taken)
	return s.add(KindInvite, g, InviteLife)
}

// freeName is the name that was wished, or the first like it that nobody has.
func freeName(wished string, taken []Grant) string {
	free := func(name string) bool {
		return !slices.ContainsFunc(taken, func(g Grant) bool { return strings.EqualFold(g.Name, name) })
	}
	if wished != "" && free(wished) {
		return wished
	}
	for n := 1; ; n++ {
		name := unnamed + " " + strconv.Itoa(n)
		if wished != "" {
			name = fmt.Sprintf("%s (%d)", wished, n+1)
		}
		if free(name) {
			return name
		}
	}
}

// Invitations returns those that may still be used, the oldest first.
func (s *Store) Invitations() ([]Grant, error) { return s.list(KindInvite) }

// TakeBack ends the invitation with that public name, and says whether it could: one that
// was used is not there any more.
func (s *Store) TakeBack(id string) (bool, error) {
	found, err := s.find(id, KindInvite)
	if err != nil || len(found) == 0 {
		return false, err
	}
	if with := s.share.with; with != nil {
		ctx, done := context.WithTimeout(context.Background(), shareWait)
		defer done()
		if n, err := with.Delete(ctx, nameOf(KindInvite, found[0].hash)); err != nil || n == 0 {
			return false, err
		}
	}
	switch err := os.Remove(s.file(KindInvite, found[0].hash)); {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("access: %w", err)
	}
	return true, nil
}

// Left is how long a credential still has to live.
func (s *Store) Left(g Grant) time.Duration { return s.left(g) }

// Redeem uses up an invitation and opens a session. An invitation that was used,
// or is too old, is [ErrExpired].
func (s *Store) Redeem(secret string) (string, Grant, error) {
	h := hash(secret)
	invite, err := s.read(KindInvite, h)
	var session Grant
	if err == nil {
		secret, session = s.prepare(KindSession, Grant{Role: invite.Role, Name: invite.Name, Seats: invite.Seats, Invited: invite.ID}, SessionLife)
		err = s.takes(KindInvite, h, KindSession, session)
	}
	switch {
	case errors.Is(err, ErrUnknown), errors.Is(err, fs.ErrNotExist):
		return "", Grant{}, ErrExpired
	case err != nil:
		return "", Grant{}, err
	}
	s.memory.put(s.file(KindSession, session.hash), session)
	s.Saw(session)
	return secret, session, nil
}

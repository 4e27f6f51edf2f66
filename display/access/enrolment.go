package access

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// Machine is what a machine becomes that joins by an enrolment.
type Machine struct {
	Pin  string `json:"pin,omitempty"`  // of the light, GPIO17
	Page string `json:"page,omitempty"` // that its screen shows, /gallery
}

// A code is typed by hand where it cannot be pasted: without letters that look alike, in
// groups, and of as many random bits as cannot be guessed in a quarter of an hour by
// whoever waits a second for each.
const (
	codeBits  = 80
	codeGroup = 4
)

var codeText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

func newCode() string {
	random := make([]byte, codeBits/8)
	_, _ = rand.Read(random) // never fails: crypto/rand ends the process instead
	text := codeText.EncodeToString(random)
	var groups []string
	for ; text != ""; text = text[codeGroup:] {
		groups = append(groups, text[:codeGroup])
	}
	return strings.Join(groups, "-")
}

// Enrol makes a code that makes one key within InviteLife.
func (s *Store) Enrol(g Grant) (code string, _ Grant, err error) {
	code = newCode()
	g, err = s.addAs(code, KindEnrolment, g, InviteLife)
	return code, g, err
}

// Enrolments returns those that may still be used, the oldest first.
func (s *Store) Enrolments() ([]Grant, error) { return s.list(KindEnrolment) }

// Enrolment returns what a code is for, without using it up. One that was used, or is too
// old, is [ErrExpired].
func (s *Store) Enrolment(code string) (Grant, error) {
	g, err := s.read(KindEnrolment, hash(strings.ToLower(code)))
	if errors.Is(err, ErrUnknown) {
		err = ErrExpired
	}
	return g, err
}

// RedeemEnrolment uses up a code and makes its key, which has to be shown within InviteLife:
// an answer may be cut off, and then nobody has it. A code that was used, or is too old, is
// [ErrExpired].
func (s *Store) RedeemEnrolment(code string) (key string, _ Grant, err error) {
	used, err := s.Enrolment(code)
	if err != nil {
		return "", Grant{}, err
	}
	key, g := s.prepare(KindJoining, Grant{Role: used.Role, Name: used.Name, Seats: used.Seats}, InviteLife)
	err = s.takes(KindEnrolment, used.hash, KindJoining, g)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", Grant{}, ErrExpired
	case err != nil:
		return "", Grant{}, err
	}
	return key, g, nil
}

// keyOf reads a key. One that is shown for the first time is kept for good from then on:
// its file goes where those of keys are, whole, unless somebody has revoked it meanwhile.
// Where the disk does not take that, it is not shown yet.
func (s *Store) keyOf(h string) (Grant, error) {
	g, err := s.read(KindKey, h)
	if !errors.Is(err, ErrUnknown) {
		return g, err
	}
	if g, err := s.read(KindJoining, h); err == nil {
		if err := s.shownFirst(g); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Grant{}, fmt.Errorf("access: a key cannot be kept: %w", err)
		}
	} else if !errors.Is(err, ErrUnknown) {
		return Grant{}, err
	}
	return s.read(KindKey, h) // or it was shown twice at the same moment
}

// shownFirst keeps a key for good that is shown for the first time.
func (s *Store) shownFirst(g Grant) error {
	if s.share.with == nil {
		return os.Rename(s.file(KindJoining, g.hash), s.file(KindKey, g.hash))
	}
	g.Expires, g.Steady = time.Time{}, Deadline{}
	return s.takes(KindJoining, g.hash, KindKey, g)
}

package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"
)

// twinOf is what a session's second secret is made of, beside the first.
const twinOf = "rostrum: the same tablet at the other controller"

// Twin returns a second secret of a session, by which the same tablet is known at another
// controller of the room, where its cookie is not sent. It is always the same one, and ends
// with the session; neither tells anything of the other.
func (s *Store) Twin(secret string) (string, error) {
	g, err := s.Session(secret)
	if err != nil {
		return "", err
	}
	if g.Twin != "" {
		return secret, nil // it is the second one itself, and is known everywhere
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(twinOf))
	twin := base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	if _, err := s.read(KindSession, hash(twin)); err == nil {
		return twin, nil
	}
	left := SessionLife
	if !g.Expires.IsZero() {
		left = max(time.Second, s.left(g))
	}
	_, err = s.addAs(twin, KindSession, Grant{Role: g.Role, Name: g.Name, Seats: g.Seats, Invited: g.Invited, Twin: g.ID}, left)
	return twin, err
}

// twinsOver returns of all names those of second secrets whose session is not there, or is
// one of those that have ended: it ended where they were not known yet, or they were kept
// only after that. Nobody would see them, for the first stands for both.
func (s *Store) twinsOver(all map[string]string, ended []string) []string {
	const sessions = KindSession + "s/"
	there := make(map[string]bool)
	twins := make(map[string]string) // whose each is
	for name, text := range all {
		h, ok := strings.CutPrefix(name, sessions)
		if !ok || !isHash(h) || slices.Contains(ended, name) {
			continue
		}
		switch g, err := parse(KindSession, h, []byte(text)); {
		case err == nil && g.Twin != "":
			twins[name] = g.Twin
		default: // what cannot be read is there too
			there[h[:idLength]] = true
		}
	}
	var over []string
	for name, first := range twins {
		if !there[first] && !s.isNewSession(first) {
			over = append(over, name)
		}
	}
	return over
}

// isNewSession says whether a session was opened here so lately that others may not tell of
// it yet, and has not ended.
func (s *Store) isNewSession(id string) bool {
	for _, name := range s.share.news() {
		if h, ok := strings.CutPrefix(name, KindSession+"s/"); ok && strings.HasPrefix(h, id) {
			return !s.isEnded(Grant{Kind: KindSession, hash: h})
		}
	}
	return false
}

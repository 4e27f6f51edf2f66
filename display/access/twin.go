package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
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

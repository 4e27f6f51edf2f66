package wire

import (
	"slices"
	"time"

	"rostrum/timer"
)

// MaxTablet is how many characters the name of a tablet may have.
const MaxTablet = 40

// Invited are the roles for which a person can be invited.
var Invited = []timer.Role{timer.Chair, timer.Secretary, timer.Booth}

// PageOf is where a link is opened.
func PageOf(invited timer.Role) string {
	if invited == timer.Booth {
		return "/booth"
	}
	return "/chair"
}

// The kinds of those who have come in, or may.
const (
	SessionHolder = "session" // a person's tablet
	KeyHolder     = "key"     // a program, or a light
	LinkHolder    = "link"    // nobody yet: a one-time link that waits to be opened
)

// People are those who have a session, a key or a one-time link; the answer to
// GET /api/v1/people.
type People struct {
	People []Person `json:"people"` // the oldest first
}

// Person is one of them.
type Person struct {
	ID       string     `json:"id"` // public: it opens nothing
	Kind     string     `json:"kind"`
	Role     timer.Role `json:"role"`
	Name     string     `json:"name"`
	Seats    []string   `json:"seats,omitempty"`      // of a light
	Since    time.Time  `json:"since"`                // when it was signed in, or made
	LastSeen *time.Time `json:"last_seen"`            // null = never
	Rough    bool       `json:"rough"`                // last_seen is from before the controller was started, and may be five minutes too early
	Here     bool       `json:"here"`                 // connected now
	You      bool       `json:"you"`                  // who asks
	Invited  string     `json:"invited,omitempty"`    // the id of the link that opened the session
	Expires  *time.Time `json:"expires_at,omitempty"` // of a link
	LeftMS   *int64     `json:"left_ms,omitempty"`    // how long a link can still be opened
}

// Invitation is a one-time link for a person; the answer to POST /api/v1/invitations. It
// is told once, and kept nowhere.
type Invitation struct {
	ID      string     `json:"id"` // public: by it the link is taken back
	Role    timer.Role `json:"role"`
	Name    string     `json:"name"` // of the tablet, in the record and in refusals; another than was asked for where that one is taken
	Link    string     `json:"link"` // opens one session; its secret is in the fragment, which no server sees
	QR      string     `json:"qr"`   // the link as an SVG
	Expires time.Time  `json:"expires_at"`
	LeftMS  int64      `json:"left_ms"`
	Local   bool       `json:"local"`           // the link opens on the controller's own machine only
	Trust   string     `json:"trust,omitempty"` // where a tablet learns to trust the controller's certificate first
}

// ParseInvitation reads for whom a link is asked for. What it refuses is an [*Error].
func ParseInvitation(body []byte) (timer.Role, string, error) {
	f, err := readFields(body)
	if err != nil {
		return "", "", err
	}
	role, name := timer.Role(f.needed("role")), f.text("name", false)
	if err := f.end("an invitation"); err != nil {
		return "", "", err
	}
	if !slices.Contains(Invited, role) {
		return "", "", refused("role", "a person is invited as chair, as secretary or to a booth; a program or a light has a key, made with `rostrum key new`")
	}
	if err := timer.CheckText("name", name, MaxTablet, false); err != nil {
		return "", "", ErrorOf(err, 0)
	}
	return role, name, nil
}

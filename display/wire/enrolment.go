package wire

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"rostrum/timer"
)

// UsualPin is where a light is that nobody has said the pin of.
const UsualPin = "GPIO17"

// pinText is what a pin may be called in a line that root runs: by the kernel's name for
// its line, several together, or none.
var pinText = regexp.MustCompile(`^(dry|[A-Za-z0-9_.-]{1,32}(\+[A-Za-z0-9_.-]{1,32}){0,3})$`)

// screenPages are what a machine's screen may show.
var screenPages = []string{"gallery", "overlay", "when", "seat"}

// Enrolling is what a machine is to become; the body of POST /api/v1/enrolments.
type Enrolling struct {
	Role timer.Role `json:"role"`           // light or screen
	Seat string     `json:"seat,omitempty"` // of the light, or of page seat
	Pin  string     `json:"pin,omitempty"`  // of the light, GPIO17 where nothing is said
	Page string     `json:"page,omitempty"` // of the screen: gallery, overlay, when or seat
}

// Enrolment is a line that makes a Pi one of the room's machines; the answer to
// POST /api/v1/enrolments. It is told once, and kept nowhere.
type Enrolment struct {
	ID      string     `json:"id"` // public: it opens nothing
	Role    timer.Role `json:"role"`
	Seat    string     `json:"seat,omitempty"`
	Page    string     `json:"page,omitempty"`
	Line    string     `json:"line"`        // to be pasted on the Pi; it has address, fingerprint and code
	QR      string     `json:"qr"`          // the line as an SVG
	Print   string     `json:"fingerprint"` // of the controller's certificate, as in GET /api/v1/trust
	Expires time.Time  `json:"expires_at"`
	LeftMS  int64      `json:"left_ms"`
	Local   bool       `json:"local"` // the line works on the controller's own machine only
}

// ParseEnrolling reads what a machine is to become. What it refuses is an [*Error].
func ParseEnrolling(body []byte) (Enrolling, error) {
	f, err := readFields(body)
	if err != nil {
		return Enrolling{}, err
	}
	e := Enrolling{Role: timer.Role(f.needed("role")), Seat: strings.TrimSpace(f.text("seat", false)), Pin: f.text("pin", false), Page: f.text("page", false)}
	if err := f.end("an enrolment"); err != nil {
		return Enrolling{}, err
	}
	if err := timer.CheckText("seat", e.Seat, timer.MaxSeat, false); err != nil {
		return Enrolling{}, ErrorOf(err, 0)
	}
	switch {
	case e.Role != timer.LightRole && e.Role != timer.Screen:
		return Enrolling{}, refused("role", "a machine joins as a light or as a screen")
	case strings.Contains(e.Seat, "="):
		return Enrolling{}, refused("seat", "the name of a seat with a light has no equals sign")
	case e.Role == timer.LightRole && e.Page != "":
		return Enrolling{}, refused("page", "a light shows no page")
	case e.Role == timer.LightRole && e.Seat == "":
		return Enrolling{}, refused("seat", "say at which seat it is")
	case e.Role == timer.LightRole && e.Pin == "":
		e.Pin = UsualPin
	case e.Role == timer.Screen && e.Pin != "":
		return Enrolling{}, refused("pin", "a screen has no pin")
	case e.Role == timer.Screen && !slices.Contains(screenPages, e.Page):
		return Enrolling{}, refused("page", "a screen shows gallery, overlay, when, or seat with a seat")
	case e.Role == timer.Screen && (e.Page == "seat") != (e.Seat != ""):
		return Enrolling{}, refused("seat", "say at which seat it is, and only for page seat")
	}
	if e.Pin != "" && !pinText.MatchString(e.Pin) {
		return Enrolling{}, refused("pin", "a pin is called by the kernel's name for its line, GPIO17, several with + between them, or dry")
	}
	return e, nil
}

package display

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Room is one of the house's: a controller of its own, which this one never asks. Browsers
// do, each for itself, so that whatever becomes of a room concerns nobody else.
type Room struct {
	Name    string `json:"name"`
	Address string `json:"address"`               // its origin, https://chamber.example:8443
	Public  string `json:"public_http,omitempty"` // that of its public door, where it has one
}

// What a house may name: its lobby asks each of its rooms every few seconds.
const (
	MostRooms    = 32
	mostRoomName = 80  // characters
	mostOrigin   = 100 // bytes
)

// Why a room is refused.
var (
	ErrRoomName    = errors.New("display: this is no name of a room")
	ErrRoomAddress = errors.New("display: this is no address of a room")
)

// CheckRoomName refuses a name that would not stand in one line on a screen.
func CheckRoomName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return fmt.Errorf("%w: it is empty", ErrRoomName)
	case utf8.RuneCountInString(name) > mostRoomName:
		return fmt.Errorf("%w: it is longer than %d characters", ErrRoomName, mostRoomName)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
	}):
		return fmt.Errorf("%w: it has a character that cannot be seen", ErrRoomName)
	}
	return nil
}

// plainHost is what may stand in a Content-Security-Policy, which knows neither IPv6
// addresses nor letters beyond those of the name service.
var plainHost = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)

// RoomOrigin reads the address of a room, as a browser calls it: scheme, host, and the port
// where it is not the usual one.
func RoomOrigin(address string) (string, error) {
	wrong := fmt.Errorf("%w: %.60q is not like https://chamber.example:8443", ErrRoomAddress, address)
	if len(address) > mostOrigin {
		return "", fmt.Errorf("%w: it is longer than %d bytes", ErrRoomAddress, mostOrigin)
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Opaque != "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return "", wrong
	}
	usual, known := map[string]string{"http": "80", "https": "443"}[u.Scheme]
	if !known {
		return "", wrong
	}
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if at, err := netip.ParseAddr(host); err == nil && at.Is6() {
		return "", fmt.Errorf("%w: %s is an IPv6 address, which a page cannot be allowed to ask; call the room by a name", ErrRoomAddress, host)
	}
	if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || n == 0) || !plainHost.MatchString(host) || strings.HasSuffix(u.Host, ":") {
		return "", wrong
	}
	if port == "" || port == usual {
		return u.Scheme + "://" + host, nil
	}
	return u.Scheme + "://" + net.JoinHostPort(host, port), nil
}

// CheckRooms refuses what is no list of rooms: more than a page can ask, and one that is
// named twice.
func CheckRooms(rooms []Room) error {
	if len(rooms) > MostRooms {
		return fmt.Errorf("display: a house has at most %d rooms, not %d", MostRooms, len(rooms))
	}
	seen := make(map[string]string)
	for _, r := range rooms {
		if r.Name == "" || r.Address == "" {
			return fmt.Errorf("display: a room has a name and an address; the one with %q has not", r.Name+r.Address+r.Public)
		}
		for _, one := range []string{r.Name, r.Address, r.Public} {
			if before, there := seen[one]; there && one != "" {
				return fmt.Errorf("display: %q is of two rooms, %q and %q", one, before, r.Name)
			}
			seen[one] = r.Name
		}
	}
	return nil
}

// roomOrigins are all at which a page may ask for the state of a room.
func (s *Server) roomOrigins() (all []string) {
	for _, r := range s.Rooms {
		for _, origin := range []string{r.Address, r.Public} {
			if origin != "" && !slices.Contains(all, origin) {
				all = append(all, origin)
			}
		}
	}
	return all
}

// housePage serves a page that asks the rooms of the house, and lets it: no other page may,
// and this one nobody else.
func (s *Server) housePage(name string) http.HandlerFunc {
	if len(s.Rooms) == 0 {
		return s.page(name, pageCache)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		policy := s.policy()
		if !strings.Contains(policy, "connect-src") {
			policy += "; connect-src 'self'"
		}
		w.Header().Set("Content-Security-Policy", policy+" "+strings.Join(s.roomOrigins(), " "))
		s.page(name, pageCache)(w, r)
	}
}

// overflow serves the page on which a screen chooses its room, where there is a choice.
func (s *Server) overflow() http.HandlerFunc {
	if len(s.Rooms) == 0 {
		return s.notFound
	}
	return s.housePage("pages/overflow.html")
}

// readable lets pages of the other rooms read what is public. It is said to everybody and
// not to those rooms alone: a lobby may be opened by any of its names, the same copy serves
// all through a cache, and with * no browser sends a cookie along. Where there is one room
// nothing is said.
func (s *Server) readable(w http.ResponseWriter) {
	if len(s.Rooms) > 0 {
		w.Header().Set("Access-Control-Allow-Origin", "*")
	}
}

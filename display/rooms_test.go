package display_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"rostrum/display"
)

// chambers are three rooms of a house.
var chambers = []display.Room{
	{Name: "Security Council Chamber", Address: "https://chamber.example:8443", Public: "http://chamber.example:8080"},
	{Name: "Trusteeship Council Chamber", Address: "http://trusteeship.example"},
	{Name: "Conference Room 4", Address: "http://10.0.0.4:8080"},
}

func inAHouse(t *testing.T, rooms []display.Room) *house {
	t.Helper()
	return openDoors(t, newTCPDoor(t), newTCPDoor(t), t.TempDir(), func(c *display.Config) { c.Rooms = rooms })
}

// Two pages ask the rooms of the house, and no other page asks anybody.
func TestPagesOfAHouseAskItsRoomsAlone(t *testing.T) {
	h := inAHouse(t, chambers)
	tags := make(map[string]bool)
	for _, d := range []door{h.door, h.public} {
		for address, asks := range map[string]bool{"/": true, "/overflow": true, "/gallery": false, "/when": false, "/trust": false, "/seat/7": false} {
			a := h.askAt(d, get(address))
			policy := a.header.Get("Content-Security-Policy")
			want := "; connect-src 'self' https://chamber.example:8443 http://chamber.example:8080 http://trusteeship.example http://10.0.0.4:8080"
			if a.status != 200 || strings.HasSuffix(policy, want) != asks || strings.Contains(policy, "connect-src") != asks || !strings.HasPrefix(policy, "default-src 'self';") {
				t.Errorf("%s: %d, the policy is %q", address, a.status, policy)
			}
		}
		tags[h.askAt(d, get("/")).header.Get("ETag")] = true
	}
	// A browser that has the page of another house asks for this one.
	other := inAHouse(t, chambers[:2])
	tags[other.ask(get("/")).header.Get("ETag")] = true
	alone := inAHouse(t, nil)
	tags[alone.ask(get("/")).header.Get("ETag")] = true
	if len(tags) != 3 {
		t.Errorf("three houses have lobbies by the tags %v", tags)
	}
	if a := alone.ask(get("/overflow")); a.status != 404 {
		t.Errorf("where there is nothing to choose: %d", a.status)
	}
	if policy := alone.ask(get("/")).header.Get("Content-Security-Policy"); strings.Contains(policy, "connect-src") {
		t.Errorf("a house of one room: the policy is %q", policy)
	}
}

// What is public of the debate may be read by pages of other rooms, and nothing else may.
func TestOtherRoomsReadThePublicState(t *testing.T) {
	h := inAHouse(t, chambers)
	cookie := map[string]string{"Cookie": "rostrum_session=" + h.session(), "Origin": "http://trusteeship.example", "Sec-Fetch-Site": "cross-site"}
	foreign := map[string]string{"Origin": "http://trusteeship.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
	for _, c := range []struct {
		what string
		call call
		read bool
	}{
		{"the state", call{method: "GET", path: "/api/v1/state?list=next", header: foreign}, true},
		{"the whole list", call{method: "GET", path: "/api/v1/state", header: foreign}, true},
		{"as a cache asks", get("/api/v1/state?list=next"), true},
		{"the chair's", call{method: "GET", path: "/api/v1/state", key: h.chair, header: foreign}, false},
		{"that of a session", call{method: "GET", path: "/api/v1/state", header: cookie}, false},
		{"by a wrong key", call{method: "GET", path: "/api/v1/state", key: "nobody's", header: foreign}, false},
		{"the lobby's", call{method: "GET", path: "/api/v1/lobby", header: foreign}, false},
		{"the record", call{method: "GET", path: "/api/v1/record", header: foreign}, false},
		{"a page", call{method: "GET", path: "/gallery", header: foreign}, false},
		{"the screens' setting", call{method: "GET", path: "/api/v1/screens", header: foreign}, false},
	} {
		allowed := h.ask(c.call).header.Get("Access-Control-Allow-Origin")
		if want := map[bool]string{true: "*"}[c.read]; allowed != want {
			t.Errorf("%s: other origins are allowed %q, want %q", c.what, allowed, want)
		}
		if credentials := h.ask(c.call).header.Get("Access-Control-Allow-Credentials"); credentials != "" {
			t.Errorf("%s: with credentials: %q", c.what, credentials)
		}
	}
	// The socket, and whatever changes anything, stay shut.
	act := h.post(`{"do":"start"}`)
	act.header = map[string]string{"Origin": "http://trusteeship.example"}
	if a := h.ask(act); a.status != 403 {
		t.Errorf("a page of another room gives a command: %d", a.status)
	}
	if a := inAHouse(t, nil).ask(call{method: "GET", path: "/api/v1/state", header: foreign}); a.header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("where the house has but one room others may read it")
	}
}

// The lobby tells the rooms, and where one of them can be chosen.
func TestLobbyTellsTheRooms(t *testing.T) {
	h := inAHouse(t, chambers)
	var lobby struct {
		Pages []struct{ Page, URL string }
		Rooms []display.Room
	}
	h.read(get("/api/v1/lobby"), &lobby)
	if !slices.Equal(lobby.Rooms, chambers) {
		t.Errorf("the rooms are %v", lobby.Rooms)
	}
	if last := lobby.Pages[3]; last.Page != "overflow" || !strings.HasSuffix(last.URL, "/overflow") {
		t.Errorf("the fourth page is %v", last)
	}
	if a := h.ask(get("/api/v1/qr.svg?page=overflow")); a.status != 200 {
		t.Errorf("its code: %d", a.status)
	}
	alone := inAHouse(t, nil)
	var told map[string]json.RawMessage
	alone.read(get("/api/v1/lobby"), &told)
	if _, there := told["rooms"]; there {
		t.Errorf("a house of one room tells %s", told["rooms"])
	}
	if a := alone.ask(get("/api/v1/qr.svg?page=overflow")); a.status != 400 {
		t.Errorf("a code for a page that there is not: %d", a.status)
	}
}

// FuzzRoomOrigin: whatever is taken as an address can stand in a policy, and is the same
// when it is read again.
func FuzzRoomOrigin(f *testing.F) {
	for _, seed := range []string{"https://chamber.example:8443", "http://10.0.0.4", "HTTP://A.Example:80/", "https://[::1]", "http://a;b", "http://a b", "http://a'", "http://*", "http://a:00080", "http://%41"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		origin, err := display.RoomOrigin(address)
		if err != nil {
			if !errors.Is(err, display.ErrRoomAddress) {
				t.Fatalf("refused with %v", err)
			}
			return
		}
		if strings.ContainsAny(origin, " \t\r\n;,'\"*?#@[]\\%") || !strings.HasPrefix(origin, "http") || len(origin) > 100 {
			t.Fatalf("%q is taken as %q", address, origin)
		}
		if again, err := display.RoomOrigin(origin); err != nil || again != origin {
			t.Fatalf("%q is read as %q, %v", origin, again, err)
		}
	})
}

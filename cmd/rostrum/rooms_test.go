package main

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"rostrum/cmd/internal/program"
	"rostrum/display"
)

// The rooms of a house are read from the file, the environment and the command line, of
// which each replaces what was before.
func TestRoomsOfTheHouse(t *testing.T) {
	path := write(t, "c.toml", `
[room]
tsl_index = 2
[[rooms]]
name = "Security Council Chamber"
address = "https://Chamber.example:8443/"
public_http = "http://chamber.example:8080"
[[rooms]]
name = "Conference Room 4, North"
address = "http://10.0.0.4:80"
`)
	file := houseRooms{
		{roomName{"Security Council Chamber"}, roomOrigin{"https://chamber.example:8443"}, publicDoor{"http://chamber.example:8080"}},
		{roomName{"Conference Room 4, North"}, roomOrigin{"http://10.0.0.4"}, publicDoor{""}},
	}
	for _, c := range []struct {
		name string
		env  program.Environment
		want houseRooms
	}{
		{"nobody says any", from(nil), nil},
		{"of the file", from(nil, "--config", path), file},
		{"of a variable", from(map[string]string{"ROSTRUM_ROOM": "A, B=https://a.example, C = D=http://c.example:81"}, "--config", path),
			houseRooms{{roomName{"A, B"}, roomOrigin{"https://a.example"}, publicDoor{""}}, {roomName{"C = D"}, roomOrigin{"http://c.example:81"}, publicDoor{""}}}},
		{"of options", from(map[string]string{"ROSTRUM_ROOM": "C=http://c.example"}, "--config", path, "--room", "A=https://a.example:8443+http://a.example:8080", "--room", "B=http://b.example"),
			houseRooms{{roomName{"A"}, roomOrigin{"https://a.example:8443"}, publicDoor{"http://a.example:8080"}}, {roomName{"B"}, roomOrigin{"http://b.example"}, publicDoor{""}}}},
		{"of none any more", from(map[string]string{"ROSTRUM_ROOM": ""}, "--config", path), nil},
		{"as they are written", from(nil, "--room", file.String()), file},
	} {
		got, err := readConfig(c.env)
		if err != nil || !reflect.DeepEqual(got.Rooms, c.want) {
			t.Errorf("%s: %q, %v; want %q", c.name, got.Rooms.String(), err, c.want.String())
		}
	}
}

// What is no room is refused whole, with its place.
func TestRoomsRefused(t *testing.T) {
	room := func(lines ...string) string { return "[[rooms]]\n" + strings.Join(lines, "\n") + "\n" }
	name, address := `name = "Chamber"`, `address = "https://chamber.example"`
	many := ""
	for i := range display.MostRooms + 1 {
		many += fmt.Sprintf("[[rooms]]\nname = \"%d\"\naddress = \"http://r%d.example\"\n", i, i)
	}
	for _, c := range []struct{ what, text, says string }{
		{"an address without a scheme", room(name, `address = "chamber.example"`), "line 3, column 11: "},
		{"another scheme", room(name, `address = "ws://chamber.example"`), "line 3, column 11: "},
		{"more than an origin", room(name, `address = "https://chamber.example/gallery"`), "line 3, column 11: "},
		{"a question", room(name, `address = "https://chamber.example?x"`), "line 3, column 11: "},
		{"somebody's name in it", room(name, `address = "https://me@chamber.example"`), "line 3, column 11: "},
		{"what ends a policy", room(name, `address = "https://chamber.example;script-src"`), "line 3, column 11: "},
		{"all hosts", room(name, `address = "https://*.example"`), "line 3, column 11: "},
		{"a port that is none", room(name, `address = "https://chamber.example:99999"`), "line 3, column 11: "},
		{"an IPv6 address", room(name, `address = "https://[fd00::1]:8443"`), "IPv6"},
		{"an address without end", room(name, `address = "https://`+strings.Repeat("a", 120)+`"`), "longer than 100"},
		{"a public door with TLS", room(name, address, `public_http = "https://chamber.example:8080"`), "line 4, column 15: "},
		{"no words for a name", room(`name = " "`, address), "line 2, column 8: "},
		{"a name that turns the line round", room(`name = "a\u202e"`, address), "cannot be seen"},
		{"a name without end", room(`name = "`+strings.Repeat("é", 81)+`"`, address), "longer than 80"},
		{"no address", room(name), `"Chamber" has not`},
		{"no name", room(address), "has not"},
		{"a setting that there is not", room(name, address, `port = 3`), `line 4, column 1: there is no setting "rooms.port"`},
		{"a name twice", room(name, address) + room(name, `address = "http://other.example"`), "of two rooms"},
		{"an address twice", room(name, address) + room(`name = "Other"`, address), "of two rooms"},
		{"more than a page can ask", many, "at most 32 rooms, not 33"},
	} {
		_, err := readConfig(from(nil, "--config", write(t, "c.toml", c.text)))
		if !errors.Is(err, program.ErrUsage) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want it to say %q", c.what, err, c.says)
		}
	}
	for _, given := range []string{"Chamber", "=https://chamber.example", "Chamber=chamber.example", "Chamber=https://", "A=http://a.example+https://a.example", "A=http://a.example,B"} {
		if _, err := readConfig(from(nil, "--room", given)); !errors.Is(err, program.ErrUsage) {
			t.Errorf("--room %q: %v", given, err)
		}
	}
}

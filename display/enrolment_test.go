package display_test

import (
	"strings"
	"testing"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// mayJoin opens a house that machines may join.
func mayJoin(t *testing.T, change ...func(*display.Config)) *house {
	t.Helper()
	return openDoors(t, newTLSDoor(t), newTCPDoor(t), t.TempDir(), append([]func(*display.Config){func(c *display.Config) {
		c.Packages = source(t)
		c.Pin = func() []byte { return []byte("certificate") }
		c.KeyPin = func() (string, error) { return "sha256//" + strings.Repeat("A", 43) + "=", nil }
	}}, change...)...)
}

func enrolling(key, body string) call {
	return call{method: "POST", path: "/api/v1/enrolments", key: key, body: body}
}

// The chair alone lets machines join; what a machine is has to make sense.
func TestEnrolmentIsRefused(t *testing.T) {
	h := mayJoin(t)
	by := func(role timer.Role) string {
		key, _, err := h.store.NewKey(access.Grant{Role: string(role), Name: string(role)})
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	light := `{"role":"light","seat":"7"}`
	foreign := enrolling(h.chair, light)
	foreign.header = map[string]string{"Origin": "http://evil.example"}
	for _, c := range []struct {
		says   string
		call   call
		status int
		code   wire.Code
	}{
		{"nobody", enrolling("", light), 401, wire.Unauthenticated},
		{"a light", enrolling(h.light, light), 403, wire.Forbidden},
		{"a screen", enrolling(by(timer.Screen), light), 403, wire.Forbidden},
		{"a booth", enrolling(by(timer.Booth), light), 403, wire.Forbidden},
		{"metrics", enrolling(by(timer.Metrics), light), 403, wire.Forbidden},
		{"a secretary", enrolling(by(timer.Secretary), light), 403, wire.Forbidden},
		{"a foreign page", foreign, 403, wire.Forbidden},
		{"a chair", enrolling(h.chair, `{"role":"chair"}`), 422, wire.Invalid},
		{"no seat", enrolling(h.chair, `{"role":"light"}`), 422, wire.Invalid},
		{"a seat of two lines", enrolling(h.chair, `{"role":"light","seat":"7\n8"}`), 422, wire.Invalid},
		{"a seat with a pin", enrolling(h.chair, `{"role":"light","seat":"7=GPIO4"}`), 422, wire.Invalid},
		{"a pin that runs", enrolling(h.chair, `{"role":"light","seat":"7","pin":"GPIO17\"]; x"}`), 422, wire.Invalid},
		{"a light with a page", enrolling(h.chair, `{"role":"light","seat":"7","page":"gallery"}`), 422, wire.Invalid},
		{"the console as a screen", enrolling(h.chair, `{"role":"screen","page":"chair"}`), 422, wire.Invalid},
		{"a screen at no seat", enrolling(h.chair, `{"role":"screen","page":"seat"}`), 422, wire.Invalid},
		{"another field", enrolling(h.chair, `{"role":"screen","page":"gallery","file":"x"}`), 400, wire.Malformed},
	} {
		if a := h.ask(c.call); a.status != c.status || a.refusal().Code != c.code || a.refusal().Message == "" {
			t.Errorf("%s: got %d %s", c.says, a.status, a.body)
		}
	}
	if all, err := h.store.Enrolments(); err != nil || len(all) != 0 {
		t.Errorf("%d lines were made, %v", len(all), err)
	}
}

// Where no machine could join it is said why, and no code is made.
func TestNoMachineCanJoin(t *testing.T) {
	for why, h := range map[string]*house{
		"enrol-no-packages": mayJoin(t, func(c *display.Config) { c.Packages = nil }),
		"enrol-no-tls":      mayJoin(t, func(c *display.Config) { c.Pin = nil }),
	} {
		if a := h.ask(enrolling(h.chair, `{"role":"light","seat":"7"}`)); a.status != 409 || a.refusal().Why != why {
			t.Errorf("%s: got %d %s", why, a.status, a.body)
		}
	}
	plain := open(t)
	if a := plain.ask(enrolling(plain.chair, `{"role":"light","seat":"7"}`)); a.refusal().Why != "enrol-no-tls" {
		t.Errorf("without TLS: got %d %s", a.status, a.body)
	}
	if a := plain.ask(get("/join/0000-0000-0000-0000")); a.status != 200 || !strings.Contains(string(a.body), "no machine can join here") {
		t.Errorf("without TLS: got %d %s", a.status, a.body)
	}
	h := mayJoin(t)
	for _, method := range []string{"GET", "POST"} { // a code would cross the network in clear
		if a := h.askAt(h.public, call{method: method, path: "/join/0000-0000-0000-0000"}); a.status < 400 {
			t.Errorf("%s at the public door: got %d %s", method, a.status, a.body)
		}
	}
}

// The code makes the key once; what is asked for before does not use it up.
func TestCodeMakesOneKey(t *testing.T) {
	h := mayJoin(t)
	var e wire.Enrolment
	h.read(enrolling(h.chair, `{"role":"light","seat":"7"}`), &e)
	code := strings.TrimSuffix(e.Line[strings.LastIndex(e.Line, "/")+1:], "|sudo sh")
	path := "/join/" + code
	for range 2 {
		if a := h.ask(get(path)); a.status != 200 || !strings.Contains(string(a.body), "seat='7'") || a.header.Get("Cache-Control") != "private, no-store" {
			t.Fatalf("the script: got %d %s", a.status, a.body)
		}
	}
	a := h.ask(call{method: "POST", path: path})
	key, _, _ := strings.Cut(string(a.body), "\n")
	if g, err := h.store.Key(key); a.status != 200 || err != nil || g.Role != string(timer.LightRole) || g.Seats[0] != "7" {
		t.Errorf("got %d %q: %+v, %v", a.status, a.body, g, err)
	}
	for _, c := range []call{{method: "POST", path: path}, get(path)} {
		if a := h.ask(c); !strings.Contains(string(a.body), "used already") || strings.Contains(string(a.body), "main") {
			t.Errorf("%s again: got %d %s", c.method, a.status, a.body)
		}
	}
}

func TestLinesThatWaitAreFew(t *testing.T) {
	h := mayJoin(t)
	for n := range 65 {
		if a := h.ask(enrolling(h.chair, `{"role":"light","seat":"7"}`)); (a.status == 200) != (n < 64) {
			t.Fatalf("line %d: got %d %s", n+1, a.status, a.body)
		}
	}
}

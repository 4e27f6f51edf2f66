package display_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"rostrum/display"
	"rostrum/display/wire"
)

const hourglass = `{"theme":"hourglass","next":0,"speaker":true,"overtime":false,"clock":true,"languages":["en"],"together":false,"card":{"says":"soon"}}`

// screensTold reads the setting from a message, of whatever type.
func screensTold(t *testing.T, m message) wire.Screens {
	t.Helper()
	var told struct {
		wire.Screens
		In *wire.Screens `json:"screens"`
	}
	if err := json.Unmarshal(m.text, &told); err != nil {
		t.Fatal(err)
	}
	if told.In != nil {
		return *told.In
	}
	return told.Screens
}

func TestScreensAreSetForAllAtOnce(t *testing.T) {
	var kept []wire.Screens
	h := openAt(t, newTCPDoor(t), t.TempDir(), func(c *display.Config) {
		c.Screens = wire.DefaultScreens()
		c.KeepScreens = func(s wire.Screens) error {
			kept = append(kept, s)
			return nil
		}
	})
	page := h.join(nil)
	if got := screensTold(t, page.expect("hello")); !reflect.DeepEqual(got, wire.DefaultScreens()) {
		t.Errorf("hello tells %+v", got)
	}
	page.expect("state")

	put := call{method: "PUT", path: "/api/v1/screens", key: h.chair, body: hourglass}
	if a := h.ask(put); a.status != 200 {
		t.Fatalf("got %d %s", a.status, a.body)
	}
	want := wire.Screens{Theme: "hourglass", Speaker: true, Clock: true, Languages: []string{"en"}, Card: &wire.Card{Says: "soon"}}
	told := screensTold(t, page.expect("screens"))
	told.Type = ""
	var read wire.Screens
	h.read(get("/api/v1/screens"), &read)
	for name, got := range map[string]wire.Screens{"the page was told": told, "a program reads": read, "kept is": kept[0]} {
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s %+v", name, got)
		}
	}
	if got := screensTold(t, h.join(nil).expect("hello")); !reflect.DeepEqual(got, want) {
		t.Errorf("who comes later is told %+v", got)
	}
}

func TestScreensStayWhereTheyCannotBeSet(t *testing.T) {
	h := openAt(t, newTCPDoor(t), t.TempDir(), func(c *display.Config) {
		c.Screens = wire.DefaultScreens()
		c.KeepScreens = func(wire.Screens) error { return errors.New("the disk is full") }
	})
	for _, c := range []struct {
		key, body string
		status    int
		code      wire.Code
	}{
		{"", hourglass, 401, wire.Unauthenticated},
		{"nobody's", hourglass, 401, wire.Unauthenticated},
		{h.light, hourglass, 403, wire.Forbidden},
		{h.chair, `{"theme":"disco","next":0,"languages":[]}`, 422, wire.Invalid},
		{h.chair, `{`, 400, wire.Malformed},
		{h.chair, hourglass, 503, wire.NotSaved},
	} {
		a := h.ask(call{method: "PUT", path: "/api/v1/screens", key: c.key, body: c.body})
		if a.status != c.status || a.refusal().Code != c.code {
			t.Errorf("%.12s…: got %d %s", c.body, a.status, a.body)
		}
	}
	var read wire.Screens
	h.read(get("/api/v1/screens"), &read)
	if !reflect.DeepEqual(read, wire.DefaultScreens()) {
		t.Errorf("the screens are %+v", read)
	}
}

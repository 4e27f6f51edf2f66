package wire_test

import (
	"strings"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

func TestParseMessageTakesHello(t *testing.T) {
	for _, c := range []struct{ says, body, key string }{
		{"with a key", `{"type":"hello","key":"k"}`, "k"},
		{"without, which asks for the state", `{"type":"hello"}`, ""},
		{"with null, which is without", `{"type":"hello","key":null}`, ""},
	} {
		m, err := wire.ParseMessage([]byte(c.body))
		if err != nil || m.Hello == nil || *m.Hello != c.key {
			t.Errorf("hello %s: got %+v, %v", c.says, m, err)
		}
	}
}

// t0 comes back as it was written: a client may compare it as text.
func TestParseMessageKeepsT0AsItWasWritten(t *testing.T) {
	for _, t0 := range []string{"0", "-0", "-1.50", "1e3", "1E+3", "123456.7890123456789", "9007199254740993"} {
		m, err := wire.ParseMessage([]byte(`{"type":"sync","t0":` + t0 + `}`))
		if err != nil || string(m.Sync) != t0 {
			t.Errorf("t0 %s: got %q, %v", t0, m.Sync, err)
		}
	}
}

func TestParseMessageTakesDo(t *testing.T) {
	m, err := wire.ParseMessage([]byte(`{"type":"do","id":"a1","do":"end","statement":3}`))
	if err != nil || m.ID != "a1" || m.Do == nil || m.Do.ID != "a1" || m.Do.Command != (timer.End{}) || *m.Do.Statement != 3 {
		t.Errorf("got %+v, %v", m, err)
	}
}

func TestParseMessageTakesReport(t *testing.T) {
	m, err := wire.ParseMessage([]byte(`{"type":"report","seat":"7","signal":"flash","deadline_ms":7000000,"at_ms":7000000.25}`))
	want := wire.Report{Seat: "7", Signal: timer.Flash, DeadlineMS: 7_000_000, AtMS: 7_000_000.25}
	if err != nil || m.Report == nil || *m.Report != want {
		t.Errorf("got %+v, %v", m.Report, err)
	}
}

func TestParseMessageRefusesWhatIsNotOneObject(t *testing.T) {
	for _, c := range notOneObject {
		_, err := wire.ParseMessage([]byte(c.body))
		refused(t, c.says, err, wire.Malformed, "")
	}
}

func TestParseMessageRefuses(t *testing.T) {
	const report = `{"type":"report","seat":"7","signal":"flash",`
	for _, c := range []struct {
		says  string
		body  string
		code  wire.Code
		field string
	}{
		{"more than 64 KiB", `{"type":"hello","key":"` + strings.Repeat("x", wire.MaxBody) + `"}`, wire.TooLarge, ""},
		{"no type", `{"id":"a","do":"start"}`, wire.Malformed, "type"},
		{"a type that is null", `{"type":null}`, wire.Malformed, "type"},
		{"a type that is a number", `{"type":1}`, wire.Malformed, "type"},
		{"an unknown type", `{"type":"shout"}`, wire.Malformed, "type"},
		{"a type of the server", `{"type":"tick"}`, wire.Malformed, "type"},
		{"the type twice", `{"type":"hello","type":"sync"}`, wire.Malformed, "type"},
		{"a key that is no text", `{"type":"hello","key":7}`, wire.Malformed, "key"},
		{"hello with a field it does not have", `{"type":"hello","role":"chair"}`, wire.Malformed, "role"},
		{"sync without t0", `{"type":"sync"}`, wire.Malformed, "t0"},
		{"t0 that is null", `{"type":"sync","t0":null}`, wire.Malformed, "t0"},
		{"t0 that is a text", `{"type":"sync","t0":"1"}`, wire.Malformed, "t0"},
		{"t0 that is an object", `{"type":"sync","t0":{}}`, wire.Malformed, "t0"},
		{"t0 that no clock reads", `{"type":"sync","t0":1e999}`, wire.Invalid, "t0"},
		{"sync with a field it does not have", `{"type":"sync","t0":1,"t1":2}`, wire.Malformed, "t1"},
		{"do without a do", `{"type":"do","id":"a"}`, wire.Malformed, "do"},
		{"do without an id", `{"type":"do","do":"start"}`, wire.Malformed, "id"},
		{"do with a field it does not have", `{"type":"do","id":"a","do":"start","key":"k"}`, wire.Malformed, "key"},
		{"report without a seat", `{"type":"report","signal":"dark","deadline_ms":1,"at_ms":1}`, wire.Malformed, "seat"},
		{"report without a signal", `{"type":"report","seat":"7","deadline_ms":1,"at_ms":1}`, wire.Malformed, "signal"},
		{"report of an unknown signal", `{"type":"report","seat":"7","signal":"green","deadline_ms":1,"at_ms":1}`, wire.Malformed, "signal"},
		{"report without an instant", report + `"deadline_ms":1}`, wire.Malformed, "at_ms"},
		{"report with an instant that is a text", report + `"deadline_ms":1,"at_ms":"1"}`, wire.Malformed, "at_ms"},
		{"report from before the clock began", report + `"deadline_ms":1,"at_ms":-1}`, wire.Invalid, "at_ms"},
		{"report from when no clock reads", report + `"deadline_ms":1e300,"at_ms":1}`, wire.Invalid, "deadline_ms"},
		{"report with a field it does not have", report + `"deadline_ms":1,"at_ms":1,"late_us":0}`, wire.Malformed, "late_us"},
	} {
		_, err := wire.ParseMessage([]byte(c.body))
		refused(t, c.says, err, c.code, c.field)
	}
}

// The client must know which of its commands was refused.
func TestParseMessageTellsTheIDOfARefusedCommand(t *testing.T) {
	m, err := wire.ParseMessage([]byte(`{"type":"do","id":"a1","do":"fly"}`))
	refused(t, "an unknown do", err, wire.Malformed, "do")
	if m.ID != "a1" {
		t.Errorf("the id is %q, want a1", m.ID)
	}
}

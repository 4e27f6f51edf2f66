package display_test

import (
	"strings"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

// Every way to be refused, in one meeting where Japan speaks; none of them may
// change it.
func TestCommandsAreRefused(t *testing.T) { inBubble(t, commandsAreRefused) }

func commandsAreRefused(t *testing.T, h *house) {
	h.speak()
	const pause = `{"id":"a","do":"pause"}`
	by := func(c call, key string) call {
		c.key = key
		return c
	}
	for _, c := range []struct {
		says   string
		call   call
		status int
		code   wire.Code
		field  string
		by     string
	}{
		{"no key", by(h.post(pause), ""), 401, wire.Unauthenticated, "", ""},
		{"an unknown key", by(h.post(pause), "nobody's"), 401, wire.Unauthenticated, "", ""},
		{"another scheme", with(by(h.post(pause), ""), "Authorization", "Basic "+h.chair), 401, wire.Unauthenticated, "", ""},
		{"an empty key", with(by(h.post(pause), ""), "Authorization", "Bearer "), 401, wire.Unauthenticated, "", ""},
		{"a session that is not known", with(by(h.post(pause), ""), "Cookie", "rostrum_session=x"), 401, wire.Unauthenticated, "", ""},
		{"the key of a light", by(h.post(pause), h.light), 403, wire.Forbidden, "", ""},
		{"a foreign Origin", with(h.post(pause), "Origin", "http://evil.example"), 403, wire.Forbidden, "", ""},
		{"another port of this machine", with(h.post(pause), "Origin", "http://127.0.0.1:1"), 403, wire.Forbidden, "", ""},
		{"an Origin without a name", with(h.post(pause), "Origin", "null"), 403, wire.Forbidden, "", ""},
		{"a foreign Host", with(h.post(pause), "Host", "evil.example"), 403, wire.Forbidden, "", ""},
		{"a Host that begins like ours", with(h.post(pause), "Host", "127.0.0.1.evil.example"), 403, wire.Forbidden, "", ""},
		{"a foreign page, as the browser says", with(h.post(pause), "Sec-Fetch-Site", "cross-site"), 403, wire.Forbidden, "", ""},
		{"a page of another port, as the browser says", with(h.post(pause), "Sec-Fetch-Site", "same-site"), 403, wire.Forbidden, "", ""},
		{"not JSON by its own word", with(h.post(pause), "Content-Type", "text/plain"), 400, wire.Malformed, "", ""},
		{"a form", with(h.post("do=pause"), "Content-Type", "application/x-www-form-urlencoded"), 400, wire.Malformed, "", ""},
		{"no body", with(h.post(""), "Content-Type", "application/json"), 400, wire.Malformed, "", ""},
		{"not JSON", h.post(`pause`), 400, wire.Malformed, "", ""},
		{"an unknown do", h.post(`{"id":"a","do":"fly"}`), 400, wire.Malformed, "do", ""},
		{"a field that this do does not have", h.post(`{"id":"a","do":"pause","by_ms":1}`), 400, wire.Malformed, "by_ms", ""},
		{"a field missing", h.post(`{"id":"a","do":"extend"}`), 400, wire.Malformed, "by_ms", ""},
		{"no id", h.post(`{"do":"pause"}`), 400, wire.Malformed, "id", ""},
		{"over 64 KiB", h.post(`{"id":"a","do":"pause","reason":"` + strings.Repeat("x", 64<<10) + `"}`), 413, wire.TooLarge, "", ""},
		{"a stale revision", h.post(`{"id":"a","do":"pause","rev":1}`), 409, wire.Stale, "rev", "chair (tablet)"},
		{"a stale statement", h.post(`{"id":"a","do":"pause","statement":9}`), 409, wire.Stale, "statement", "chair (tablet)"},
		{"somebody has the floor", h.post(`{"id":"a","do":"give-floor","entry":"e2"}`), 409, wire.NotNow, "", "chair (tablet)"},
		{"the clock runs already", h.post(`{"id":"a","do":"start"}`), 409, wire.NotNow, "", "chair (tablet)"},
		{"an undo of what is not the last", h.post(`{"id":"a","do":"undo","of":1}`), 409, wire.NotNow, "of", "chair (tablet)"},
		{"an extension by nothing", h.post(`{"id":"a","do":"extend","by_ms":0}`), 422, wire.Invalid, "by_ms", ""},
		{"an extension by more than a day", h.post(`{"id":"a","do":"extend","by_ms":86400001}`), 422, wire.Invalid, "by_ms", ""},
		{"an extension that no duration can hold", h.post(`{"id":"a","do":"extend","by_ms":9223372036854775807}`), 422, wire.Invalid, "by_ms", ""},
		{"an extension that no integer can hold", h.post(`{"id":"a","do":"extend","by_ms":99999999999999999999}`), 422, wire.Invalid, "by_ms", ""},
		{"a kind that there is not", h.post(`{"id":"a","do":"inscribe","delegation":"Peru","kind":"orator"}`), 422, wire.Invalid, "kind", ""},
		{"a delegation without a name", h.post(`{"id":"a","do":"inscribe","delegation":"  ","kind":"state"}`), 422, wire.Invalid, "delegation", ""},
		{"a preset that there is not", h.post(`{"id":"a","do":"set-rules","preset":"mine"}`), 422, wire.Invalid, "preset", ""},
		{"rules that change nothing", h.post(`{"id":"a","do":"set-rules","rules":[]}`), 422, wire.Invalid, "rules", ""},
		{"a limit before the warning that is in force", h.post(`{"id":"a","do":"set-rules","rules":[{"kind":"group","limit_ms":240000},{"kind":"state","limit_ms":60000}]}`), 422, wire.Invalid, "rules[1].warning_ms", ""},
		{"a warning after the limit", h.post(`{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":60000,"warning_ms":60001}]}`), 422, wire.Invalid, "rules[0].warning_ms", ""},
		{"a warning before the start", h.post(`{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":60000,"warning_before_ms":60001}]}`), 422, wire.Invalid, "rules[0].warning_before_ms", ""},
		{"a warning without a limit", h.post(`{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":null,"warning_ms":1}]}`), 422, wire.Invalid, "rules[0].warning_ms", ""},
		{"a grace without a limit", h.post(`{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":null,"grace_ms":1}]}`), 422, wire.Invalid, "rules[0].grace_ms", ""},
		{"a name of rules that cannot be shown", h.post(`{"id":"a","do":"set-rules","preset":"note-507","name":"\u0000"}`), 422, wire.Invalid, "name", ""},
		{"no such entry", h.post(`{"id":"a","do":"withdraw","entry":"e99"}`), 422, wire.Unknown, "entry", ""},
		{"no such revision", h.post(`{"id":"a","do":"undo","of":99}`), 422, wire.Unknown, "of", ""},
	} {
		before := h.rev()
		a := h.ask(c.call)
		e := a.refusal()
		if a.status != c.status || e.Code != c.code || e.Field != c.field || e.By != c.by || e.Message == "" {
			t.Errorf("%s: got %d %+v, want %d %s, field %q, by %q", c.says, a.status, e, c.status, c.code, c.field, c.by)
		}
		if e.Rev != before || h.rev() != before {
			t.Errorf("%s: told revision %d, went from %d to %d", c.says, e.Rev, before, h.rev())
		}
		if challenge := a.header.Get("WWW-Authenticate"); (challenge != "") != (a.status == 401) {
			t.Errorf("%s: WWW-Authenticate is %q", c.says, challenge)
		}
	}
}

func TestCommandThatTheDiskDoesNotTake(t *testing.T) {
	h := open(t)
	before := h.rev()
	h.recorder.Set(0, true)
	a := h.ask(h.post(`{"id":"a1","do":"close-list"}`))
	if e := a.refusal(); a.status != 503 || e.Code != wire.NotSaved || e.Rev != before || e.Message == "" {
		t.Errorf("got %d %+v", a.status, e)
	}
	if h.rev() != before || h.engine.Snapshot().Meeting.ListClosed {
		t.Error("it happened all the same")
	}
	if a := h.ask(get("/api/v1/health")); a.status != 503 || !strings.Contains(string(a.body), `"ok":false`) {
		t.Errorf("health is %d %s", a.status, a.body)
	}
	h.recorder.Set(0, false)
	var receipt wire.Receipt
	h.read(h.post(`{"id":"a1","do":"close-list"}`), &receipt) // a refused id may be used again
	if receipt.Rev != before+1 || !receipt.Durable || receipt.Repeated {
		t.Errorf("got %+v", receipt)
	}
	if a := h.ask(get("/api/v1/health")); a.status != 200 || !strings.Contains(string(a.body), `"ok":true`) {
		t.Errorf("health is %d %s", a.status, a.body)
	}
}

func TestReceipt(t *testing.T) {
	h := open(t)
	var first, again wire.Receipt
	h.read(h.post(`{"id":"a1","do":"give-floor","entry":"e1"}`), &first)
	h.read(h.post(`{"entry":"e1", "do":"give-floor", "id":"a1"}`), &again)
	if first.Rev != h.rev() || !first.Durable || first.Repeated || first.Entry != "e1" || first.Statement != 1 || first.At.IsZero() || first.Boot != "boot-1" {
		t.Errorf("the receipt is %+v", first)
	}
	first.Repeated = true
	if again != first {
		t.Errorf("a repeat got %+v, want the original %+v", again, first)
	}
	a := h.ask(h.post(`{"id":"a1","do":"give-floor","entry":"e2"}`))
	if e := a.refusal(); a.status != 422 || e.Code != wire.Invalid || e.Field != "id" {
		t.Errorf("the id of another command: got %d %+v", a.status, e)
	}
	h.read(h.post(`{"id":"a2","do":"start","rev":2,"statement":1}`), &first)
	if f := h.engine.Snapshot().Meeting.Floor; f == nil || wire.Millis(f.Zero) != first.ClockMS {
		t.Errorf("the receipt of a start tells %v, the clock began at %+v", first.ClockMS, f)
	}
}

// A name of this machine by any port is ours: a tunnel may have another one.
func TestKnownHosts(t *testing.T) {
	h := open(t)
	for _, host := range []string{"127.0.0.1", "127.0.0.1:9", "localhost", "LOCALHOST:8080", "[::1]:8080", "[::1]", "127.9.9.9"} {
		c := h.post(`{"id":"` + host + `","do":"fly"}`)
		c.header = map[string]string{"Host": host, "Origin": "http://" + host, "Sec-Fetch-Site": "same-origin"}
		if a := h.ask(c); a.status != 400 {
			t.Errorf("%s: got %d %s", host, a.status, a.body)
		}
	}
	for _, host := range []string{"evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0", "[::2]", "127.0.0.1@evil.example"} {
		c := get("/")
		c.header = map[string]string{"Host": host}
		if a := h.ask(c); a.status != 403 {
			t.Errorf("%s: got %d %s", host, a.status, a.body)
		}
	}
}

// A link on another site to a page of ours is welcome.
func TestForeignPageMayLinkHere(t *testing.T) {
	h := open(t)
	c := get("/gallery")
	c.header = map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"}
	if a := h.ask(c); a.status != 200 {
		t.Errorf("got %d", a.status)
	}
}

func TestMeetingGoesOnAfterRefusals(t *testing.T) {
	h := open(t)
	h.ask(h.post(`{`))
	h.do(timer.GiveFloor{Entry: "e1"})
	var receipt wire.Receipt
	h.read(h.post(`{"id":"a","do":"start"}`), &receipt)
	if receipt.Statement != 1 {
		t.Errorf("got %+v", receipt)
	}
}

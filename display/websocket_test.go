package display_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

func TestJoinIsWelcomedAtOnce(t *testing.T) {
	h := open(t)
	c := h.join(nil)
	if got := c.ws.Subprotocol(); got != wire.Protocol {
		t.Errorf("the sub-protocol is %q", got)
	}
	hello := c.next()
	if hello.Type != "hello" || hello.Run != "run-1" || hello.Boot != "boot-1" || !strings.Contains(string(hello.text), `"protocol":"rostrum.v1"`) {
		t.Errorf("the first message is %s", hello.text)
	}
	if state := c.next(); state.Type != "state" || state.Role != "public" || state.Rev != h.rev() {
		t.Errorf("the second message is %s", state.text)
	}
}

func TestRoleByHeaderAndByCookie(t *testing.T) {
	h := open(t)
	for says, header := range map[string]http.Header{
		"key": withKey(h.chair), "session": {"Cookie": {"rostrum_session=" + h.session()}},
	} {
		c := h.join(header)
		c.expect("hello")
		if state := c.expect("state"); state.Role != "chair" || !strings.Contains(string(state.text), `"undo":`) {
			t.Errorf("by %s: got %s", says, state.text)
		}
	}
	c := h.join(http.Header{"Cookie": {"rostrum_session=ended"}})
	c.expect("hello")
	if state := c.expect("state"); state.Role != "public" {
		t.Errorf("a session that has ended is %s", state.Role)
	}
}

func TestHelloRaisesTheRole(t *testing.T) { inBubble(t, helloRaisesTheRole) }

func helloRaisesTheRole(t *testing.T, h *house) {
	c := h.welcomed(nil)
	c.send(`{"type":"do","id":"a1","do":"close-list"}`)
	if e := c.expect("refusal"); e.ID != "" || e.Error.Code != wire.Unauthenticated { // a guest is sent nothing back
		t.Errorf("without a key: got %s", e.text)
	}
	c.send(`{"type":"hello","key":"nobody's"}`)
	if e := c.expect("refusal"); e.Error.Code != wire.Unauthenticated || e.Error.Rev != h.rev() {
		t.Errorf("an unknown key: got %s", e.text)
	}
	c.send(`{"type":"hello"}`)
	if state := c.expect("state"); state.Role != "public" {
		t.Errorf("without a key hello asks for the state: got %s", state.text)
	}
	c.send(`{"type":"hello","key":"` + h.light + `"}`)
	if state := c.expect("state"); state.Role != "light" || strings.Contains(string(state.text), "notices") {
		t.Errorf("a light: got %s", state.text)
	}
	c.send(`{"type":"do","id":"a2","do":"close-list"}`)
	if e := c.expect("refusal"); e.ID != "a2" || e.Error.Code != wire.Forbidden {
		t.Errorf("a light that commands: got %s", e.text)
	}
	c.send(`{"type":"hello","key":"` + h.chair + `"}`)
	if state := c.expect("state"); state.Role != "chair" || !strings.Contains(string(state.text), "notices") {
		t.Errorf("the chair: got %s", state.text)
	}
	c.send(`{"type":"do","id":"a3","do":"close-list"}`)
	if r := c.await("receipt", func(message) bool { return true }); r.ID != "a3" || r.Rev != h.rev() {
		t.Errorf("got %s", r.text)
	}
	var lobby struct{ Connected map[string]int }
	h.read(get("/api/v1/lobby"), &lobby)
	if lobby.Connected["chair"] != 1 || lobby.Connected["public"] != 0 || lobby.Connected["light"] != 0 {
		t.Errorf("the lobby counts %v", lobby.Connected)
	}
}

// No key crosses the network in clear, and no light is driven from there.
func TestHelloAtThePublicDoor(t *testing.T) {
	h := openTrusted(t)
	outside := *h
	outside.door = h.public
	c := outside.welcomed(nil)
	for _, said := range []string{
		`{"type":"hello","key":"` + h.chair + `"}`,
		`{"type":"hello","key":"nobody's"}`,
		`{"type":"hello","key":"` + h.light + `","agent":"a","version":"1","seats":["7"],"holdover_ms":60000}`,
		`{"type":"hello","agent":"a","version":"1","seats":["7"],"holdover_ms":60000}`,
	} {
		c.send(said)
		if e := c.await("refusal", func(message) bool { return true }); e.Error.Code != wire.Forbidden || e.Error.Why != "public-door" {
			t.Errorf("%s: got %s", said, e.text)
		}
	}
	c.send(`{"type":"hello"}`)
	if state := c.await("state", func(message) bool { return true }); state.Role != "public" {
		t.Errorf("without a key hello asks for the state: got %s", state.text)
	}
}

func TestCommandsOnTheSocket(t *testing.T) {
	h := open(t)
	c, gallery := h.welcomed(withKey(h.chair)), h.welcomed(nil)
	c.send(`{"type":"do","id":"a1","do":"give-floor","entry":"e1"}`)
	r := c.await("receipt", func(message) bool { return true })
	if r.ID != "a1" || r.Rev != h.rev() || !strings.Contains(string(r.text), `"durable":true`) || !strings.Contains(string(r.text), `"entry":"e1"`) {
		t.Errorf("got %s", r.text)
	}
	if s := gallery.expect("state"); s.Rev != r.Rev || !strings.Contains(string(s.text), `"delegation":"Japan"`) {
		t.Errorf("the gallery sees %s", s.text)
	}
	c.send(`{"type":"do","id":"a2","do":"give-floor","entry":"e2"}`)
	e := c.await("refusal", func(message) bool { return true })
	if e.ID != "a2" || e.Error.Code != wire.NotNow || e.Error.By != "chair (tablet)" || e.Error.Rev != r.Rev {
		t.Errorf("got %s", e.text)
	}
	// The socket was lost before the receipt came: the client repeats by HTTP.
	var again wire.Receipt
	h.read(h.post(`{"id":"a1","do":"give-floor","entry":"e1"}`), &again)
	if !again.Repeated || again.Rev != r.Rev {
		t.Errorf("the repeat got %+v", again)
	}
}

// To look for a light and to go on unrecorded are asked of the controller itself.
func TestWhatIsNoActOfTheMeeting(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c, before := h.welcomed(withKey(h.chair)), h.rev()
		c.send(`{"type":"do","id":"a1","do":"identify","seat":"7"}`)
		r := c.await("receipt", func(message) bool { return true })
		if test := h.engine.Snapshot().Test; r.ID != "a1" || r.Rev != before || contains(r, `"durable":true`) || test.Course("7") == nil {
			t.Errorf("identify got %s, the test is %+v", r.text, test)
		}
		c.send(`{"type":"do","id":"a2","do":"go-on-unrecorded"}`)
		if e := c.await("refusal", func(message) bool { return true }); e.ID != "a2" || e.Error.Why != "recorded" {
			t.Errorf("with a disk that is well, to go on unrecorded got %s", e.text)
		}
	})
}

// Who asks much at once and reads all the answers gets them all, in order.
func TestBurstOfQuestions(t *testing.T) {
	h := open(t)
	c := h.welcomed(withKey(h.chair))
	const questions = 300 // far more than may wait unread
	for n := range questions {
		c.send(fmt.Sprintf(`{"type":"sync","t0":%d}`, n))
	}
	for n := range questions {
		if got := c.expect("sync"); !strings.Contains(string(got.text), fmt.Sprintf(`"t0":%d,`, n)) {
			t.Fatalf("answer %d is %s", n, got.text)
		}
	}
}

func TestSyncIsAnsweredWithT0AsItCame(t *testing.T) {
	h := open(t)
	c := h.welcomed(nil)
	for _, t0 := range []string{"12.50", "-3", "1e3", "123456.7890123456789"} {
		before := wire.Millis(h.clock.Steady())
		c.send(`{"type":"sync","t0":` + t0 + `}`)
		m := c.expect("sync")
		after := wire.Millis(h.clock.Steady())
		if string(m.T0) != t0 || m.Boot != "boot-1" || m.T1 < before || m.T2 < m.T1 || m.T2 > after {
			t.Errorf("t0 %s between %v and %v: got %s", t0, before, after, m.text)
		}
	}
}

func TestMessageThatIsNotUnderstoodHurtsNobody(t *testing.T) {
	h := open(t)
	c, other := h.welcomed(withKey(h.chair)), h.welcomed(nil)
	for _, text := range []string{
		"", "x", "null", "[]", `{"type":`, `{"type":"shout"}`, `{"type":"sync","t0":null}`, `{"type":"do"}`, "\xff\xfe",
		`{"type":"hello","type":"hello"}`, `{"type":"report","seat":"7","signal":"dark","deadline_ms":1,"at_ms":1}`,
	} {
		c.send(text)
		if e := c.expect("refusal"); e.Error == nil || e.Error.Message == "" || e.Error.Code == "" || e.Error.Rev != h.rev() {
			t.Errorf("%q: got %s", text, e.text)
		}
	}
	if err := c.ws.WriteMessage(websocket.BinaryMessage, []byte{0, 1, 2}); err != nil {
		t.Fatal(err)
	}
	c.expect("refusal")
	for _, each := range []*client{c, other} {
		each.send(`{"type":"sync","t0":1}`)
		each.expect("sync")
	}
}

func TestMessageThatIsTooLargeClosesOnlyItsConnection(t *testing.T) {
	h := open(t)
	other := h.welcomed(nil)
	for says, c := range map[string]struct {
		header http.Header
		size   int
	}{"the chair": {withKey(h.chair), wire.MaxBody}, "a guest": {nil, wire.MaxGuestMessage}} {
		fits, large := h.welcomed(c.header), h.welcomed(c.header)
		hello := func(size int) []byte {
			const empty = `{"type":"hello","key":""}`
			return []byte(strings.Replace(empty, `""`, `"`+strings.Repeat("x", size-len(empty))+`"`, 1))
		}
		if err := fits.ws.WriteMessage(websocket.TextMessage, hello(c.size)); err != nil {
			t.Fatal(err)
		}
		fits.expect("refusal")
		_ = large.ws.WriteMessage(websocket.TextMessage, hello(c.size+1))  // it may be closed before all of it has come
		if code := large.closed(); code != wire.CloseTooBig && code != 0 { // 0: the system reset it first
			t.Errorf("%s was closed with %d", says, code)
		}
	}
	other.send(`{"type":"sync","t0":1}`)
	other.expect("sync")
}

// A guest is sent nothing back of what it said, but the number of its clock.
func TestGuestHasNoEcho(t *testing.T) { inBubble(t, guestHasNoEcho) }

func guestHasNoEcho(t *testing.T, h *house) {
	c := h.welcomed(nil)
	for _, text := range []string{
		`{"type":"PLANTED"}`, `{"PLANTED":1}`, `{"type":"do","do":"PLANTED","id":"PLANTED"}`, `{"type":"do","do":"end","id":"PLANTED"}`,
		`{"type":"hello","PLANTED":1}`, `{"type":"sync","t0":"PLANTED"}`, `{"type":"hello","key":"PLANTED"}`,
		`{"type":"sync","t0":1` + strings.Repeat("0", 900) + `}`,
	} {
		c.send(text)
		if e := c.expect("refusal"); strings.Contains(string(e.text), "PLANTED") || len(e.text) > 200 {
			t.Errorf("%s: got %s", text, e.text)
		}
	}
}

func TestForeignJoinIsRefused(t *testing.T) { inBubble(t, foreignJoinIsRefused) }

func foreignJoinIsRefused(t *testing.T, h *house) {
	for says, c := range map[string]struct {
		header http.Header
		status int
	}{
		"a foreign Origin":             {http.Header{"Origin": {"http://evil.example"}}, 403},
		"another port of this machine": {http.Header{"Origin": {"http://127.0.0.1:1"}}, 403},
		"a foreign Host":               {http.Header{"Host": {"evil.example"}}, 403},
		"a foreign page":               {http.Header{"Sec-Fetch-Site": {"cross-site"}}, 403},
		"an unknown key":               {withKey("nobody's"), 401},
	} {
		ws, response, err := h.tryJoin(c.header)
		if err == nil {
			_ = ws.Close()
			t.Errorf("%s was let in", says)
			continue
		}
		if response == nil || response.StatusCode != c.status {
			t.Errorf("%s: got %v, %v; want %d", says, response, err, c.status)
		}
	}
	own := http.Header{"Origin": {"http://" + h.door.Addr().String()}, "Sec-Fetch-Site": {"same-origin"}}
	h.welcomed(own)
}

func TestReportOfALight(t *testing.T) {
	h := open(t)
	key := h.keyFor("8")
	chair, light := h.welcomed(withKey(h.chair)), h.welcomed(withKey(key))
	light.send(`{"type":"hello","agent":"a","version":"1","seats":["8"],"holdover_ms":0}`)
	light.expect("course")
	now := wire.Millis(h.clock.Steady())
	light.send(`{"type":"report","seat":"8","signal":"flash","deadline_ms":` + number(now-1.5) + `,"at_ms":` + number(now) + `}`)
	s := chair.await("seats", func(m message) bool { return contains(m, `"signal":"flash"`) })
	for _, part := range []string{`"seat":"8","connected":true`, `"late_us":1500`} {
		if !contains(s, part) {
			t.Errorf("the chair sees %s, without %s", s.text, part)
		}
	}
	for says, text := range map[string]string{
		"another seat":                   `{"type":"report","seat":"9","signal":"dark","deadline_ms":1,"at_ms":1}`,
		"an instant that is yet to come": `{"type":"report","seat":"8","signal":"dark","deadline_ms":1,"at_ms":` + number(now+3_600_000) + `}`,
	} {
		light.send(text)
		if e := light.expect("refusal"); e.Error.Code != wire.Forbidden && e.Error.Code != wire.Invalid {
			t.Errorf("%s: got %s", says, e.text)
		}
	}
	// Neither the chair nor who has the same key can say what the light did.
	for says, other := range map[string]*client{"the chair": chair, "another of the same key": h.welcomed(withKey(key))} {
		other.send(`{"type":"report","seat":"8","signal":"dark","deadline_ms":1,"at_ms":1}`)
		if e := other.expect("refusal"); e.Error.Code != wire.Forbidden {
			t.Errorf("%s reports for a light: got %s", says, e.text)
		}
	}
	if seat := h.engine.Snapshot().Seats.Find("8"); seat == nil || seat.Signal != timer.Flash {
		t.Errorf("the seat is %+v", seat)
	}
	for _, record := range h.recorder.Records() {
		for _, o := range record.Observed {
			if o.Signal != timer.Flash {
				t.Errorf("the record has %+v", o)
			}
		}
	}
}

// session opens one past the server and returns its secret.
func (h *house) session() string {
	h.t.Helper()
	return h.sessionOf(timer.Chair)
}

func (h *house) sessionOf(role timer.Role) string {
	h.t.Helper()
	invite, _, err := h.store.Invite(access.Grant{Role: string(role), Name: "console"})
	if err != nil {
		h.t.Fatal(err)
	}
	secret, _, err := h.store.Redeem(invite)
	if err != nil {
		h.t.Fatal(err)
	}
	return secret
}

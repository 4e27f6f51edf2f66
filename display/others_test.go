package display_test

import (
	"net/http"
	"strings"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

const (
	atOther       = "https://10.0.0.2:8443"
	atOtherPublic = "http://10.0.0.2:8080"
)

// several tells a house of another controller of its room.
func (h *house) several() {
	h.t.Helper()
	err := h.engine.Several(h.t.Context(), []timer.Other{{Address: atOther, Public: atOtherPublic}}, timer.Several{Leader: atOther, Machines: 3})
	if err != nil {
		h.t.Fatal(err)
	}
}

// Where a room has several controllers its pages may have sockets to all of them; and a
// browser that keeps a page asks for it anew when there is one more.
func TestPagesMayListenToTheOthers(t *testing.T) {
	h := open(t)
	before := h.ask(get("/chair"))
	if policy := before.header.Get("Content-Security-Policy"); strings.Contains(policy, "connect-src") {
		t.Errorf("alone: %q", policy)
	}
	h.several()
	for _, page := range []string{"/chair", "/gallery", "/seat/7", "/"} {
		a := h.ask(get(page))
		if policy := a.header.Get("Content-Security-Policy"); !strings.HasSuffix(policy, "; connect-src 'self' wss://10.0.0.2:8443 ws://10.0.0.2:8080") {
			t.Errorf("%s: %q", page, policy)
		}
	}
	again := get("/chair")
	again.header = map[string]string{"If-None-Match": before.header.Get("ETag")}
	if a := h.ask(again); a.status != 200 {
		t.Errorf("with the tag of before: %d", a.status)
	}
	if state := h.ask(get("/api/v1/state")); !strings.Contains(string(state.body), `"others":[{"address":"`+atOther+`","public_http":"`+atOtherPublic+`"}]`) || strings.Contains(string(state.body), "several") {
		t.Errorf("the public is told %s", state.body)
	}
	if state := h.ask(call{method: "GET", path: "/api/v1/state", key: h.chair}); !strings.Contains(string(state.body), `"several":{"leader":"`+atOther) {
		t.Errorf("the chair is told %s", state.body)
	}
}

// A page of another controller hears who leads, and nothing else: it is told no state, is
// nobody whoever is signed in here, and may say no key.
func TestQuietSocket(t *testing.T) {
	h := open(t)
	foreign := http.Header{"Origin": {atOther}, "Sec-Fetch-Site": {"cross-site"}, "Cookie": {"rostrum_session=" + h.session()}}
	refused := func(path string, header http.Header) {
		t.Helper()
		if ws, response, err := h.tryJoinAt(path, header); err == nil {
			_ = ws.Close()
			t.Errorf("%s was opened by %v", path, header)
		} else if response == nil || response.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %v", path, err)
		}
	}
	refused("/ws?only=lead", foreign) // there is no other controller
	h.several()
	refused("/ws", foreign)
	refused("/ws?list=all", foreign)
	refused("/ws?only=lead", http.Header{"Origin": {"https://evil.example"}})
	post := h.post(`{"id":"a","do":"close-list"}`)
	post.header = map[string]string{"Origin": atOther}
	if a := h.ask(post); a.status != http.StatusForbidden {
		t.Errorf("a command of its page: %d", a.status)
	}

	for _, origin := range []string{atOther, atOtherPublic} {
		foreign.Set("Origin", origin)
		c := h.joinAt("/ws?only=lead", foreign)
		if m := c.expect("hello"); contains(m, `"standby"`) {
			t.Errorf("it is told %s", m.text)
		}
		h.read(h.post(`{"id":"close `+origin+`","do":"close-list"}`), new(wire.Receipt))
		h.read(h.post(`{"id":"reopen `+origin+`","do":"reopen-list"}`), new(wire.Receipt))
		c.send(`{"type":"do","id":"x","do":"close-list"}`)
		if m := c.expect("refusal"); m.Error.Code != wire.Unauthenticated { // and no state came before
			t.Errorf("a command is answered %+v", m.Error)
		}
		c.send(`{"type":"hello","key":"` + h.chair + `"}`)
		if m := c.expect("refusal"); m.Error.Code != wire.Forbidden {
			t.Errorf("a key is answered %+v", m.Error)
		}
		c.await("tick", func(message) bool { return true })
	}
}

// The same tablet is signed in at the other controller by its session's second secret.
func TestTwinOverHTTP(t *testing.T) {
	h := open(t)
	secret := h.session()
	ask := func(path, body, cookie string) answer {
		t.Helper()
		c := call{method: "POST", path: path, body: body}
		if cookie != "" {
			c.header = map[string]string{"Cookie": "rostrum_session=" + cookie}
		}
		return h.ask(c)
	}
	if a := ask("/api/v1/session/twin", "", secret); a.status != http.StatusConflict {
		t.Errorf("in a room with one controller: %d %s", a.status, a.body)
	}
	h.several()
	if a := ask("/api/v1/session/twin", "", ""); a.status != http.StatusUnauthorized {
		t.Errorf("nobody asks: %d %s", a.status, a.body)
	}
	a := ask("/api/v1/session/twin", "", secret)
	_, twin, _ := strings.Cut(strings.TrimSpace(string(a.body)), `{"twin":"`)
	twin = strings.TrimSuffix(twin, `"}`)
	if a.status != http.StatusOK || twin == "" || twin == secret {
		t.Fatalf("%d %s", a.status, a.body)
	}
	for what, wrong := range map[string]string{"the session itself": secret, "anything": strings.Repeat("a", 43)} {
		if a := ask("/api/v1/session", `{"twin":"`+wrong+`"}`, ""); a.status != http.StatusUnauthorized || a.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
	if a := ask("/api/v1/session", `{"twin":"`+twin+`","invite":"b"}`, ""); a.status != http.StatusBadRequest {
		t.Errorf("both: %d %s", a.status, a.body)
	}

	// At home the cookie stays the one that it was.
	if a := ask("/api/v1/session", `{"twin":"`+twin+`"}`, secret); a.status != http.StatusOK || a.header.Get("Set-Cookie") != "" {
		t.Errorf("at home: %d %s, %s", a.status, a.body, a.header.Get("Set-Cookie"))
	}
	a = ask("/api/v1/session", `{"twin":"`+twin+`"}`, "")
	if a.status != http.StatusOK || strings.TrimSpace(string(a.body)) != `{"role":"chair"}` {
		t.Fatalf("%d %s", a.status, a.body)
	}
	cookie := a.cookie(t)
	if got := h.role(cookie.Name + "=" + cookie.Value); got != "chair" {
		t.Errorf("over there it is %s", got)
	}
	// Another one's session of the same browser ends, and this one does not.
	other := h.session()
	if a := ask("/api/v1/session", `{"twin":"`+twin+`"}`, other); a.status != http.StatusOK || h.role("rostrum_session="+other) != "public" || h.role("rostrum_session="+secret) != "chair" {
		t.Errorf("in another one's browser: %d %s", a.status, a.body)
	}
	// Who operates the meeting is not signed out by a link with a booth's.
	booth := h.sessionOf(timer.Booth)
	boothTwin, err := h.store.Twin(booth)
	if err != nil {
		t.Fatal(err)
	}
	a = ask("/api/v1/session", `{"twin":"`+boothTwin+`"}`, secret)
	if a.status != http.StatusOK || strings.TrimSpace(string(a.body)) != `{"role":"chair"}` || a.header.Get("Set-Cookie") != "" || h.role("rostrum_session="+secret) != "chair" {
		t.Errorf("a booth's, in the chair's browser: %d %s", a.status, a.body)
	}
	// A booth gives way.
	if a := ask("/api/v1/session", `{"twin":"`+twin+`"}`, booth); a.status != http.StatusOK || h.role("rostrum_session="+booth) != "public" {
		t.Errorf("the chair's, in a booth's browser: %d %s", a.status, a.body)
	}
	if err := h.store.SignOut(secret); err != nil {
		t.Fatal(err)
	}
	if a := ask("/api/v1/session", `{"twin":"`+twin+`"}`, ""); a.status != http.StatusUnauthorized {
		t.Errorf("after the end of the session: %d %s", a.status, a.body)
	}
}

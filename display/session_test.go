package display_test

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

func (h *house) invite() string {
	h.t.Helper()
	secret, _, err := h.store.Invite(access.Grant{Role: string(timer.Chair), Name: "console"})
	if err != nil {
		h.t.Fatal(err)
	}
	return secret
}

func signIn(body string) call { return call{method: "POST", path: "/api/v1/session", body: body} }

// cookie returns the one cookie of an answer.
func (a answer) cookie(t testing.TB) *http.Cookie {
	t.Helper()
	cookies := (&http.Response{Header: a.header}).Cookies()
	if len(cookies) != 1 {
		t.Fatalf("there are %d cookies", len(cookies))
	}
	return cookies[0]
}

func TestSessionFromLinkToSignOut(t *testing.T) {
	h := open(t)
	invite := h.invite()
	a := h.ask(signIn(`{"invite":"` + invite + `"}`))
	if a.status != 200 || strings.TrimSpace(string(a.body)) != `{"role":"chair"}` {
		t.Fatalf("got %d %s", a.status, a.body)
	}
	c := a.cookie(t)
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.MaxAge != 30*24*3600 || c.Domain != "" || c.Secure {
		t.Errorf("the cookie is %v; it must be for scripts and other sites out of reach, and go over plain HTTP on this machine", c)
	}
	if strings.Contains(string(a.body), c.Value) || c.Value == invite {
		t.Error("the session's secret is told elsewhere too")
	}
	withSession := func(c0 call) call {
		c0.key = ""
		c0.header = map[string]string{"Cookie": c.Name + "=" + c.Value}
		return c0
	}
	var state struct{ Role string }
	h.read(withSession(get("/api/v1/state")), &state)
	if state.Role != "chair" {
		t.Errorf("the session is for %s", state.Role)
	}
	var receipt wire.Receipt
	h.read(withSession(h.post(`{"id":"a","do":"close-list"}`)), &receipt)
	if by := h.engine.Snapshot().Meeting.Changed.By; by.Role != timer.Chair || by.Name != "console" {
		t.Errorf("the record says it was %v", by)
	}
	foreign := withSession(h.post(`{"id":"b","do":"reopen-list"}`))
	foreign.header["Origin"] = "http://evil.example"
	if a := h.ask(foreign); a.status != 403 {
		t.Errorf("a foreign page used the session: %d %s", a.status, a.body)
	}

	out := h.ask(withSession(call{method: "DELETE", path: "/api/v1/session"}))
	if gone := out.cookie(t); out.status != 204 || gone.Name != c.Name || gone.Value != "" || gone.MaxAge >= 0 {
		t.Errorf("signing out: got %d %v", out.status, gone)
	}
	if a := h.ask(withSession(h.post(`{"id":"c","do":"reopen-list"}`))); a.status != 401 {
		t.Errorf("after signing out: got %d %s", a.status, a.body)
	}
	h.read(withSession(get("/api/v1/state")), &state)
	if state.Role != "public" {
		t.Errorf("after signing out the state is for %s", state.Role)
	}
	if a := h.ask(call{method: "DELETE", path: "/api/v1/session"}); a.status != 204 {
		t.Errorf("signing out without a session: %d", a.status)
	}
}

// A browser that opens another link has one session: the one before would be listed for a
// month, and nobody could come back to it. Its other pages are told at once.
func TestSignInAgain(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		first := h.ask(signIn(`{"invite":"` + h.invite() + `"}`)).cookie(t)
		cookie := first.Name + "=" + first.Value
		page, other := h.welcomed(http.Header{"Cookie": {cookie}}), h.session()
		again := signIn(`{"invite":"` + h.invite() + `"}`)
		again.header = map[string]string{"Cookie": cookie}
		second := h.ask(again).cookie(t)
		if code := page.closed(); code != wire.CloseRevoked {
			t.Errorf("the page of before is closed with %d", code)
		}
		var left []string
		grants, err := h.store.List()
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range grants {
			if g.Kind == access.KindSession {
				left = append(left, g.Name)
			}
		}
		slices.Sort(left) // they were made at one instant
		if !slices.Equal(left, []string{"console (2)", "console (3)"}) {
			t.Errorf("left are the sessions of %q", left)
		}
		for says, secret := range map[string]string{"the new one": second.Value, "another browser's": other} {
			if _, err := h.store.Session(secret); err != nil {
				t.Errorf("%s: %v", says, err)
			}
		}
	})
}

func TestSignInIsRefused(t *testing.T) { inBubble(t, signInIsRefused) }

func signInIsRefused(t *testing.T, h *house) {
	used := h.invite()
	h.ask(signIn(`{"invite":"` + used + `"}`))
	good := h.invite()
	foreign, form := signIn(`{"invite":"`+good+`"}`), signIn(`{"invite":"`+good+`"}`)
	foreign.header = map[string]string{"Origin": "http://evil.example"}
	form.header = map[string]string{"Content-Type": "text/plain"}
	for _, c := range []struct {
		says   string
		call   call
		status int
		code   wire.Code
	}{
		{"a link that was used", signIn(`{"invite":"` + used + `"}`), 401, wire.Unauthenticated},
		{"a link that never was", signIn(`{"invite":"x"}`), 401, wire.Unauthenticated},
		{"a key", signIn(`{"invite":"` + h.chair + `"}`), 401, wire.Unauthenticated},
		{"no link", signIn(`{}`), 400, wire.Malformed},
		{"not JSON", signIn(`x`), 400, wire.Malformed},
		{"a form", form, 400, wire.Malformed},
		{"too large", signIn(`{"invite":"` + strings.Repeat("x", 64<<10) + `"}`), 413, wire.TooLarge},
		{"a foreign page", foreign, 403, wire.Forbidden},
	} {
		a := h.ask(c.call)
		if e := a.refusal(); a.status != c.status || e.Code != c.code || e.Message == "" || a.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: got %d %+v", c.says, a.status, e)
		}
	}
	if a := h.ask(signIn(`{"invite":"` + good + `"}`)); a.status != 200 {
		t.Errorf("the good link was used up by refusals: %d %s", a.status, a.body)
	}
}

func TestSignInWhereTheDiskDoesNotTakeTheSession(t *testing.T) {
	dir := t.TempDir()
	h := openAt(t, newTCPDoor(t), dir)
	invite := h.invite()
	sessions := filepath.Join(dir, "sessions")
	if err := errors.Join(os.RemoveAll(sessions), os.WriteFile(sessions, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	a := h.ask(signIn(`{"invite":"` + invite + `"}`))
	if e := a.refusal(); a.status != 503 || e.Code != wire.NotSaved || a.header.Get("Set-Cookie") != "" {
		t.Errorf("got %d %+v", a.status, e)
	}
}

// A disk that cannot tell whose a session or a key is: who was let in goes on; who comes
// for the first time is told so, and neither that there is no such key nor that the
// session has ended.
func TestWhoActsWhereTheDiskCannotTell(t *testing.T) {
	dir := t.TempDir()
	h := openAt(t, newTCPDoor(t), dir)
	before := h.ask(signIn(`{"invite":"` + h.invite() + `"}`)).cookie(t)
	h = openAt(t, newTCPDoor(t), dir) // started again: what there is then is known
	other, err := access.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	link, _, err := other.Invite(access.Grant{Role: string(timer.Chair), Name: "console"})
	if err != nil {
		t.Fatal(err)
	}
	since, _, err := other.Redeem(link) // by nobody whom this one has seen
	if err != nil {
		t.Fatal(err)
	}
	cookie := func(value string) map[string]string {
		return map[string]string{"Cookie": before.Name + "=" + value}
	}
	calls := []struct {
		says   string
		call   call
		status int
		code   wire.Code
	}{
		{"a session of before the start", call{header: cookie(before.Value)}, 200, ""},
		{"the key that was shown", call{key: h.chair}, 200, ""},
		{"a session for the first time", call{header: cookie(since)}, 503, wire.NotSaved},
		{"a key for the first time", call{key: h.light}, 503, wire.NotSaved},
		{"nobody", call{}, 401, wire.Unauthenticated},
	}
	if a := h.ask(call{method: "GET", path: "/api/v1/state", key: h.chair}); a.status != 200 {
		t.Fatalf("the chair's key: got %d %s", a.status, a.body)
	}
	for _, folder := range []string{"keys", "sessions"} {
		folder = filepath.Join(dir, folder)
		if err := errors.Join(os.RemoveAll(folder), os.WriteFile(folder, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range calls {
		c.call.method, c.call.path, c.call.body = "POST", "/api/v1/commands", `{"id":"`+c.says+`","do":"note","text":"x"}`
		a := h.ask(c.call)
		if a.status != c.status || c.code != "" && a.refusal().Code != c.code {
			t.Errorf("%s: got %d %s", c.says, a.status, a.body)
		}
	}
}

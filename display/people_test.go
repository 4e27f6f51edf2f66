package display_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// invited asks for a link as the chair.
func (h *house) invited(body string) wire.Invitation {
	h.t.Helper()
	var told wire.Invitation
	h.read(call{method: "POST", path: "/api/v1/invitations", key: h.chair, body: body}, &told)
	return told
}

// taken opens a link as a browser would, and returns the session's header.
func (h *house) taken(link string) map[string]string {
	h.t.Helper()
	_, secret, _ := strings.Cut(link, "#invite=")
	c := h.ask(signIn(`{"invite":"` + secret + `"}`)).cookie(h.t)
	return map[string]string{"Cookie": c.Name + "=" + c.Value}
}

func (h *house) people(c call) []wire.Person {
	h.t.Helper()
	c.method, c.path = "GET", "/api/v1/people"
	var told wire.People
	h.read(c, &told)
	return told.People
}

func named(people []wire.Person, name string) *wire.Person {
	i := slices.IndexFunc(people, func(p wire.Person) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &people[i]
}

// From the link to the end of the session, as chair and secretary see it. What was done
// with it is in the record under the tablet's name, and its secret is in no log.
func TestPeople(t *testing.T) {
	var log bytes.Buffer
	h := openAt(t, newTCPDoor(t), t.TempDir(), func(c *display.Config) { c.Log = zerolog.New(&log) })
	told := h.invited(`{"role":"secretary","name":"desk 2"}`)
	base, secret, _ := strings.Cut(told.Link, "#invite=")
	if base != "http://"+h.door.Addr().String()+"/chair" || !access.IsSecret(secret) || !told.Local ||
		told.Role != timer.Secretary || told.Name != "desk 2" || told.LeftMS <= 14*60*1000 || told.LeftMS > 15*60*1000 || told.Trust != "" {
		t.Errorf("told %+v", told)
	}
	if !strings.HasPrefix(told.QR, "<svg ") || strings.Contains(told.QR, secret) {
		t.Errorf("the code is %.80s", told.QR)
	}
	before := h.people(call{key: h.chair})
	if link := named(before, "desk 2"); link == nil || link.Kind != wire.LinkHolder || link.ID != told.ID || link.LeftMS == nil || link.LastSeen != nil {
		t.Errorf("the link is listed as %+v", link)
	}
	if key := named(before, "tablet"); key == nil || key.Kind != wire.KeyHolder || !key.You || key.LastSeen == nil {
		t.Errorf("the chair's key is listed as %+v", key)
	}
	if light := named(before, "desk"); light == nil || light.Role != timer.LightRole || !slices.Equal(light.Seats, []string{"7"}) || light.LastSeen != nil {
		t.Errorf("the light is listed as %+v", light)
	}

	hers := h.taken(told.Link)
	one := h.people(call{header: hers})
	her := named(one, "desk 2")
	if her == nil || her.Kind != wire.SessionHolder || !her.You || her.Here || her.Invited != told.ID || her.LeftMS != nil || her.Rough {
		t.Fatalf("she is listed as %+v", her)
	}
	if text, _ := json.Marshal(one); bytes.Contains(text, []byte(secret)) {
		t.Error("the list tells a secret")
	}
	if a := h.ask(call{method: "POST", path: "/api/v1/commands", header: hers, body: `{"id":"a","do":"close-list"}`}); a.status != 200 {
		t.Errorf("her act: %d %s", a.status, a.body)
	}
	// Whoever comes second reads by whom it was done.
	if e := h.ask(h.post(`{"id":"b","do":"close-list","rev":1}`)).refusal(); e.By != "secretary (desk 2)" {
		t.Errorf("refused with %+v", e)
	}
	for _, path := range []string{"/api/v1/people/" + named(one, "tablet").ID, "/api/v1/people/" + strings.Repeat("0", 12)} {
		if a := h.ask(call{method: "DELETE", path: path, header: hers}); a.status != 403 || a.refusal().Why != "not-of-role" {
			t.Errorf("she ends %s: %d %s", path, a.status, a.body)
		}
	}
	if a := h.ask(call{method: "DELETE", path: "/api/v1/people/" + her.ID, key: h.chair}); a.status != 204 {
		t.Errorf("ended by the chair: %d %s", a.status, a.body)
	}
	if a := h.ask(call{method: "POST", path: "/api/v1/commands", header: hers, body: `{"id":"c","do":"reopen-list"}`}); a.status != 401 {
		t.Errorf("and yet she acts: %d %s", a.status, a.body)
	}
	if p := named(h.people(call{key: h.chair}), "desk 2"); p != nil {
		t.Errorf("and yet she is listed: %+v", p)
	}
	for _, want := range []string{`"invitation":"` + told.ID, `"name":"desk 2"`, `"by":"chair (tablet)"`, `"session":"` + her.ID} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %s: %s", want, log.String())
		}
	}
	if strings.Contains(log.String(), secret) {
		t.Errorf("the log tells a secret: %s", log.String())
	}
}

func TestPeopleIsRefused(t *testing.T) {
	h := open(t)
	secretary := h.taken(h.invited(`{"role":"secretary"}`).Link)
	people := h.people(call{key: h.chair})
	light, hers := named(people, "desk").ID, named(people, "tablet 1").ID
	invitation := func(body string) call {
		return call{method: "POST", path: "/api/v1/invitations", key: h.chair, body: body}
	}
	public, foreign, form := invitation(`{"role":"chair"}`), invitation(`{"role":"chair"}`), invitation(`{"role":"chair"}`)
	public.key = ""
	foreign.header = map[string]string{"Origin": "http://evil.example"}
	form.header = map[string]string{"Content-Type": "text/plain"}
	byLight, bySecretary := invitation(`{"role":"chair"}`), invitation(`{"role":"secretary"}`)
	byLight.key = h.light
	bySecretary.key, bySecretary.header = "", secretary
	for _, c := range []struct {
		says   string
		call   call
		status int
		code   wire.Code
		why    string
	}{
		{"nobody invites", public, 401, wire.Unauthenticated, ""},
		{"a light invites", byLight, 403, wire.Forbidden, ""},
		{"a secretary invites", bySecretary, 403, wire.Forbidden, "not-of-role"},
		{"a foreign page invites", foreign, 403, wire.Forbidden, "foreign-page"},
		{"a form", form, 400, wire.Malformed, ""},
		{"no role", invitation(`{}`), 400, wire.Malformed, ""},
		{"a light as a person", invitation(`{"role":"light"}`), 422, wire.Invalid, ""},
		{"no role of ours", invitation(`{"role":"queen"}`), 422, wire.Invalid, ""},
		{"a long name", invitation(`{"role":"chair","name":"` + strings.Repeat("x", 41) + `"}`), 422, wire.Invalid, "too-long"},
		{"a name of two lines", invitation(`{"role":"chair","name":"a\nb"}`), 422, wire.Invalid, "unshowable-character"},
		{"another field", invitation(`{"role":"chair","seats":["7"]}`), 400, wire.Malformed, ""},
		{"nobody looks", call{method: "GET", path: "/api/v1/people"}, 401, wire.Unauthenticated, ""},
		{"a light looks", call{method: "GET", path: "/api/v1/people", key: h.light}, 403, wire.Forbidden, ""},
		{"a light's key is ended", call{method: "DELETE", path: "/api/v1/people/" + light, key: h.chair}, 422, wire.Invalid, "key-is-a-programs"},
		{"nobody is ended", call{method: "DELETE", path: "/api/v1/people/" + strings.Repeat("0", 12), key: h.chair}, 422, wire.Unknown, "no-such-session"},
		{"nobody ends", call{method: "DELETE", path: "/api/v1/people/" + hers}, 401, wire.Unauthenticated, ""},
		{"no link is taken back", call{method: "DELETE", path: "/api/v1/invitations/" + hers, key: h.chair}, 422, wire.Unknown, "no-such-link"},
		{"a secretary takes back", call{method: "DELETE", path: "/api/v1/invitations/" + hers, header: secretary}, 403, wire.Forbidden, "not-of-role"},
	} {
		a := h.ask(c.call)
		if e := a.refusal(); a.status != c.status || e.Code != c.code || e.Why != c.why || e.Message == "" {
			t.Errorf("%s: got %d %+v", c.says, a.status, e)
		}
	}
	if e := h.ask(call{method: "DELETE", path: "/api/v1/people/" + light, key: h.chair}).refusal(); !strings.Contains(e.Message, "rostrum key revoke "+light) {
		t.Errorf("how the key is ended: %q", e.Message)
	}
	if a := h.ask(call{method: "DELETE", path: "/api/v1/people/" + hers, header: secretary}); a.status != 204 {
		t.Errorf("her own session: %d %s", a.status, a.body)
	}
}

func TestLinksThatWaitAreFew(t *testing.T) {
	h := open(t)
	var links []wire.Invitation
	for range 8 {
		links = append(links, h.invited(`{"role":"chair"}`))
	}
	again := call{method: "POST", path: "/api/v1/invitations", key: h.chair, body: `{"role":"secretary"}`}
	if a := h.ask(again); a.status != 409 || a.refusal().Why != "links-wait" {
		t.Errorf("the ninth: %d %s", a.status, a.body)
	}
	if a := h.ask(call{method: "DELETE", path: "/api/v1/invitations/" + links[0].ID, key: h.chair}); a.status != 204 {
		t.Errorf("taken back: %d %s", a.status, a.body)
	}
	_, secret, _ := strings.Cut(links[0].Link, "#invite=")
	if a := h.ask(signIn(`{"invite":"` + secret + `"}`)); a.status != 401 {
		t.Errorf("what was taken back opens: %d %s", a.status, a.body)
	}
	if a := h.ask(again); a.status != 200 {
		t.Errorf("with one taken back: %d %s", a.status, a.body)
	}
	h.taken(links[1].Link)
	if a := h.ask(again); a.status != 200 {
		t.Errorf("with one opened: %d %s", a.status, a.body)
	}
}

// Fifteen minutes and no longer, and while somebody is connected they are here.
func TestPeopleInTime(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		told := h.invited(`{"role":"secretary","name":"left of the President"}`)
		late := h.invited(`{"role":"chair"}`)
		time.Sleep(15 * time.Minute)
		hers := h.taken(told.Link)
		time.Sleep(time.Nanosecond)
		_, secret, _ := strings.Cut(late.Link, "#invite=")
		if a := h.ask(signIn(`{"invite":"` + secret + `"}`)); a.status != 401 {
			t.Errorf("after fifteen minutes and a moment: %d %s", a.status, a.body)
		}
		her := func() *wire.Person {
			t.Helper()
			p := named(h.people(call{key: h.chair}), told.Name)
			if p == nil {
				t.Fatal("she is not listed")
			}
			return p
		}
		page := h.welcomed(http.Header{"Cookie": {hers["Cookie"]}})
		if p := her(); !p.Here || p.You {
			t.Errorf("connected she is %+v", p)
		}
		page.ws.Close()
		time.Sleep(time.Minute)
		if p := her(); p.Here || p.LastSeen == nil || time.Since(*p.LastSeen) != time.Minute || p.Rough {
			t.Errorf("a minute later she is %+v", p)
		}
		page = h.welcomed(http.Header{"Cookie": {hers["Cookie"]}})
		other := h.welcomed(withKey(h.chair))
		began := time.Now()
		if a := h.ask(call{method: "DELETE", path: "/api/v1/people/" + her().ID, key: h.chair}); a.status != 204 {
			t.Fatalf("ended: %d %s", a.status, a.body)
		}
		if code := page.closed(); code != wire.CloseRevoked || time.Since(began) != 0 {
			t.Errorf("her page is closed with %d after %v", code, time.Since(began))
		}
		var state struct{ Role timer.Role }
		h.read(call{method: "GET", path: "/api/v1/state", header: hers}, &state)
		if state.Role != timer.Public {
			t.Errorf("her page comes back as %s", state.Role)
		}
		other.send(`{"type":"sync","t0":1}`)
		other.await("sync", func(message) bool { return true })
	})
}

// A socket whose session was ended behind the controller's back gives no command, also
// before keys are looked at again.
func TestEndedSessionCommandsNothing(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		page := h.welcomed(http.Header{"Cookie": {"rostrum_session=" + h.session()}})
		grants, err := h.store.List()
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range grants {
			if g.Kind == access.KindSession {
				if _, err := h.store.Revoke(g.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		before := h.rev()
		page.send(`{"type":"do","id":"a","do":"close-list"}`)
		if m := page.expect("refusal"); !contains(m, "unauthenticated") || h.rev() != before {
			t.Errorf("got %s", m.text)
		}
		if code := page.closed(); code != wire.CloseRevoked {
			t.Errorf("closed with %d", code)
		}
	})
}

// The link is for another tablet: it has the address by which this one came, if that was
// over the network, and else the controller's there.
func TestLinkIsForAnotherTablet(t *testing.T) {
	hosts := access.Hosts{Names: []string{"chamber.local"}, Addresses: []netip.Addr{netip.MustParseAddr("10.0.0.5")}}
	for _, c := range []struct {
		asked, reached, want string
		local                bool
	}{
		{"10.0.0.5:8443", "https://10.9.9.9:8443", "http://10.0.0.5:8443/chair", false},
		{"chamber.local:9000", "", "http://chamber.local:9000/chair", false},
		{"127.0.0.1:9000", "https://10.9.9.9:8443", "http://10.9.9.9:8443/chair", false},
		{"localhost:8443", "https://chamber.local:8443", "http://chamber.local:8443/chair", false},
		{"[::1]:8443", "https://[2001:db8::7]:8443", "http://[2001:db8::7]:8443/chair", false},
		{"localhost:8080", "http://127.0.0.1:8080", "http://localhost:8080/chair", true},
		{"127.0.0.1:8080", "", "http://127.0.0.1:8080/chair", true},
	} {
		h := openAt(t, newTCPDoor(t), t.TempDir(), func(config *display.Config) {
			config.Hosts = func() access.Hosts { return hosts }
			if c.reached != "" {
				config.Reached = func() string { return c.reached }
			}
		})
		var told wire.Invitation
		h.read(call{method: "POST", path: "/api/v1/invitations", key: h.chair, body: `{"role":"chair"}`, header: map[string]string{"Host": c.asked}}, &told)
		if at, _, _ := strings.Cut(told.Link, "#"); at != c.want || told.Local != c.local {
			t.Errorf("asked at %s, reached at %q: %s, local: %v", c.asked, c.reached, at, told.Local)
		}
		h.endAll()
	}
}

// A disk of the keys that cannot tell is said so, and nobody is signed in or out by it.
func TestPeopleWhereTheDiskCannotTell(t *testing.T) {
	dir := t.TempDir()
	h := openAt(t, newTCPDoor(t), dir)
	if a := h.ask(call{method: "GET", path: "/api/v1/people", key: h.chair}); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	for _, folder := range []string{"sessions", "invites"} {
		folder = filepath.Join(dir, folder)
		if err := errors.Join(os.RemoveAll(folder), os.WriteFile(folder, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []call{
		{method: "GET", path: "/api/v1/people"},
		{method: "POST", path: "/api/v1/invitations", body: `{"role":"chair"}`},
		{method: "DELETE", path: "/api/v1/people/" + strings.Repeat("0", 12)},
		{method: "DELETE", path: "/api/v1/invitations/" + strings.Repeat("0", 12)},
	} {
		c.key = h.chair
		if a := h.ask(c); a.status != 503 || a.refusal().Why != "keys-disk" {
			t.Errorf("%s %s: %d %s", c.method, c.path, a.status, a.body)
		}
	}
}

package display_test

import (
	"crypto/tls"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rostrum/display/access"
	"rostrum/timer"
)

// tlsDoor is a door on which TLS is spoken.
type tlsDoor struct {
	net.Listener
	at string
}

func newTLSDoor(t *testing.T) tlsDoor {
	t.Helper()
	hosts := access.LocalHosts(nil)
	authority, err := access.OpenAuthority(filepath.Join(t.TempDir(), "authority"), hosts, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	issuer, err := access.NewIssuer(access.IssuerConfig{Authority: authority, Hosts: func() access.Hosts { return hosts }, Now: time.Now, Report: func(string) {}})
	if err != nil {
		t.Fatal(err)
	}
	below := newTCPDoor(t)
	return tlsDoor{tls.NewListener(below, access.Server(issuer)), below.Addr().String()}
}

func (d tlsDoor) dial() (net.Conn, error) {
	return tls.Dial("tcp", d.at, &tls.Config{InsecureSkipVerify: true}) //nolint:gosec // not about trust
}

// role is what somebody with such cookies is taken for.
func (h *house) role(cookies string) string {
	h.t.Helper()
	var state struct{ Role string }
	c := get("/api/v1/state")
	if cookies != "" {
		c.header = map[string]string{"Cookie": cookies}
	}
	h.read(c, &state)
	return state.Role
}

func TestCookieUnderTLS(t *testing.T) {
	h := openAt(t, newTLSDoor(t), t.TempDir())
	a := h.ask(signIn(`{"invite":"` + h.invite() + `"}`))
	c := a.cookie(t)
	if c.Name != "__Host-rostrum_session" || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || c.SameSite != http.SameSiteStrictMode {
		t.Errorf("the cookie is %v", c)
	}
	good := c.Name + "=" + c.Value
	stranger := access.NewSecret()
	light, _, err := h.store.Invite(access.Grant{Role: string(timer.LightRole)})
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := h.store.Redeem(light)
	if err != nil {
		t.Fatal(err)
	}
	for _, planted := range []string{
		"rostrum_session=x; ", "rostrum_session=" + stranger + "; ", "rostrum_session=; rostrum_session=" + stranger + "; ",
		"rostrum_session=" + other + "; ", strings.Repeat("rostrum_session="+stranger+"; ", 190),
	} {
		if role := h.role(planted + good); role != "chair" {
			t.Errorf("with %.60s in front of it the chair is %s", planted, role)
		}
		act := h.post(`{"id":"` + stranger[:8] + planted[len(planted)-12:] + `","do":"identify"}`)
		act.key, act.header = "", map[string]string{"Cookie": planted + good}
		if a := h.ask(act); a.status != 200 {
			t.Errorf("with %.60s in front of it the chair's act is answered %d %s", planted, a.status, a.body)
		}
	}
	if role := h.role("rostrum_session=" + stranger + "; rostrum_session=" + c.Value); role != "chair" {
		t.Errorf("a session of an earlier version is taken for %s", role)
	}
	out := h.ask(call{method: "DELETE", path: "/api/v1/session", header: map[string]string{"Cookie": "rostrum_session=x; " + good}})
	gone := (&http.Response{Header: out.header}).Cookies()
	if len(gone) != 2 || gone[0].Name != c.Name || gone[0].MaxAge >= 0 || !gone[0].Secure || gone[1].Name != "rostrum_session" {
		t.Errorf("signing out sets %v", gone)
	}
	if role := h.role(good); role != "public" {
		t.Errorf("after signing out it is %s", role)
	}
}

// On the loopback address another port of the machine can plant the very name: all of
// them are tried.
func TestPlantedCookieWithoutTLS(t *testing.T) {
	h := open(t)
	c := h.ask(signIn(`{"invite":"` + h.invite() + `"}`)).cookie(t)
	if c.Name != "rostrum_session" || c.Secure {
		t.Errorf("the cookie is %v", c)
	}
	good, stranger := c.Name+"="+c.Value, access.NewSecret()
	for _, cookies := range []string{
		good, "rostrum_session=" + stranger + "; " + good, good + "; rostrum_session=" + stranger,
		strings.Repeat("rostrum_session="+stranger+"; ", 180) + good,
	} {
		if role := h.role(cookies); role != "chair" {
			t.Errorf("with %.60s… the chair is %s", cookies, role)
		}
	}
	if role := h.role("__Host-rostrum_session=" + c.Value); role != "public" {
		t.Errorf("a name that no browser sends in clear is taken for %s", role)
	}
	if a := h.ask(call{method: "DELETE", path: "/api/v1/session", header: map[string]string{"Cookie": "rostrum_session=" + stranger + "; " + good}}); a.status != 204 || h.role(good) != "public" {
		t.Errorf("signing out ended %d, and the session is %s", a.status, h.role(good))
	}
}

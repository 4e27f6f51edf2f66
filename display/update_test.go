package display_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/packages"
	"rostrum/display/wire"
	"rostrum/timer"
)

// machine is an agent that drives no light, and what it was asked.
type machine struct {
	*desk
	id, host string
}

// machine lets one come, and say of itself what is to be said.
func (h *house) machine(is wire.Machine) *machine {
	h.t.Helper()
	key, grant, err := h.store.NewKey(access.Grant{Role: string(timer.Screen), Name: "gallery"})
	if err != nil {
		h.t.Fatal(err)
	}
	m := &machine{h.agentWith(key, wire.Agent{ID: is.Host, Version: is.Version, Seats: []string{}}), grant.ID, is.Host}
	is.Clock = wire.ClockKept
	text, err := wire.EncodeMachine(is)
	if err != nil {
		h.t.Fatal(err)
	}
	m.say(text)
	synctest.Wait()
	return m
}

// name is by what it is asked.
func (m *machine) name() string { return fmt.Sprintf(`{"id":%q,"host":%q}`, m.id, m.host) }

// updates are what it was asked, since it was looked at last.
func (m *machine) updates() []wire.Update {
	synctest.Wait()
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.asked
	m.asked = nil
	return all
}

func upgrading(key, body string) call {
	return call{method: "POST", path: "/api/v1/machines/update", key: key, body: body}
}

// held makes a folder that has an agent of a version.
func held(t *testing.T, version string) *packages.Folder {
	t.Helper()
	return sourceOf(t, "Package: rostrum-collar\nVersion: "+version+"\n")
}

// told is a log that several write to.
type told struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *told) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *told) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// The chair's word reaches the machines that are meant, by their own connections, and no
// other; all are those that are here, have their room's source, and an older package.
func TestMachinesAreUpgraded(t *testing.T) {
	log := new(told)
	// One is for a processor of which the folder has an earlier package only.
	source := sourceOf(t, "Package: rostrum-collar\nVersion: 1.2.0+git5.f433d24b1c2d\nArchitecture: arm64\n\n"+
		"Package: rostrum-collar\nVersion: 1.2.0\nArchitecture: armhf\n")
	inBubble(t, func(t *testing.T, h *house) {
		older := h.machine(wire.Machine{Host: "pi-1", Package: "1.2.0", Arch: "arm64", Source: true})
		another := h.machine(wire.Machine{Host: "pi-2", Package: "1.2.0~rc1", Arch: "armhf", Source: true})
		byHand := h.machine(wire.Machine{Host: "pi-3", Package: "1.2.0"})
		newer := h.machine(wire.Machine{Host: "pi-4", Package: "1.2.0", Arch: "armhf", Source: true})
		light := h.agent("a", "8")
		gallery := h.welcomed(nil)

		var all wire.Machines
		h.read(call{method: "GET", path: "/api/v1/machines", key: h.chair}, &all)
		var says []string
		for _, m := range all.Machines {
			says = append(says, fmt.Sprintf("%s here:%v source:%v old:%v", m.Host, m.Here, m.Source, m.Old))
		}
		if got, want := strings.Join(says, "; "), "pi-1 here:true source:true old:true; pi-2 here:true source:true old:true; "+
			"pi-3 here:true source:false old:true; pi-4 here:true source:true old:false"; got != want || all.Packages != "1.2.0+git5.f433d24b1c2d" {
			t.Errorf("the packages have %q; the machines are\n%s, want\n%s", all.Packages, got, want)
		}

		asks := func(c call, want ...*machine) {
			t.Helper()
			a := h.ask(c)
			var told wire.Updating
			if err := json.Unmarshal(a.body, &told); err != nil || a.status != 202 || len(told.Asked) != len(want) {
				t.Fatalf("got %d %s", a.status, a.body)
			}
			for _, m := range []*machine{older, another, byHand, newer} {
				times, meant := len(m.updates()), 0
				for i, w := range want {
					if w == m {
						meant = 1
						if told.Asked[i] != (wire.MachineName{ID: m.id, Host: m.host}) {
							t.Errorf("it is told that %+v are asked", told.Asked)
						}
					}
				}
				if times != meant {
					t.Errorf("%s was asked %d times, want %d", m.host, times, meant)
				}
			}
		}
		asks(upgrading(h.chair, `{"machines":[`+newer.name()+`,`+older.name()+`]}`), newer, older)
		asks(upgrading(h.chair, `{"all":true}`), older, another)
		byCookie := upgrading("", `{"machines":[`+another.name()+`]}`)
		byCookie.header = map[string]string{"Cookie": "rostrum_session=" + h.session()}
		asks(byCookie, another)
		if n := len((&machine{desk: light}).updates()); n != 0 {
			t.Errorf("a light that was not meant was asked %d times", n)
		}
		gallery.send(`{"type":"sync","t0":1}`)
		gallery.await("sync", func(m message) bool {
			if m.Type == "update" {
				t.Error("the public is asked")
			}
			return true
		})
		for _, want := range []string{`"hosts":["pi-4","pi-1"]`, `"machines":2`, `"by":"chair (tablet)"`, `"all":true`, `"by":"chair (console)"`} {
			if !strings.Contains(log.String(), want) {
				t.Errorf("the log has no %s:\n%s", want, log)
			}
		}
	}, func(c *display.Config) { c.Packages, c.Log = source, zerolog.New(log) })
}

// Whoever is at a microphone is not disturbed; what cannot be asked is refused whole.
func TestMachinesAreNotUpgraded(t *testing.T) {
	source := held(t, "1.2.0")
	inBubble(t, func(t *testing.T, h *house) {
		is := h.machine(wire.Machine{Host: "pi-1", Package: "1.2.0", Source: true})
		byHand := h.machine(wire.Machine{Host: "pi-2", Package: "1.1"})
		gone := h.machine(wire.Machine{Host: "pi-3", Package: "1.1", Source: true})
		_ = gone.ws.Close()
		synctest.Wait()
		secretary, _, err := h.store.NewKey(access.Grant{Role: string(timer.Secretary), Name: "desk"})
		if err != nil {
			t.Fatal(err)
		}
		one := `{"machines":[` + is.name() + `]}`
		foreign := upgrading(h.chair, one)
		foreign.header = map[string]string{"Origin": "http://evil.example"}
		refused := func(says string, c call, status int, why string) {
			t.Helper()
			if a := h.ask(c); a.status != status || a.refusal().Why != why || a.refusal().Message == "" {
				t.Errorf("%s: got %d %s", says, a.status, a.body)
			}
			if n := len(is.updates()); n != 0 {
				t.Errorf("%s: it was asked %d times", says, n)
			}
		}
		refused("nobody", upgrading("", one), 401, "")
		refused("a light", upgrading(h.light, one), 403, "")
		refused("a secretary", upgrading(secretary, one), 403, "update-by-chair")
		refused("a foreign page", foreign, 403, "foreign-page")
		refused("nothing", upgrading(h.chair, `{}`), 400, "")
		refused("another's key", upgrading(h.chair, `{"machines":[`+is.name()+`,{"id":"`+byHand.id+`","host":"pi-1"}]}`), 409, "machine-unknown")
		refused("one without a source", upgrading(h.chair, `{"machines":[`+is.name()+`,`+byHand.name()+`]}`), 409, "machine-no-source")
		refused("one that is away", upgrading(h.chair, `{"machines":[`+is.name()+`,`+gone.name()+`]}`), 409, "machine-away")
		refused("all, where none is old", upgrading(h.chair, `{"all":true}`), 409, "nothing-to-update")

		h.do(timer.GiveFloor{Entry: "e1"})
		refused("before the start", upgrading(h.chair, one), 409, "floor-taken")
		h.do(timer.Start{})
		refused("in the middle", upgrading(h.chair, one), 409, "floor-taken")
		h.do(timer.RaisePoint{Delegation: "Peru", Seat: "7"})
		refused("at a point of order", upgrading(h.chair, one), 409, "floor-taken")
		refused("all of them", upgrading(h.chair, `{"all":true}`), 409, "floor-taken")
		h.do(timer.RuleOnPoint{Then: timer.ThenEnd})
		if a := h.ask(upgrading(h.chair, one)); a.status != 202 || len(is.updates()) != 1 {
			t.Errorf("when nobody has it: %d %s", a.status, a.body)
		}
	}, func(c *display.Config) { c.Packages = source })
}

// Without packages a machine is old whose agent is another than the controller and was
// written earlier; so it is where the agent does not say which package it is of.
func TestOldWithoutPackages(t *testing.T) {
	built := time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)
	source := held(t, "1.2.0")
	for says, folder := range map[string]*packages.Folder{"without packages": nil, "with them": source} {
		inBubble(t, func(t *testing.T, h *house) {
			for host, c := range map[string]struct {
				is   wire.Machine
				want bool
			}{
				"earlier":       {wire.Machine{Version: "0", Built: built.Add(-time.Hour)}, true},
				"later":         {wire.Machine{Version: "2", Built: built.Add(time.Hour)}, false},
				"the same":      {wire.Machine{Version: "test", Built: built.Add(-time.Hour)}, false},
				"of no version": {wire.Machine{Version: "0", Built: built.Add(-time.Hour), Package: "none"}, true},
				"packed":        {wire.Machine{Version: "0", Built: built.Add(-time.Hour), Package: "1.2.0"}, folder == nil},
			} {
				c.is.Host = host
				h.machine(c.is)
				var all wire.Machines
				h.read(call{method: "GET", path: "/api/v1/machines", key: h.chair}, &all)
				for _, m := range all.Machines {
					if m.Host == host && m.Old != c.want {
						t.Errorf("%s, %s: old is %v", says, host, m.Old)
					}
				}
			}
		}, func(c *display.Config) { c.Packages, c.Built = folder, built })
	}
}

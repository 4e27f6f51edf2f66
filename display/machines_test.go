package display_test

import (
	"testing"
	"time"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// An agent without a light says how its machine does, to those who operate and to nobody
// else; who has no such key is no machine.
func TestMachinesAreToldToOperators(t *testing.T) {
	h := open(t)
	screen, _, err := h.store.NewKey(access.Grant{Role: string(timer.Screen), Name: "gallery"})
	if err != nil {
		t.Fatal(err)
	}
	degrees := 61.5
	said, err := wire.EncodeMachine(wire.Machine{Host: "pi-3", Model: "Raspberry Pi 4", Version: "1", Built: time.Unix(1, 0).UTC(), TemperatureC: &degrees, Clock: wire.ClockNotKept})
	if err != nil {
		t.Fatal(err)
	}
	hello, err := wire.EncodeHello(wire.Agent{ID: "a", Version: "1", Seats: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	agent := h.join(withKey(screen))
	agent.send(string(hello))
	agent.send(string(said))
	agent.await("course", func(message) bool { return true })
	agent.send(`{"type":"sync","t0":1}`)
	agent.await("sync", func(message) bool { return true }) // what came before it was heard
	var told wire.Machines
	h.read(call{method: "GET", path: "/api/v1/machines", key: h.chair}, &told)
	if len(told.Machines) != 1 || told.Machines[0].Host != "pi-3" || !told.Machines[0].Here || *told.Machines[0].TemperatureC != degrees || told.Machines[0].Role != timer.Screen {
		t.Errorf("the chair is told %+v", told)
	}
	for _, key := range []string{"", h.light, screen} {
		if a := h.ask(call{method: "GET", path: "/api/v1/machines", key: key}); a.status != 401 && a.status != 403 {
			t.Errorf("got %d %s", a.status, a.body)
		}
	}
	public := h.welcomed(nil)
	for _, text := range []string{string(hello), string(said)} {
		public.send(text)
		if e := public.await("refusal", func(message) bool { return true }); e.Error.Code != wire.Forbidden {
			t.Errorf("%s by the public: %s", text, e.text)
		}
	}
}

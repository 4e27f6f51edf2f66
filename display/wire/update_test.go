package wire_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"rostrum/display/wire"
)

func namesOf(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(`{"id":"k","host":"pi-%d"}`, i))
	}
	return `{"machines":[` + strings.Join(all, ",") + `]}`
}

func TestParseUpdates(t *testing.T) {
	for _, c := range []struct {
		body string
		want wire.Updates
	}{
		{`{"all":true}`, wire.Updates{All: true}},
		{`{"all":true,"machines":null}`, wire.Updates{All: true}},
		{`{"machines":[{"id":"a","host":"pi-1"},{"host":"pi-2","id":"a"}]}`, wire.Updates{Machines: []wire.MachineName{{ID: "a", Host: "pi-1"}, {ID: "a", Host: "pi-2"}}}},
		{`{"machines":[{"id":"a","host":""},{"id":"a","host":""}],"all":null}`, wire.Updates{Machines: []wire.MachineName{{ID: "a"}}}},
	} {
		if got, err := wire.ParseUpdates([]byte(c.body)); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s is read as %+v, %v", c.body, got, err)
		}
	}
	if got, err := wire.ParseUpdates([]byte(namesOf(512))); err != nil || len(got.Machines) != 512 {
		t.Errorf("of 512 machines %d are read, %v", len(got.Machines), err)
	}
	for _, c := range []struct {
		body, field string
		code        wire.Code
	}{
		{`{}`, "machines", wire.Malformed},
		{`{"all":null}`, "machines", wire.Malformed},
		{`{"all":true,"machines":[{"id":"a","host":"b"}]}`, "machines", wire.Malformed},
		{`{"all":true,"machines":[]}`, "machines", wire.Malformed},
		{`{"all":false}`, "all", wire.Malformed},
		{`{"all":"yes"}`, "all", wire.Malformed},
		{`{"machines":[]}`, "machines", wire.Invalid},
		{`{"machines":{"id":"a","host":"b"}}`, "machines", wire.Malformed},
		{`{"machines":["a"]}`, "machines[0]", wire.Malformed},
		{`{"machines":[{"id":"a"}]}`, "machines[0].host", wire.Malformed},
		{`{"machines":[{"id":"a","host":"b"},{"host":"b"}]}`, "machines[1].id", wire.Malformed},
		{`{"machines":[{"id":"a","host":"b","seat":"7"}]}`, "machines[0].seat", wire.Malformed},
		{`{"machines":[{"id":"a","host":"` + strings.Repeat("b", wire.MaxIdentity+1) + `"}]}`, "machines[0].host", wire.Invalid},
		{`{"machines":[{"id":"a","host":"b\u202ec"}]}`, "machines[0].host", wire.Invalid},
		{`{"all":true,"now":true}`, "now", wire.Malformed},
		{`{"all":true,"all":true}`, "all", wire.Malformed},
		{namesOf(513), "machines", wire.Invalid},
		{namesOf(5000), "", wire.TooLarge},
	} {
		_, err := wire.ParseUpdates([]byte(c.body))
		refused(t, c.body[:min(len(c.body), 100)], err, c.code, c.field)
	}
}

// Forty machines share the network; one alone waits for nobody; a machine keeps to the
// bound whatever it is told.
func TestMachinesBeginOneAfterTheOther(t *testing.T) {
	for n, want := range map[int]time.Duration{0: 0, 1: 0, 2: 750 * time.Millisecond, 40: 29_250 * time.Millisecond, 512: wire.LongestSpread} {
		u := wire.UpdatingOf(make([]wire.MachineName, n))
		text, err := json.Marshal(u.Message())
		if err != nil {
			t.Fatal(err)
		}
		a, err := wire.ParseAnswer(text)
		if err != nil || a.Update == nil || a.Update.Within() != want || u.WithinMS != want.Milliseconds() {
			t.Errorf("%d machines: %s is read as %+v, %v", n, text, a.Update, err)
		}
	}
	for ms, want := range map[int64]time.Duration{-1: 0, 31_000: wire.LongestSpread, 1 << 62: wire.LongestSpread} {
		if got := (wire.Update{WithinMS: ms}).Within(); got != want {
			t.Errorf("%d ms is taken as %v", ms, got)
		}
	}
}

// Whatever is asked for, machines are named that can be, or all of them and none by name.
func FuzzParseUpdates(f *testing.F) {
	for _, c := range notOneObject {
		f.Add([]byte(c.body))
	}
	f.Add([]byte(`{"all":true}`))
	f.Add([]byte(namesOf(2)))
	f.Fuzz(func(t *testing.T, body []byte) {
		u, err := wire.ParseUpdates(body)
		if err != nil {
			understandable(t, err)
			return
		}
		if u.All == (len(u.Machines) > 0) || len(u.Machines) > 512 {
			t.Errorf("%q is read as %+v", body, u)
		}
		for _, m := range u.Machines {
			if m.ID == "" || len([]rune(m.Host)) > wire.MaxIdentity {
				t.Errorf("%q names %+v", body, m)
			}
		}
	})
}

// What an agent says of its machine is bounded and can be shown, or it is refused in words.
func TestMachineIsBounded(t *testing.T) {
	machine := func(more string) string {
		return `{"type":"machine","host":"pi-3","model":"Raspberry Pi 4","version":"0eadb064636e","clock":"kept"` + more + `}`
	}
	for says, c := range map[string]struct{ text, field string }{
		"as it is":                      {machine(`,"source":true,"package":"0.0~git20261127.194959.f433d24b1c2d","arch":"armhf","clock_source":"chrony","update":"running"`), ""},
		"of an earlier agent":           {machine(`,"built_at":"2026-11-27T19:49:59Z","temperature_c":null`), ""},
		"a package of two lines":        {machine(`,"package":"1.0\n2"`), "package"},
		"a package too long":            {machine(`,"package":"` + strings.Repeat("1", wire.MaxIdentity+1) + `"`), "package"},
		"a source by name":              {machine(`,"source":"rostrum.sources"`), "source"},
		"a clock of two lines":          {machine(`,"clock_source":"chrony\n2"`), "clock_source"},
		"a processor too long":          {machine(`,"arch":"` + strings.Repeat("a", wire.MaxIdentity+1) + `"`), "arch"},
		"a heat of no machine":          {machine(`,"temperature_c":5000`), "temperature_c"},
		"less than an empty disk":       {machine(`,"free_bytes":-1`), "free_bytes"},
		"a field that it does not have": {machine(`,"password":"x"`), "password"},
	} {
		m, err := wire.ParseMessage([]byte(c.text))
		var told *wire.Error
		if c.field == "" && (err != nil || m.Machine == nil || m.Machine.Host != "pi-3") {
			t.Errorf("%s: %+v, %v", says, m.Machine, err)
		}
		if c.field != "" && (!errors.As(err, &told) || told.Field != c.field || !known[told.Code]) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

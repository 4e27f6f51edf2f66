package wire_test

import (
	"encoding/json"
	"errors"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

var known = map[wire.Code]bool{wire.Malformed: true, wire.TooLarge: true, wire.Invalid: true}

func FuzzParseCommand(f *testing.F) {
	for _, c := range notOneObject {
		f.Add([]byte(c.body))
	}
	f.Add([]byte(`{"id":"a","do":"give-floor","entry":"e7","seat":"3","rev":12}`))
	f.Add([]byte(`{"id":"a","do":"extend","by_ms":-1500,"statement":3}`))
	f.Add([]byte(`{"id":"a","do":"inscribe","delegation":"Peru","speaker":"Mr. Vega","kind":"group","on_behalf_of":"GRULAC","before":"e2"}`))
	f.Add([]byte(`{"id":"a","do":"undo","of":12}`))
	for _, seed := range []string{
		`"do":"point-of-order","delegation":"China","seat":"3"`, `"do":"rule","then":"end","statement":2`,
		`"do":"hand-over","speaker":"Mr. Lind","seat":"3"`, `"do":"absent","entry":"e1","then":"withdraw"`,
		`"do":"amend","entry":"e1","delegation":"Peru","speaker":"","kind":"group","on_behalf_of":null,"seat":"3"`,
		`"do":"back-date","by_ms":20000`, `"do":"set-elapsed","elapsed_ms":125000`, `"do":"restart"`, `"do":"reopen","statement":3`, `"do":"right-of-reply","delegation":"Peru"`,
		`"do":"suspend","until":"2019-11-04T15:00:00.5-05:00"`, `"do":"reconvene"`, `"do":"close-debate"`, `"do":"reopen-debate"`,
		`"do":"set-rules","preset":"note-507","running":true`, `"do":"note","text":"t"`, `"do":"go-on-unrecorded"`,
		`"do":"set-rules","name":"n","rules":[{"kind":"state","limit_ms":60000,"warning_before_ms":1,"grace_ms":0},{"kind":"default","limit_ms":null}]`,
		`"do":"prepare-meeting","title":"T","from":2,"digest":"abc","rehearsal":true`,
		`"do":"open-meeting","symbol":"S","title":"T","preset":"note-507","list":[{"delegation":"Peru","kind":"group"}]`,
	} {
		f.Add([]byte(`{"id":"a",` + seed + `}`))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := wire.ParseCommand(body)
		if err != nil {
			understandable(t, err)
			return
		}
		own := r.Identify != nil || r.GoOn != nil || r.PutAway != nil
		if r.ID == "" || own == (r.Command != nil) || r.Digest == "" {
			t.Fatalf("%q was taken as %+v", body, r)
		}
		if own {
			return // no act of the meeting
		}
		// Whatever was parsed, a meeting takes it or refuses it.
		if events, err := (timer.Meeting{}).Decide(chair, r.Command, after(0)); err == nil {
			if set, ok := events[0].Fact.(timer.RulesSet); ok && set.Rules.Validate() != nil {
				t.Errorf("%q was taken as rules that contradict themselves: %+v", body, set.Rules)
			}
			if _, err := json.Marshal(timer.Record{Events: events}); err != nil {
				t.Errorf("%q was taken and cannot be written: %v", body, err)
			}
		}
	})
}

func FuzzParseMessage(f *testing.F) {
	for _, c := range notOneObject {
		f.Add([]byte(c.body))
	}
	f.Add([]byte(`{"type":"hello","key":"k"}`))
	f.Add([]byte(`{"type":"sync","t0":1.5e3}`))
	f.Add([]byte(`{"type":"do","id":"a1","do":"end","statement":3}`))
	f.Add([]byte(`{"type":"report","seat":"7","signal":"flash","deadline_ms":1,"at_ms":1.5}`))
	for _, text := range agentMessages {
		f.Add([]byte(text))
	}
	f.Add([]byte(`{"type":"machine","host":"pi-3","model":"m","version":"1","built_at":"2026-11-27T19:49:59Z","package":"1.0","arch":"arm64","clock_source":"rtc-pcf85063a","source":true,"temperature_c":61.5,"under_voltage":false,"free_bytes":1,"clock":"kept","real_time":true,"update":"done"}`))
	f.Add([]byte("{\"type\":\"status\",\"lights\":[{\"seat\":\"7\",\"signal\":\"dark\",\"failing\":\"\u2067e\u0301\u0301\u0301\u0301\u0301\u200d\u0301\u0007\"}]}"))
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := wire.ParseMessage(body)
		if err != nil {
			understandable(t, err)
			return
		}
		set := 0
		for _, there := range []bool{m.Hello != nil, m.Sync != nil, m.Do != nil, m.Report != nil, m.Status != nil, m.Talk != nil, m.Machine != nil} {
			if there {
				set++
			}
		}
		if set != 1 {
			t.Errorf("%q was taken as %d messages", body, set)
		}
		if m.Do != nil && (m.Do.ID == "" || m.Do.ID != m.ID || m.Do.Command == nil) {
			t.Errorf("%q was taken as %+v", body, m.Do)
		}
		if m.Report != nil && (wire.InstantOf(m.Report.AtMS) < 0 || wire.InstantOf(m.Report.DeadlineMS) < 0) {
			t.Errorf("%q was taken as %+v", body, m.Report)
		}
		if m.Talk != nil && (m.Talk.Seat == "" || wire.InstantOf(m.Talk.AtMS) < 0) {
			t.Errorf("%q was taken as %+v", body, m.Talk)
		}
		if m.Agent != nil && (m.Agent.ID == "" || m.Agent.Seats == nil || m.Agent.HoldoverMS < 0) {
			t.Errorf("%q was taken as %+v", body, m.Agent)
		}
		for _, said := range ofAnAgent(m) {
			if err := timer.CheckText("said", said, timer.MaxName, false); err != nil {
				t.Errorf("%q was taken, and operators are shown %q: %v", body, said, err)
			}
		}
	})
}

// ofAnAgent is what a message says that operators are shown.
func ofAnAgent(m wire.Message) (said []string) {
	if m.Agent != nil {
		said = append(append(said, m.Agent.ID, m.Agent.Version), m.Agent.Seats...)
	}
	if m.Status != nil {
		for _, l := range m.Status.Lights {
			said = append(said, l.Seat, l.Failing)
		}
	}
	if m.Talk != nil {
		said = append(said, m.Talk.Seat)
	}
	if is := m.Machine; is != nil {
		said = append(said, is.Host, is.Model, is.Version, is.Package, is.Update)
	}
	return said
}

// Whatever a controller says, or what is taken for one, an agent can play it or
// refuses it.
func FuzzParseAnswer(f *testing.F) {
	for _, c := range notOneObject {
		f.Add([]byte(c.body))
	}
	for _, text := range []string{
		`{"type":"hello","protocol":"rostrum.v1","run":"r","boot":"b","version":"1"}`,
		`{"type":"sync","t0":1,"t1":2.5,"t2":3,"boot":"b"}`, `{"type":"state","rev":3}`,
		`{"type":"refusal","error":{"code":"forbidden","message":"m","rev":1}}`, `{"type":"update","within_ms":29250}`,
		`{"type":"course","clock_ms":1e6,"since_ms":1,"statement":3,"seat":"7","started":true,"zero_ms":5.5,"held_ms":0,` +
			`"limit_ms":180000,"warning_ms":150000,"grace_ms":30000,"signals":{"warning":"flash"},"test":{"seats":["8"],"from_ms":1,"until_ms":2}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		a, err := wire.ParseAnswer(body)
		if err != nil {
			understandable(t, err)
			return
		}
		if u := a.Update; u != nil && (u.Within() < 0 || u.Within() > wire.LongestSpread) {
			t.Errorf("%q lets a machine wait for %v", body, u.Within())
		}
		if a.Course == nil {
			return
		}
		now := wire.InstantOf(a.Course.ClockMS)
		for _, course := range []*timer.Course{a.Course.Course(), a.Course.Test.Course("8")} {
			if course != nil {
				course.SignalAt(now)
				course.LitAt(now)
			}
		}
	})
}

// understandable checks that an error is a refusal with a known code and a
// sentence.
func understandable(t *testing.T, err error) {
	t.Helper()
	var told *wire.Error
	if !errors.As(err, &told) || told == nil || told.Message == "" || !known[told.Code] {
		t.Errorf("the refusal is %#v", err)
	}
}

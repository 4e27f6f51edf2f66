package wire_test

import (
	"errors"
	"testing"

	"rostrum/display/wire"
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
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := wire.ParseCommand(body)
		if err != nil {
			understandable(t, err)
			return
		}
		if r.ID == "" || r.Command == nil || r.Digest == "" {
			t.Errorf("%q was taken as %+v", body, r)
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
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := wire.ParseMessage(body)
		if err != nil {
			understandable(t, err)
			return
		}
		set := 0
		for _, there := range []bool{m.Hello != nil, m.Sync != nil, m.Do != nil, m.Report != nil} {
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

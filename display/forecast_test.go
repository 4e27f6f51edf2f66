package display_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

func forecastPath(query string) string { return "/api/v1/forecast" + query }

// The chair is told each line; whoever has no key the whole, and what a delegation asks of
// itself; and no name of a person.
func TestForecast(t *testing.T) {
	h := open(t)
	h.do(timer.Inscribe{Inscription: timer.Inscription{Delegation: "Japan", Speaker: "Mr. Sato", Kind: timer.Complementing}})
	ends := h.clock.Now().Wall.Add(8 * time.Minute).Round(0)
	h.do(timer.SetEnd{At: &ends})
	h.speak()

	var all wire.Forecast
	h.read(keyed(forecastPath(""), h.chair), &all)
	if all.Left != 3 || len(all.Entries) != 3 || all.EndsBy == nil || !all.EndsBy.Equal(ends) || all.Basis.Prior != 16 || all.Basis.Table == "" {
		t.Errorf("the chair is told %+v", all)
	}
	for i, e := range all.Entries {
		if e.Place != i+1 || e.P10.Before(all.Now) || e.P50.Before(e.P10) || e.P90.Before(e.P50) || !e.P50.Before(all.ListEnds.P50) {
			t.Errorf("line %d is %+v; now is %v", i, e, all.Now)
		}
	}
	if len(all.IfLimit) < 3 || *all.IfLimit[0].LimitMS != 180_000 || *all.IfLimit[1].LimitMS != 120_000 || !all.IfLimit[1].ListEnds.Before(all.IfLimit[0].ListEnds) {
		t.Errorf("at other limits the list ends %+v", all.IfLimit)
	}
	if c := all.HeardByEnd; c == nil || c.P10 > c.P50 || c.P50 > c.P90 || c.P90 > 3 || (all.LineBefore == nil) != (c.P50 == 3) {
		t.Errorf("by the end %+v are heard, and the line is before %v", c, all.LineBefore)
	}

	var brief wire.Forecast
	h.read(keyed(forecastPath("?entries=none"), h.chair), &brief)
	if brief.Entries != nil || brief.Left != 3 {
		t.Errorf("without entries the chair is told %+v", brief)
	}
	for who, key := range map[string]string{"the public": "", "a light": h.light} {
		body := string(h.ask(keyed(forecastPath(""), key)).body)
		if strings.Contains(body, "entries") || !strings.Contains(body, `"list_ends"`) {
			t.Errorf("%s is told %s", who, body)
		}
	}
	for asked, want := range map[string][]timer.EntryID{
		"JPN": {"e4"}, "jpn": {"e4"}, "Japon": {"e4"}, "日本": {"e4"}, "CIV": {"e2"}, "ivory coast": {"e2"}, "PERU ": {"e3"},
	} {
		var one wire.Forecast
		a := h.ask(get(forecastPath("?delegation=" + url.QueryEscape(asked))))
		if strings.Contains(string(a.body), "Sato") || strings.Contains(string(a.body), "Abe") {
			t.Errorf("a person is named: %s", a.body)
		}
		h.read(get(forecastPath("?delegation="+url.QueryEscape(asked))), &one)
		if len(one.Entries) != len(want) || one.Entries[0].Entry != want[0] {
			t.Errorf("%q is answered %+v; want %v", asked, one.Entries, want)
		}
	}
	for query, want := range map[string]wire.Code{
		"?delegation=Kenya": wire.Unknown, "?delegation=": wire.Invalid, "?entries=all": wire.Invalid,
		"?delegation=" + strings.Repeat("x", 5000): wire.Invalid,
	} {
		if a := h.ask(get(forecastPath(query))); a.status != http.StatusUnprocessableEntity || a.refusal().Code != want {
			t.Errorf("%.40s is answered %d %s; want %s", query, a.status, a.body, want)
		}
	}
}

// The public may be told nothing, by either door; and the lobby knows that.
func TestForecastForOperatorsAlone(t *testing.T) {
	h := openDoors(t, newTCPDoor(t), newTCPDoor(t), t.TempDir(), func(c *display.Config) { c.PrivateForecast = true })
	secretary, _, err := h.store.NewKey(access.Grant{Role: string(timer.Secretary), Name: "desk"})
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"", "?delegation=JPN"} {
		for who, a := range map[string]answer{
			"nobody": h.ask(get(forecastPath(query))), "a light": h.ask(keyed(forecastPath(query), h.light)),
			"the public door": h.askAt(h.public, get(forecastPath(query))),
		} {
			if a.status != http.StatusForbidden || a.refusal().Why != "forecast-operators" || strings.Contains(string(a.body), "p50") {
				t.Errorf("%s gets %d %s", who, a.status, a.body)
			}
		}
		for _, key := range []string{h.chair, secretary} {
			if a := h.ask(keyed(forecastPath(query), key)); a.status != http.StatusOK {
				t.Errorf("an operator gets %d %s", a.status, a.body)
			}
		}
	}
	for offered, of := range map[bool]*house{false: h, true: open(t)} {
		var lobby struct{ Forecast bool }
		of.read(get("/api/v1/lobby"), &lobby)
		if lobby.Forecast != offered {
			t.Errorf("the lobby is told %t", lobby.Forecast)
		}
	}
}

// However many ask, and whatever happens, it is made once a second; and nothing is written.
func TestForecastIsMadeOnceASecond(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		now := func(query, key string) time.Time {
			var f wire.Forecast
			h.read(keyed(forecastPath(query), key), &f)
			return f.Now
		}
		rev, written := h.rev(), len(h.recorder.Records())
		first := now("", h.chair)
		time.Sleep(999 * time.Millisecond)
		for _, query := range []string{"", "?entries=none", "?delegation=PER"} {
			if at := now(query, ""); !at.Equal(first) {
				t.Errorf("%q is answered with that of %v; want %v", query, at, first)
			}
		}
		if h.rev() != rev || len(h.recorder.Records()) != written {
			t.Error("a forecast was written down")
		}
		h.do(timer.CloseList{})
		if at := now("", h.chair); !at.Equal(first) {
			t.Error("an act makes another one")
		}
		time.Sleep(time.Millisecond)
		if at := now("", ""); !at.Equal(first.Add(time.Second)) {
			t.Errorf("a second later it is that of %v; the first was of %v", at, first)
		}
	})
}

// The record has, for chair and secretary, what was served at each end of a statement, with
// what the earlier meeting of the journal says; and the public is told nothing of it.
func TestRecordHasWhatWasServed(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.speak()
		time.Sleep(200 * time.Second)
		h.do(timer.End{})
		rules, _ := timer.Preset(timer.DefaultRules)
		next := timer.OpenMeeting{Symbol: "S/PV.2", Rules: rules}
		for i := range 16 {
			next.List = append(next.List, timer.Inscription{Delegation: fmt.Sprint("State ", i+1), Kind: timer.State})
		}
		h.do(next)
		var served []wire.Forecast
		for i := range 8 {
			time.Sleep(20 * time.Second)
			h.do(timer.GiveFloor{Entry: timer.EntryID(fmt.Sprint("e", i+1))})
			h.do(timer.Start{})
			time.Sleep(time.Duration(100+31*i) * time.Second)
			ended := h.do(timer.End{})
			var f wire.Forecast
			h.read(keyed(forecastPath("?entries=none"), h.chair), &f)
			if i == 4 { // by mistake
				h.do(timer.Undo{Of: ended.Rev})
				time.Sleep(30 * time.Second)
				h.do(timer.End{})
				h.read(keyed(forecastPath("?entries=none"), h.chair), &f)
			}
			if i >= 2 && f.Left >= 10 {
				served = append(served, f)
			}
		}
		time.Sleep(time.Hour)
		var r wire.Recorded
		h.read(keyed("/api/v1/record", h.chair), &r)
		if len(r.Forecasts) != len(served) || len(served) != 4 {
			t.Fatalf("the record has %d forecasts, and %d were served", len(r.Forecasts), len(served))
		}
		for i, f := range served {
			if got := r.Forecasts[i]; !got.At.Equal(f.Now) || got.Left != f.Left || got.ListEnds != f.ListEnds || got.Basis != f.Basis || got.Statement != i+4 || got.Basis.Meetings != 1 {
				t.Errorf("the record has %+v; served was %+v", got, f)
			}
		}
		var one wire.Recorded
		if h.read(keyed("/api/v1/record?statement=5", h.chair), &one); len(one.Forecasts) != 1 || one.Forecasts[0] != r.Forecasts[1] {
			t.Errorf("of one statement there is %+v", one.Forecasts)
		}
		for _, path := range recordPaths {
			if body := string(h.ask(get(path)).body); strings.Contains(strings.ToLower(body), "forecast") {
				t.Errorf("%s tells the public", path)
			}
		}
		if page := string(h.ask(keyed("/record", h.chair)).body); !strings.Contains(page, "heard: 3; still to come: 13") {
			t.Error("the page of the record does not say it")
		}
	}, func(c *display.Config) { c.PublicRecord = true })
}

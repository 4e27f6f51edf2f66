package record_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rostrum/display/record"
	"rostrum/display/web"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/forecast"
)

// sitting is a meeting that a test conducts, with what a server would have said of its list
// at each end of a statement.
type sitting struct {
	rapid.TB
	history timer.History
	records []timer.Record
	at      timer.Stamp
	earlier []*timer.Meeting
	said    map[uint64]forecast.Forecast // by the revision of the end
	ends    []end
}

// end is one that stands.
type end struct {
	rev       uint64
	statement int
}

func (s *sitting) wait(by time.Duration) {
	s.at.Wall, s.at.Steady = s.at.Wall.Add(by), s.at.Steady.Add(by)
}

// do gives a command, and says whether it was taken.
func (s *sitting) do(c timer.Command) bool {
	events, err := s.history.Meeting.Decide(timer.Actor{Role: timer.Chair}, c, s.at)
	var refusal *timer.Refusal
	if errors.As(err, &refusal) {
		return false
	}
	if err != nil {
		s.Fatal(err)
	}
	s.record(events...)
	return true
}

func (s *sitting) record(events ...timer.Event) {
	r := timer.Record{Events: events}
	if err := s.history.Add(r); err != nil {
		s.Fatal(err)
	}
	s.records = append(s.records, r)
}

// end ends a statement, and asks for a forecast at once, as a server makes it.
func (s *sitting) end(c timer.Command) {
	floor := s.history.Meeting.Floor
	if floor == nil || !s.do(c) {
		return
	}
	m := &s.history.Meeting
	if m.Last == nil || m.Last.Interrupts() || m.Floor != nil || m.Last.EndedAt != s.at {
		return
	}
	f, err := forecast.Make(forecast.Of(m, s.at, s.earlier...))
	if err != nil {
		s.Fatal(err)
	}
	s.said[m.Rev] = f
	s.ends = append(s.ends, end{m.Rev, m.Last.ID})
}

// undo takes back something of the last acts.
func (s *sitting) undo(t *rapid.T) {
	all := s.history.Meeting.AllUndoable(5)
	if len(all) == 0 {
		return
	}
	of := all[rapid.IntRange(0, len(all)-1).Draw(t, "which")].Of
	if !s.do(timer.Undo{Of: of}) {
		return
	}
	for i, e := range s.ends {
		if e.rev == of {
			s.ends = append(s.ends[:i:i], s.ends[i+1:]...)
			break
		}
	}
}

// away lets the machine be started anew.
func (s *sitting) away() {
	last := s.history.Last
	s.wait(time.Minute)
	s.at.Steady, s.at.Boot = timer.Instant(time.Minute), s.at.Boot+"'"
	m := &s.history.Meeting
	s.record(m.Event(timer.Actor{}, s.at, m.Adopt(last, s.at)))
}

// act does one of the things that happen in a debate.
func (s *sitting) act(t *rapid.T) {
	s.wait(time.Duration(rapid.IntRange(0, 240).Draw(t, "later")) * time.Second)
	m := &s.history.Meeting
	switch rapid.SampledFrom([]string{
		"go on", "go on", "go on", "go on", "go on", "go on", "go on", "go on", "undo", "reopen", "withdraw", "inscribe", "suspend", "point", "limit", "correct", "away", "pause",
	}).Draw(t, "act") {
	case "go on":
		switch {
		case m.Suspended:
			s.do(timer.Reconvene{})
		case m.Floor == nil:
			for _, e := range m.List {
				if e.Status == timer.Waiting && s.do(timer.GiveFloor{Entry: e.ID}) {
					break
				}
			}
			s.do(timer.Start{})
		case m.Floor.Interrupts():
			s.end(timer.RuleOnPoint{Then: rapid.SampledFrom([]timer.Ruling{timer.ThenResume, timer.ThenEnd}).Draw(t, "ruling")})
		default:
			s.end(timer.End{})
		}
	case "undo":
		s.undo(t)
	case "reopen":
		if m.Last != nil {
			s.do(timer.Reopen{Statement: m.Last.ID})
		}
	case "withdraw":
		s.do(timer.Withdraw{Entry: m.List[rapid.IntRange(0, len(m.List)-1).Draw(t, "line")].ID})
	case "inscribe":
		s.do(timer.Inscribe{Inscription: timer.Inscription{Delegation: "Group", Kind: timer.Group}})
	case "suspend":
		s.do(timer.Suspend{Until: s.at.Wall.Add(time.Duration(rapid.IntRange(-60, 60).Draw(t, "until")) * time.Minute)})
	case "point":
		s.do(timer.RaisePoint{Delegation: "Peru"})
	case "limit":
		kind := rapid.SampledFrom([]timer.Kind{timer.State, timer.Group}).Draw(t, "kind")
		s.do(timer.SetRules{Change: []timer.RuleChange{{Kind: kind, Limit: 2 * time.Minute, Warning: &timer.Mark{Offset: time.Minute}}}})
	case "correct":
		if m.Last != nil {
			from := m.Last.StartedAt.Wall.Add(time.Second)
			s.do(timer.Correct{Statement: m.Last.ID, Reason: "seen on the recording", StartedAt: &from})
		}
	case "away":
		s.away()
	case "pause":
		s.do(timer.Pause{})
	}
}

func sits(t rapid.TB, states int, at time.Time, first ...timer.Inscription) *sitting {
	rules, _ := timer.Preset(timer.DefaultRules)
	open := timer.OpenMeeting{Symbol: "S/PV.1", Rules: rules, List: first}
	for i := range states {
		open.List = append(open.List, timer.Inscription{Delegation: fmt.Sprint("State ", i+1), Kind: timer.State})
	}
	s := &sitting{TB: t, at: timer.Stamp{Wall: at, Steady: timer.Instant(time.Hour), Boot: "boot"}, said: make(map[uint64]forecast.Forecast)}
	s.do(open)
	return s
}

// Whatever happens in a debate: the record has the forecasts that a server made at the ends
// of statements which stand, to the second, and no other; of earlier meetings too. A book that
// was copied at any moment has those of then.
func TestRecordHasWhatWasForecast(t *testing.T) {
	noon := time.Date(2024, time.March, 11, 12, 0, 0, 0, time.UTC)
	english := tongue(t, "en")
	rapid.Check(t, func(t *rapid.T) {
		var earlier []*timer.Meeting
		if rapid.Bool().Draw(t, "a meeting before") {
			// Of a group too: it counts until groups have another limit here, before any is heard.
			before := sits(t, 3, noon.Add(-24*time.Hour), timer.Inscription{Delegation: "Group", Kind: timer.Group})
			for range 12 {
				before.act(t)
			}
			earlier = append(earlier, &before.history.Meeting)
		}
		s := sits(t, rapid.IntRange(12, 25).Draw(t, "States"), noon)
		s.earlier = earlier
		var (
			book, copied *account.Book
			want         []wire.RecordedForecast
		)
		book = &account.Book{}
		kept := 0
		keep := func() {
			for ; kept < len(s.records); kept++ {
				var h timer.History
				for _, r := range s.records[:kept+1] {
					if err := h.Add(r); err != nil {
						t.Fatal(err)
					}
				}
				book.Keep(timer.Kept{Record: s.records[kept], After: &h.Meeting})
			}
		}
		acts := rapid.IntRange(20, 60).Draw(t, "acts")
		for i := range acts {
			s.act(t)
			if i == acts/2 {
				keep()
				copied, want = book.Copy(), s.expected()
			}
		}
		keep()
		same(t, forecastsOf(t, english, copied, earlier), want)
		same(t, forecastsOf(t, english, book, earlier), s.expected())
	})
}

func forecastsOf(t rapid.TB, in web.Tongue, book *account.Book, earlier []*timer.Meeting) []wire.RecordedForecast {
	a, ok := book.Account(1, timer.Stamp{})
	if !ok {
		t.Fatal("there is no account")
	}
	r := record.Record{Account: a, Meetings: 1, Zone: time.UTC, Tongue: in, Earlier: earlier}
	return r.JSON().Forecasts
}

// expected are the forecasts that a record is to have.
func (s *sitting) expected() []wire.RecordedForecast {
	out := []wire.RecordedForecast{}
	over := make(map[int]bool)
	for _, other := range s.history.Meeting.Ended {
		over[other.ID] = true
	}
	for i, e := range s.ends {
		again := false
		for _, later := range s.ends[i+1:] {
			again = again || later.statement == e.statement
		}
		f := s.said[e.rev]
		if again || !over[e.statement] || f.Basis.Statements < 3 || f.Left < 10 {
			continue
		}
		out = append(out, wire.RecordedForecast{
			Statement: e.statement, At: f.Now, Left: f.Left, ListEnds: wire.Expected(f.ListEnds), Basis: wire.ForecastBasis(f.Basis),
		})
	}
	return out
}

func same(t rapid.TB, got, want []wire.RecordedForecast) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("the record has %d forecasts, %+v\nwant %d, %+v", len(got), got, len(want), want)
	}
	for i, w := range want {
		g := got[i]
		g.ListEndedAt, g.SuspendedMS, g.LateMS = nil, nil, nil
		if g != w {
			t.Errorf("forecast %d is %+v\nwant %+v", i+1, g, w)
		}
	}
}

// What became of a list is said as it is: exhausted, closed before, going on; and what the
// meeting was suspended for is nobody's error.
func TestOutcomeOfForecasts(t *testing.T) {
	noon := time.Date(2024, time.March, 11, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		then  func(s *sitting, speak func())
		ended time.Duration // after noon, or 0
		later time.Duration // than if all had been heard at once
		say   string
	}{
		"heard": {func(_ *sitting, speak func()) {
			for range 10 {
				speak()
			}
		}, 13 * 4 * time.Minute, 0, "The list ended at 12:52."},
		"heard after lunch": {func(s *sitting, speak func()) {
			speak()
			s.do(timer.Suspend{})
			s.wait(90 * time.Minute)
			s.do(timer.Reconvene{})
			for range 9 {
				speak()
			}
		}, 13*4*time.Minute + 90*time.Minute, 90 * time.Minute, "left out: 1:30:00."},
		"withdrawn": {func(s *sitting, _ func()) {
			for i := range 10 {
				s.do(timer.Withdraw{Entry: timer.EntryID(fmt.Sprint("e", i+4))})
			}
		}, 3 * 4 * time.Minute, 0, "The list ended at 12:12."},
		"closed": {func(s *sitting, speak func()) {
			for range 3 {
				speak()
			}
			s.do(timer.CloseDebate{})
		}, 0, 0, "The debate was closed at 12:24; not heard: 7."},
		"open": {func(_ *sitting, speak func()) { speak() }, 0, 0, "The list has not ended yet."},
	} {
		t.Run(name, func(t *testing.T) {
			english := tongue(t, "en")
			s := sits(t, 13, noon)
			n := 0
			speak := func() {
				n++
				s.wait(30 * time.Second)
				s.do(timer.GiveFloor{Entry: timer.EntryID(fmt.Sprint("e", n))})
				s.do(timer.Start{})
				s.wait(210 * time.Second)
				s.end(timer.End{})
			}
			for range 3 {
				speak()
			}
			c.then(s, speak)
			book, err := account.Read(s.records)
			if err != nil {
				t.Fatal(err)
			}
			got := forecastsOf(t, english, book, nil)
			if len(got) != 1 || got[0].At != noon.Add(12*time.Minute) || got[0].Left != 10 || got[0].Basis.Statements != 3 {
				t.Fatalf("forecasts %+v", got)
			}
			f := got[0]
			if (f.ListEndedAt == nil) != (c.ended == 0) || (f.LateMS == nil) != (c.ended == 0) || (f.SuspendedMS == nil) != (c.ended == 0) {
				t.Fatalf("it ended at %v, late by %v, suspended for %v", f.ListEndedAt, f.LateMS, f.SuspendedMS)
			}
			if c.ended != 0 {
				late := noon.Add(c.ended - c.later).Sub(f.ListEnds.P50).Milliseconds()
				if !f.ListEndedAt.Equal(noon.Add(c.ended)) || *f.LateMS != late || *f.SuspendedMS != c.later.Milliseconds() {
					t.Errorf("it ended at %v, %d ms late, suspended for %d ms; want %v, %d, %v", f.ListEndedAt, *f.LateMS, *f.SuspendedMS, noon.Add(c.ended), late, c.later)
				}
			}
			a, _ := book.Account(1, timer.Stamp{})
			r := &record.Record{Account: a, Meetings: 1, Zone: time.UTC, Tongue: english}
			for _, form := range forms {
				body, err := form.make(r)
				if err != nil {
					t.Fatal(err)
				}
				if form.name == "html" && !strings.Contains(string(body), c.say) {
					t.Errorf("the page does not say %q", c.say)
				}
			}
		})
	}
}

// A suspension of which it is known until when is in the forecast; what it takes longer is not.
func TestKnownSuspensionIsForecast(t *testing.T) {
	noon := time.Date(2024, time.March, 11, 12, 0, 0, 0, time.UTC)
	s := sits(t, 13, noon)
	speak := func(n int) {
		s.wait(30 * time.Second)
		s.do(timer.GiveFloor{Entry: timer.EntryID(fmt.Sprint("e", n))})
		s.do(timer.Start{})
		s.wait(210 * time.Second)
		if n == 3 {
			s.do(timer.Suspend{Until: noon.Add(time.Hour)})
		}
		s.end(timer.End{})
	}
	for n := 1; n <= 3; n++ {
		speak(n)
	}
	s.wait(78 * time.Minute) // to half past one
	s.do(timer.Reconvene{})
	for n := 4; n <= 13; n++ {
		speak(n)
	}
	book, err := account.Read(s.records)
	if err != nil {
		t.Fatal(err)
	}
	got := forecastsOf(t, tongue(t, "en"), book, nil)
	if len(got) != 1 || got[0].LateMS == nil {
		t.Fatalf("forecasts %+v", got)
	}
	f := got[0]
	ended := noon.Add(90*time.Minute + 10*4*time.Minute)
	if late := ended.Sub(f.ListEnds.P50) - 30*time.Minute; !f.ListEndedAt.Equal(ended) || f.ListEnds.P10.Before(noon.Add(time.Hour)) ||
		*f.SuspendedMS != (30*time.Minute).Milliseconds() || *f.LateMS != late.Milliseconds() {
		t.Errorf("%+v ended at %v, late by %d ms, suspended for %d ms; want %v, %v, 30m", f.ListEnds, f.ListEndedAt, *f.LateMS, *f.SuspendedMS, ended, late)
	}
}

// The public is told nothing of forecasts, in no form.
func TestForecastsAreForOperators(t *testing.T) {
	book := bookOf(t, foretold)
	for _, public := range []bool{false, true} {
		r := of(t, book, "en")
		r.Public = public
		for _, form := range forms {
			body, err := form.make(r)
			if err != nil {
				t.Fatal(err)
			}
			text := string(body)
			if form.text != nil {
				if text, err = form.text(body); err != nil {
					t.Fatal(err)
				}
			}
			has := strings.Contains(text, "forecast") || strings.Contains(text, "Forecast")
			if want := !public && form.name != "csv" && form.name != "svg" && form.name != "summary"; has != want {
				t.Errorf("public %v: %s tells of forecasts: %v", public, form.name, has)
			}
		}
	}
}

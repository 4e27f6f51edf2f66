package display

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/forecast"
	"rostrum/timer/states"
)

// forecastLife is how long a forecast serves all who ask, whatever happens meanwhile.
const forecastLife = time.Second

// forecasts keeps the forecast that was made last. It is made when somebody asks.
type forecasts struct {
	mu   sync.Mutex
	last *foreseen
	at   timer.Instant // when
}

// foreseen is a forecast, with the lines that delegations may ask for. It is never changed.
type foreseen struct {
	whole wire.Forecast
	etag  string
	lines map[string][]timer.EntryID // by what a delegation may be called
}

// errNoForecast refuses the forecast to the public where it is told nothing.
var errNoForecast = &wire.Error{Code: wire.Forbidden, Why: whyForecast, Message: "the forecast is for chair and secretary in this meeting: sign in on the console first, or send a key"}

// of returns the forecast, and makes it where the last one is too old.
func (f *forecasts) of(now timer.Instant, makes func() (*foreseen, error)) (*foreseen, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.last != nil && now.Sub(f.at) < forecastLife {
		return f.last, nil
	}
	made, err := makes()
	if err != nil {
		return nil, err
	}
	f.last, f.at = made, now
	return made, nil
}

// foresee makes the forecast of the meeting as it is now.
func (s *Server) foresee() (*foreseen, error) {
	snapshot, now := s.Engine.Snapshot(), s.Clock.Now()
	m := &snapshot.Meeting
	d := forecast.Of(m, now, s.Desk.Earlier(0)...)
	if err := d.Validate(); err != nil {
		return nil, err
	}
	table := forecast.For(d.Earlier)
	whole, err := table.Forecast(d)
	if err != nil {
		return nil, err
	}
	out := &foreseen{
		whole: forecastOf(whole), lines: linesOf(m.List),
		etag: `"` + snapshot.Run + "-" + strconv.FormatInt(int64(now.Steady), 36) + `"`,
	}
	for _, limit := range limitsToTry(d.Left) {
		at, err := table.Forecast(d.AtLimit(limit))
		if err != nil {
			return nil, err
		}
		told := wire.ForecastLimit{ListEnds: at.ListEnds.P50.UTC()}
		if limit != timer.NoLimit {
			ms := limit.Milliseconds()
			told.LimitMS = &ms
		}
		out.whole.IfLimit = append(out.whole.IfLimit, told)
	}
	return out, nil
}

// forecastOf is a forecast as it travels.
func forecastOf(f forecast.Forecast) wire.Forecast {
	out := wire.Forecast{
		Now: f.Now.UTC(), Left: f.Left, ListEnds: expected(f.ListEnds), Entries: make([]wire.ForecastEntry, 0, len(f.Entries)),
		IfLimit: []wire.ForecastLimit{},
		Basis:   wire.ForecastBasis{Statements: f.Basis.Statements, Prior: f.Basis.Prior, Meetings: f.Basis.Meetings, Table: f.Basis.Table},
	}
	if !f.EndsBy.IsZero() {
		ends := f.EndsBy.UTC()
		out.EndsBy, out.HeardByEnd = &ends, &wire.ExpectedCount{P10: f.HeardByEnd.P10, P50: f.HeardByEnd.P50, P90: f.HeardByEnd.P90}
		if f.LineBefore != "" {
			out.LineBefore = &f.LineBefore
		}
	}
	for i, turn := range f.Entries {
		out.Entries = append(out.Entries, wire.ForecastEntry{Entry: turn.Entry, Place: i + 1, Expected: expected(turn.Begins)})
	}
	return out
}

func expected(b forecast.Band) wire.Expected {
	return wire.Expected{P10: b.P10.UTC(), P50: b.P50.UTC(), P90: b.P90.UTC()}
}

// shorter are the limits for all that a President thinks of, below the one in force.
var shorter = []time.Duration{5 * time.Minute, 4 * time.Minute, 3 * time.Minute, 2 * time.Minute, time.Minute}

// mostShorter is how many of them are tried: the decision is between few.
const mostShorter = 3

// limitsToTry are the limit that most of those to come have, and the next below it.
func limitsToTry(left []forecast.Entry) []time.Duration {
	if len(left) == 0 {
		return nil
	}
	times := make(map[time.Duration]int)
	present := left[0].Limit
	for _, e := range left {
		if times[e.Limit]++; times[e.Limit] > times[present] {
			present = e.Limit
		}
	}
	out := []time.Duration{present}
	for _, limit := range shorter {
		if (present == timer.NoLimit || limit < present) && len(out) <= mostShorter {
			out = append(out, limit)
		}
	}
	return out
}

// linesOf are the lines of the list by the names and the code of their delegations.
func linesOf(list timer.SpeakersList) map[string][]timer.EntryID {
	lines := make(map[string][]timer.EntryID, 2*len(list))
	for _, e := range list {
		names := []string{states.Fold(e.Delegation), strings.ToUpper(e.ISO3)}
		if state, ok := states.Find(e.Delegation); ok {
			names = append(names, state.ISO3)
		}
		for _, name := range e.Names {
			names = append(names, states.Fold(name))
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			if name != "" {
				lines[name] = append(lines[name], e.ID)
			}
		}
	}
	return lines
}

// linesFor are the lines of a delegation by its code, by any spelling of a State, or as
// the list has it.
func (f *foreseen) linesFor(delegation string) []timer.EntryID {
	if state, ok := states.Find(delegation); ok {
		if lines := f.lines[state.ISO3]; len(lines) > 0 {
			return lines
		}
	}
	if lines := f.lines[strings.ToUpper(delegation)]; len(lines) > 0 {
		return lines
	}
	return f.lines[states.Fold(delegation)]
}

// seenBy is as much of a forecast as somebody asks for, and may know.
func (f *foreseen) seenBy(operator bool, entries string, delegation *string) (wire.Forecast, error) {
	out := f.whole
	switch {
	case entries != "" && entries != "none":
		return out, &wire.Error{Code: wire.Invalid, Field: "entries", Message: fmt.Sprintf("%q is not understood: entries is none, or is left out", entries)}
	case delegation != nil:
		if err := timer.CheckText("delegation", *delegation, timer.MaxName, true); err != nil {
			return out, err
		}
		lines := f.linesFor(strings.TrimSpace(*delegation))
		if len(lines) == 0 {
			return out, &wire.Error{Code: wire.Unknown, Field: "delegation", Message: "this delegation is not on the speakers' list"}
		}
		out.Entries = []wire.ForecastEntry{}
		for _, e := range f.whole.Entries {
			if slices.Contains(lines, e.Entry) {
				out.Entries = append(out.Entries, e)
			}
		}
	case !operator || entries == "none":
		out.Entries = nil
	}
	return out, nil
}

// forecast answers when the list will end: operators with each line, the public with those
// of one delegation at most.
func (s *Server) forecast(w http.ResponseWriter, r *http.Request) {
	who, err := s.authenticate(r)
	operator := err == nil && wire.Operates(who.Role)
	if err == nil && s.PrivateForecast && !operator {
		err = errNoForecast
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	f, err := s.foreseen.of(s.Clock.Steady(), s.foresee)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	q := r.URL.Query()
	var delegation *string
	if q.Has("delegation") {
		asked := q.Get("delegation")
		delegation = &asked
	}
	told, err := f.seenBy(operator, q.Get("entries"), delegation)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	body, err := json.Marshal(told)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	cacheable(w, r)
	w.Header().Set("Content-Type", jsonKind)
	s.maybeSame(w, r, f.etag, append(body, '\n'))
}

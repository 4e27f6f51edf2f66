package journal_test

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// meaning is what a journal is read to, in the words of the outside interface and
// of the stored form, which do not move when Go's types do.
type meaning struct {
	Records     int       `json:"records"`
	SHA256      string    `json:"sha256"` // of their stored text, a line each
	Opened      time.Time `json:"opened"`
	ListDigest  string    `json:"list_digest"`
	RulesDigest string    `json:"rules_digest"`
	Course      []string  `json:"course"` // what each record is and led to
	State       any       `json:"state"`  // as an operator is told it
}

// later is the moment of the state, after the last record: what runs has moved.
const later = 90 * time.Second

// meaningOf reads a journal as the program does when it starts.
func meaningOf(t *testing.T, path string) meaning {
	t.Helper()
	var m meaning
	_, h := read(t, path, func(h *timer.History, r timer.Record) {
		m.Course = append(m.Course, courseOf(t, h, r))
	})
	sum := sha256.New()
	for _, text := range stored(t, path) {
		m.Records++
		sum.Write(append(text, '\n'))
	}
	now := timer.Stamp{Wall: h.Last.Wall.Add(later), Steady: h.Last.Steady.Add(later), Boot: h.Last.Boot}
	m.SHA256 = hex.EncodeToString(sum.Sum(nil))
	m.Opened, m.ListDigest, m.RulesDigest = h.Meeting.Opened.Wall, h.Meeting.ListDigest, h.Meeting.RulesDigest
	m.State = outside(t, stateOf(h.Meeting, now))
	return m
}

// read opens a journal and hands on what each record leads to.
func read(t *testing.T, path string, each func(*timer.History, timer.Record)) ([]timer.Record, timer.History) {
	t.Helper()
	j := open(t, path)
	var records []timer.Record
	var h timer.History
	err := j.Replay(func(r timer.Record) error {
		records = append(records, r)
		err := h.Add(r)
		each(&h, r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return records, h
}

func stateOf(m timer.Meeting, now timer.Stamp) wire.State {
	return wire.StateOf(&timer.Snapshot{Meeting: m, Saving: timer.Saving{State: timer.Saved}}, now, timer.Chair)
}

// outside is the state as other programs read it, without what the process knows
// and no journal tells. A kind of statement is found by its name.
func outside(t *testing.T, state wire.State) any {
	t.Helper()
	text, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	out := value(t, text).(map[string]any)
	for _, name := range []string{"run", "notices", "saving", "seats", "test"} {
		delete(out, name)
	}
	rules := out["meeting"].(map[string]any)["rules"].(map[string]any)
	delete(rules, "presets")
	kinds := make(map[string]any)
	for _, rule := range rules["kinds"].([]any) {
		kinds[rule.(map[string]any)["kind"].(string)] = rule
	}
	rules["kinds"] = kinds
	return out
}

// nextNames are those of the next line of the list and the next statement: none is
// ever given twice.
func nextNames(t *testing.T, m timer.Meeting, now timer.Stamp) string {
	t.Helper()
	m.Suspended, m.Closed, m.ListClosed, m.Floor, m.Interrupted = false, false, false, nil, nil
	var names []string
	for _, c := range []timer.Command{
		timer.Inscribe{Inscription: timer.Inscription{Delegation: "Malta", Kind: timer.State}},
		timer.RaisePoint{Delegation: "Malta"},
	} {
		events, err := m.Decide(timer.Actor{Role: timer.Chair}, c, now)
		if err != nil {
			t.Fatal(err)
		}
		receipt := timer.Record{Events: events}.Receipt()
		if receipt.Entry != "" {
			names = append(names, string(receipt.Entry))
		} else {
			names = append(names, fmt.Sprint("statement ", receipt.Statement))
		}
	}
	return strings.Join(names, " and ")
}

// courseOf says in one line what a record is and what it led to.
func courseOf(t *testing.T, h *timer.History, r timer.Record) string {
	t.Helper()
	var said []string
	say := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	for _, o := range r.Observed {
		say("%s light %s %v, statement %d, at %d, due %d, late %v, bound %v, %s",
			o.Wall.Format(time.RFC3339Nano), o.Seat, o.Signal, o.Statement, o.At, o.Deadline, o.Late, o.Error, o.Boot)
	}
	if len(r.Events) == 0 {
		return strings.Join(said, "; ")
	}
	last := r.Events[len(r.Events)-1]
	state, receipt := stateOf(h.Meeting, last.At), r.Receipt()
	say("%d %s %s by %v, %s", last.Rev, last.At.Wall.Format(time.RFC3339Nano), timer.FactName(last.Fact), last.By, last.At.Boot)
	if c := r.Command; c != nil {
		say("%s %.8s", c.ID, c.Digest)
	}
	if receipt.Entry != "" {
		say("about %s", receipt.Entry)
	}
	if receipt.Statement != 0 {
		say("about statement %d", receipt.Statement)
	}
	for _, word := range []string{r.Notice, r.Doubt} {
		if word != "" {
			say("%q", word)
		}
	}
	say("%s", floorText(state.Floor))
	if state.Interrupted != nil {
		say("interrupts %s", floorText(state.Interrupted))
	}
	if l := state.Last; l != nil {
		say("%s %d used %d of %s", l.Delegation, l.Statement, l.UsedMS, number(l.LimitMS))
	}
	m := state.Meeting
	for _, is := range []struct {
		word string
		true bool
	}{{"suspended", m.Suspended}, {"closed", m.Closed}, {"list closed", m.ListClosed}} {
		if is.true {
			say("%s", is.word)
		}
	}
	say("%s by %s", cmp.Or(m.Symbol, "a meeting"), m.Rules.Name)
	list := make([]string, len(state.List))
	for i, e := range state.List {
		list[i] = fmt.Sprintf("%s %s", e.Entry, e.Status)
	}
	say("%s", strings.Join(list, " "))
	if state.Undo != nil {
		say("%d to undo from %d", len(state.Undoable), state.Undo.Of)
	}
	say("next are %s", nextNames(t, h.Meeting, last.At))
	return strings.Join(said, "; ")
}

func floorText(f *wire.Floor) string {
	if f == nil {
		return "nobody"
	}
	text := fmt.Sprintf("%s %s statement %d", f.Delegation, f.Entry, f.Statement)
	if f.Speaker != "" {
		text += " (" + f.Speaker + ")"
	}
	if f.Seat != "" {
		text += " at " + f.Seat
	}
	text += fmt.Sprintf(" %s %v", f.Phase, f.Signal)
	if f.Paused {
		text += fmt.Sprintf(" paused %q", f.PauseReason)
	}
	text += fmt.Sprintf(" %d ms from %s, marks %s %s %s", f.ElapsedMS, number(f.ZeroMS), number(f.WarningMS), number(f.LimitMS), number(f.GraceMS))
	if f.ExtendedMS != 0 {
		text += fmt.Sprintf(", extended %d", f.ExtendedMS)
	}
	text += fmt.Sprintf(", given %s, started %s", number(f.GivenMS), number(f.StartedMS))
	if f.Urged > 0 {
		text += fmt.Sprintf(", urged %d at %s", f.Urged, number(f.UrgedMS))
	}
	return text
}

func number[N int64 | float64](n *N) string {
	if n == nil {
		return "none"
	}
	return strconv.FormatFloat(float64(*n), 'f', -1, 64)
}

func (m meaning) text(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

package wire_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/timertest"
)

// reader is the other end of a socket, which knows no more than what it was told.
type reader struct {
	view  wire.View
	told  *wire.Told // as the controller keeps it
	state map[string]any
}

func asJSON(t testing.TB, value any) (text []byte, out map[string]any) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return text, out
}

// join tells the whole state.
func (r *reader) join(t testing.TB, now *wire.Told) {
	_, r.state = asJSON(t, wire.WholeOf(now, r.view))
	r.told = now
}

// follow tells what has changed since it was told anything, and returns that.
func (r *reader) follow(t testing.TB, now *wire.Told) []byte {
	text, change := asJSON(t, wire.ChangeOf(r.told, now, r.view))
	r.told = now
	if from := r.state["rev"]; change["list_change"] != nil && change["list_change"].(map[string]any)["from"] != from {
		t.Fatalf("the list changes from another revision than %v: %s", from, text)
	}
	for _, key := range []string{"rev", "now", "clock_ms", "floor", "interrupted", "last", "waiting", "latest", "undo", "notices", "doubts", "saving"} {
		if value, there := change[key]; there {
			r.state[key] = value
		}
	}
	if meeting, there := change["meeting"].(map[string]any); there {
		for key, value := range meeting {
			r.state["meeting"].(map[string]any)[key] = value
		}
	}
	for _, list := range []struct{ of, key string }{{"list", "entry"}, {"next", "entry"}, {"undoable", "of"}, {"ended", "statement"}, {"prepared", "prepared"}} {
		if c, there := change[list.of+"_change"].(map[string]any); there {
			r.state[list.of] = merged(t, r.state[list.of].([]any), c, list.key)
			blocked, _ := c["blocked"].([]any)
			for _, blocking := range blocked {
				block(r.state[list.of].([]any), blocking.(map[string]any))
			}
		}
	}
	return text
}

// merged does what ListChange says.
func merged(t testing.TB, rows []any, change map[string]any, key string) []any {
	at := func(k any) int {
		return slices.IndexFunc(rows, func(row any) bool { return row.(map[string]any)[key] == k })
	}
	for _, k := range change["gone"].([]any) {
		i := at(k)
		if i < 0 {
			t.Fatalf("%v is gone, and was never there", k)
		}
		rows = slices.Delete(rows, i, i+1)
	}
	for _, placed := range change["rows"].([]any) {
		row := placed.(map[string]any)
		after, k := row["after"], row[key]
		delete(row, "after")
		if i := at(k); i >= 0 {
			rows = slices.Delete(rows, i, i+1)
		}
		i := 0
		if after != nil {
			if i = at(after) + 1; i == 0 {
				t.Fatalf("%v follows %v, which is not there", k, after)
			}
		}
		rows = slices.Insert(rows, i, any(row))
	}
	return rows
}

// block does what Blocking says.
func block(rows []any, blocking map[string]any) {
	for _, row := range rows {
		row := row.(map[string]any)
		switch {
		case !slices.Contains(blocking["of"].([]any), row["of"]):
		case blocking["by"] == 0.0:
			delete(row, "blocked_by")
		default:
			row["blocked_by"] = blocking["by"]
		}
	}
}

// knows holds what a reader has against the whole state.
func (r *reader) knows(t testing.TB) {
	_, want := asJSON(t, wire.WholeOf(r.told, r.view))
	delete(want, "seats") // these have messages of their own
	got := make(map[string]any)
	for key, value := range r.state {
		if key != "seats" {
			got[key] = value
		}
	}
	for key := range want {
		if !reflect.DeepEqual(got[key], want[key]) {
			t.Fatalf("%+v has as %s\n%v\nand it is\n%v", r.view, key, got[key], want[key])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%+v has %d members, the state %d", r.view, len(got), len(want))
	}
}

var views = []wire.View{
	{Role: timer.Public}, {Role: timer.Public, List: true}, {Role: timer.Chair, List: true}, {Role: timer.Secretary, List: true},
}

// Whatever is done, and however many states a reader misses, it has the whole state in
// the end, and never a wrong list between.
func TestReaderNeverHasAWrongList(t *testing.T) {
	timertest.AloneRaced(t)
	rapid.Check(t, func(rt *rapid.T) {
		d := debate{t: t}
		d.open(rapid.IntRange(0, 30).Draw(rt, "lines"))
		told := func(at time.Duration) *wire.Told { return &wire.Told{Snapshot: d.snapshot(at), At: after(at)} }
		readers := make([]*reader, 0, 2*len(views))
		for _, v := range slices.Concat(views, views) {
			r := &reader{view: v}
			r.join(t, told(0))
			readers = append(readers, r)
		}
		at := time.Duration(0)
		for range rapid.IntRange(1, 40).Draw(rt, "acts") {
			at += time.Duration(rapid.IntRange(0, 90_000).Draw(rt, "later")) * time.Millisecond
			d.anything(rt, at)
			now := told(at)
			for i, r := range readers {
				switch {
				case i >= len(views) && rapid.IntRange(0, 3).Draw(rt, "reads") > 0: // it misses this one
				case rapid.IntRange(0, 15).Draw(rt, "stays") == 0:
					r.join(t, now)
				default:
					r.follow(t, now)
					r.knows(t)
				}
			}
		}
		now := told(at)
		for _, r := range readers {
			r.follow(t, now)
			r.knows(t)
		}
	})
}

// open begins a meeting whose list has so many lines.
func (d *debate) open(lines int) {
	rules, _ := timer.Preset(timer.DefaultRules)
	list := make([]timer.Inscription, 0, lines)
	for i := range lines {
		list = append(list, timer.Inscription{Delegation: fmt.Sprint("Delegation ", i), Kind: timer.State, Names: map[string]string{"fr": fmt.Sprint("Délégation ", i)}})
	}
	d.do(-time.Minute, timer.OpenMeeting{Title: "Many", Rules: rules, List: list})
}

// anything does what comes to mind; what is refused is not done.
func (d *debate) anything(rt *rapid.T, at time.Duration) {
	entry := func() timer.EntryID {
		if len(d.meeting.List) == 0 {
			return "e1"
		}
		return d.meeting.List[rapid.IntRange(0, len(d.meeting.List)-1).Draw(rt, "line")].ID
	}
	name := rapid.SampledFrom([]string{"Ghana", "Peru", "Fiji"}).Draw(rt, "delegation")
	c := []timer.Command{
		timer.GiveFloor{Entry: entry()}, timer.GiveFloor{Entry: entry()}, timer.Start{}, timer.End{}, timer.End{}, timer.Pause{Reason: name}, timer.Resume{},
		timer.Extend{By: time.Minute}, timer.Urge{}, timer.Move{Entry: entry(), Before: entry()}, timer.Move{Entry: entry()},
		timer.Withdraw{Entry: entry()}, timer.Inscribe{Inscription: timer.Inscription{Delegation: name, Kind: timer.State}, Before: entry()},
		timer.Amend{Entry: entry(), Speaker: &name}, timer.RaisePoint{Delegation: name}, timer.RuleOnPoint{Then: timer.ThenResume},
		timer.CloseList{}, timer.ReopenList{}, timer.Suspend{}, timer.Reconvene{}, timer.CloseDebate{}, timer.ReopenDebate{},
		timer.Undo{Of: d.meeting.Rev}, timer.Undo{Of: d.meeting.Rev}, timer.Undo{Of: d.meeting.Rev - min(d.meeting.Rev, 3)}, timer.OpenMeeting{},
		prepared(name), timer.DiscardPrepared{Prepared: rapid.IntRange(1, 5).Draw(rt, "prepared")},
		timer.ChangePrepared{Prepared: rapid.IntRange(1, 5).Draw(rt, "changed"), Title: &name}, timer.OpenMeeting{Prepared: rapid.IntRange(1, 5).Draw(rt, "opened")},
	}[rapid.IntRange(0, 29).Draw(rt, "act")]
	if open, ok := c.(timer.OpenMeeting); ok && open.Prepared == 0 {
		if d.meeting.Floor == nil {
			d.open(rapid.IntRange(0, 30).Draw(rt, "lines"))
		}
		return
	}
	events, err := d.meeting.Decide(chair, c, after(at))
	if err != nil {
		return
	}
	for _, e := range events {
		d.meeting = d.meeting.Apply(e)
	}
}

func prepared(title string) timer.PrepareMeeting {
	rules, _ := timer.Preset("note-507")
	return timer.PrepareMeeting{Opening: timer.Opening{Title: title, Rules: rules, List: []timer.Inscription{{Delegation: "Ghana", Kind: timer.State}}}}
}

// longest are the States with the longest names, by UNTERM.
var longest = [2]timer.Inscription{
	{Delegation: "United Kingdom of Great Britain and Northern Ireland", ISO3: "GBR", Names: map[string]string{
		"ar": "المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية", "es": "Reino Unido de Gran Bretaña e Irlanda del Norte",
		"fr": "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord", "ru": "Соединенное Королевство Великобритании и Северной Ирландии", "zh": "大不列颠及北爱尔兰联合王国",
	}},
	{Delegation: "Democratic People’s Republic of Korea", ISO3: "PRK", Names: map[string]string{
		"ar": "جمهورية كوريا الشعبية الديمقراطية", "es": "República Popular Democrática de Corea",
		"fr": "République populaire démocratique de Corée", "ru": "Корейская Народно-Демократическая Республика", "zh": "朝鲜民主主义人民共和国",
	}},
}

// What a tap costs: however long the list, and with names in six languages.
func TestWhatATapCosts(t *testing.T) {
	timertest.AloneRaced(t)
	const (
		gallery = 1500 // bytes
		console = 3000
	)
	for lines, statements := range map[int]int{193: 100, 9_980: 10} {
		d := debate{t: t}
		rules, _ := timer.Preset(timer.DefaultRules)
		list := make([]timer.Inscription, 0, lines)
		for i := range lines {
			in := longest[min(i, 1)] // each State is there once, but for the others to be as long
			in.Speaker, in.Kind, in.Seat, in.Language = "Her Excellency Ms. Example", timer.State, fmt.Sprint(i%40+1), "en"
			list = append(list, in)
		}
		d.do(-time.Minute, timer.OpenMeeting{Title: "Many", Rules: rules, List: list})
		var readers []*reader
		for _, v := range views {
			r := &reader{view: v}
			r.join(t, &wire.Told{Snapshot: d.snapshot(0), At: after(0)})
			readers = append(readers, r)
		}
		at, most := time.Duration(0), make(map[wire.View]int)
		tap := func(c timer.Command) {
			at += 1234 * time.Millisecond
			d.do(at, c)
			now := &wire.Told{Snapshot: d.snapshot(at), At: after(at)}
			for _, r := range readers {
				text := r.follow(t, now)
				most[r.view] = max(most[r.view], len(text))
				if bound := map[bool]int{true: console, false: gallery}[r.view.List]; len(text) > bound {
					t.Errorf("with %d lines %s costs %+v %d bytes: %s", lines, timer.ActOf(c).Name, r.view, len(text), text)
					t.FailNow()
				}
			}
		}
		for range timer.MaxPrepared {
			tap(prepared("Открытые прения по вопросу о методах работы Совета Безопасности: осуществление записки Председателя"))
		}
		tap(timer.DiscardPrepared{Prepared: 3})
		tap(timer.Undo{Of: d.meeting.Rev})
		speaker := "Mr. Other"
		for n := range statements {
			id := d.meeting.List[n].ID
			tap(timer.GiveFloor{Entry: id})
			tap(timer.Start{})
			if n%10 == 0 {
				tap(timer.Pause{})
				tap(timer.Resume{})
				tap(timer.Extend{By: time.Minute})
				tap(timer.Urge{})
				tap(timer.Amend{Entry: d.meeting.List[lines-2].ID, Speaker: &speaker})
				tap(timer.Move{Entry: d.meeting.List[lines-1].ID, Before: d.meeting.List[n+1].ID})
				tap(timer.Inscribe{Inscription: list[0]})
				tap(timer.Withdraw{Entry: d.meeting.List[lines].ID})
				tap(timer.Undo{Of: d.meeting.Rev})
				tap(timer.Undo{Of: d.meeting.Rev - 2})
			}
			tap(timer.End{})
		}
		for _, r := range readers {
			r.knows(t)
		}
		t.Logf("with %d lines a tap costs at most %v bytes", lines, most)
	}
}

// An act that changes many lines says so once, and in no more than the list itself.
func TestActThatChangesAllLines(t *testing.T) {
	d := debate{t: t}
	d.open(1000)
	v := wire.View{Role: timer.Chair, List: true}
	r := &reader{view: v}
	r.join(t, &wire.Told{Snapshot: d.snapshot(0), At: after(0)})
	whole, _ := asJSON(t, wire.WholeOf(r.told, v))
	d.do(time.Second, timer.CloseDebate{})
	text := r.follow(t, &wire.Told{Snapshot: d.snapshot(time.Second), At: after(time.Second)})
	r.knows(t)
	if len(text) > len(whole)*5/4 {
		t.Errorf("to close a debate costs %d bytes, the whole state %d", len(text), len(whole))
	}
}

// What a socket brings, and the state that a page has to have of it:
// .ci/web/merge.test.js reads the file.
func TestChangesOfAPage(t *testing.T) {
	type step struct {
		Does string `json:"does"`
		Told any    `json:"told"`
		Want any    `json:"want"`
	}
	var file bytes.Buffer
	file.WriteString("{\n  \"sockets\": [\n")
	for n, v := range []wire.View{views[0], views[2]} {
		d, r := opened(t), rand.New(rand.NewPCG(8539, uint64(n)))
		before := &wire.Told{Snapshot: d.snapshot(0), At: after(0)}
		fmt.Fprintf(&file, "    [\n")
		row(t, &file, "      ", step{"join", wire.WholeOf(before, v), wire.WholeOf(before, v)}, false)
		acts := []timer.Command{
			timer.Inscribe{Inscription: timer.Inscription{Delegation: "Ghana", Kind: timer.State}, Before: "e1"},
			timer.GiveFloor{Entry: "e1"}, timer.Start{}, timer.Move{Entry: "e3", Before: "e4"}, timer.End{}, timer.Undo{Of: 6},
			timer.Withdraw{Entry: "e2"}, prepared("Other matters"), prepared("The next"), timer.DiscardPrepared{Prepared: 1}, timer.CloseList{}, timer.End{}, timer.GiveFloor{Entry: "e4"}, timer.RaisePoint{Delegation: "Fiji"},
			timer.RuleOnPoint{Then: timer.ThenResume}, timer.Suspend{}, timer.Reconvene{}, timer.CloseDebate{}, timer.ReopenDebate{},
		}
		for i, c := range acts {
			at := time.Duration(i+1) * 5 * time.Second
			events, err := d.meeting.Decide(chair, c, after(at))
			for _, e := range events {
				d.meeting = d.meeting.Apply(e)
			}
			if last := i == len(acts)-1; last || err == nil && r.IntN(4) > 0 { // some are missed
				now := &wire.Told{Snapshot: d.snapshot(at), At: after(at)}
				row(t, &file, "      ", step{timer.ActOf(c).Name, wire.ChangeOf(before, now, v), wire.WholeOf(now, v)}, last)
				before = now
			}
		}
		file.WriteString("    ]")
		if n == 0 {
			file.WriteByte(',')
		}
		file.WriteByte('\n')
	}
	file.WriteString("  ]\n}\n")
	goldenText(t, "changes", file.Bytes())
}

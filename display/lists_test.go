package display_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/lists"
	"rostrum/display/wire"
	"rostrum/timer"
)

const asOpened = "seq,delegation,speaker,kind,on_behalf_of,seat,iso3,language,remarks\n" +
	"1,Japan,Ms. Abe,state,,7,JPN,ja,early\n2,Côte d’Ivoire,,group,the A3,,,,\n3,Peru,,state,,,,,\n"

// sent is a list that is sent to be looked at.
func sent(key, query, text string) call {
	return call{
		method: "POST", path: "/api/v1/list/preview" + query, key: key, body: text,
		header: map[string]string{"Content-Type": "text/csv"},
	}
}

func (h *house) preview(c call) wire.ListPreview {
	h.t.Helper()
	var p wire.ListPreview
	a := h.ask(c)
	if a.status != http.StatusOK {
		h.t.Fatalf("%s is answered %d %s", c.path, a.status, a.body)
	}
	if err := json.Unmarshal(a.body, &p); err != nil {
		h.t.Fatal(err)
	}
	return p
}

// refusedList is the answer where a file is refused.
func (h *house) refusedList(c call) (a answer, told wire.RefusedList) {
	h.t.Helper()
	a = h.ask(c)
	if err := json.Unmarshal(a.body, &told); err != nil {
		h.t.Fatal(err)
	}
	return a, told
}

func changesOf(p wire.ListPreview) string {
	var out []string
	for _, c := range p.Changes {
		text := fmt.Sprint(c.Change, " ", c.Entry, " ", c.Was, " ", c.Now)
		if c.Conflict {
			text += " (conflict)"
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func TestListIsLookedAtAndTaken(t *testing.T) {
	h := open(t)
	h.speak()
	rev := h.rev()
	if p := h.preview(sent(h.chair, "?name=list.csv", asOpened)); len(p.Changes) != 0 || p.Unchanged != 3 || p.Rows != 3 || p.Name != "list.csv" || p.Format != "csv" {
		t.Errorf("of the list itself: %+v", p)
	}
	changed := strings.Replace(asOpened, "3,Peru,,state", "3,Mali,,state,,,,,\n4,Peru,Mr. Vega,state", 1)
	changed = strings.Replace(changed, "Ms. Abe", "Mr. Sato", 1) // who has the floor is not touched
	p := h.preview(sent(h.chair, "", changed))
	if got, want := changesOf(p), "added  map[] map[delegation:Mali iso3:MLI kind:state number:3]; changed e3 map[speaker:] map[speaker:Mr. Vega]"; got != want {
		t.Errorf("the changes are %s", got)
	}
	if h.rev() != rev {
		t.Error("a look has changed something")
	}
	take := fmt.Sprintf(`{"id":"take","do":"take-list","digest":%q}`, p.Digest)
	for i, repeated := range []bool{false, true} {
		a := h.ask(call{method: "POST", path: "/api/v1/commands", key: h.chair, body: take})
		var r wire.Receipt
		if err := json.Unmarshal(a.body, &r); err != nil || a.status != http.StatusOK || r.Repeated != repeated || r.Rev != rev+1 {
			t.Fatalf("take %d is answered %d %s", i, a.status, a.body)
		}
	}
	m := h.engine.Snapshot().Meeting
	if len(m.List) != 4 || m.List[2].Delegation != "Mali" || m.List[3].Speaker != "Mr. Vega" || m.List[0].Speaker != "Ms. Abe" || m.Floor.Speaker != "Ms. Abe" {
		t.Errorf("the list is %+v", m.List)
	}
	h.do(timer.Undo{Of: rev + 1})
	if m := h.engine.Snapshot().Meeting; len(m.List) != 3 || m.List[2].Speaker != "" {
		t.Errorf("after the undo it is %+v", m.List)
	}
}

// A page can call in its own language whoever is in a difference: by the code of what is
// added and by what its State is called in this meeting, and by the lines that a moved one
// follows.
func TestListNamesItsStates(t *testing.T) {
	h := open(t)
	h.do(timer.NameState{ISO3: "MLI", Language: "fr", Name: "République du Mali"})
	p := h.preview(sent(h.chair, "", "seq,delegation\n1,Japan\n2,Peru\n3,Côte d’Ivoire\n4,Mali\n5,African Union\n"))
	var mali, union, moved wire.FileChange
	for _, c := range p.Changes {
		switch {
		case c.Change == timer.Moved:
			moved = c
		case c.Now["delegation"] == "Mali":
			mali = c
		case c.Now["delegation"] == "African Union":
			union = c
		}
	}
	if p.ListLanguage != "en" || mali.State != "MLI" || mali.Now["delegation_fr"] != "République du Mali" || union.State != "" {
		t.Errorf("in %q: %+v and %+v", p.ListLanguage, mali, union)
	}
	line := make(map[timer.EntryID]string)
	for _, e := range h.engine.Snapshot().Meeting.List {
		line[e.ID] = e.Delegation
	}
	if moved.Was["after"] == "" || line[moved.WasAfter] != moved.Was["after"] || line[moved.NowAfter] != moved.Now["after"] {
		t.Errorf("moved: %+v", moved)
	}
}

// The States of a group are counted, as far as a list of all Members would need it: a file
// that is nothing but names keeps nobody waiting. A level that is read of a post says so.
func TestListCountsTheStatesOfAGroup(t *testing.T) {
	h := open(t)
	p := h.preview(sent(h.chair, "", "seq,delegation,kind,on_behalf_of,title,level\n"+
		"1,Japan,state,,,\n2,Côte d’Ivoire,group,\"Ghana, Kenya and Gabon\",,\n3,Peru,group,the European Union,,\n"+
		"4,Chile,group,\"Peru and Chile\",Minister for Foreign Affairs,\n5,Fiji,state,,Minister,minister\n"))
	var got []string
	for _, c := range p.Changes {
		got = append(got, fmt.Sprint(c.Change, " ", c.Entry, c.Now["delegation"], " ", c.WasFor, " ", c.NowFor, " ", c.LevelGuessed))
	}
	if want := []string{"changed e2 0 3 false", "changed e3 0 0 false", "added Chile 0 2 true", "added Fiji 0 0 false"}; !slices.Equal(got, want) {
		t.Errorf("the changes are %q", got)
	}
	var long strings.Builder
	long.WriteString("delegation,kind,on_behalf_of\n")
	for i := range 400 {
		fmt.Fprintf(&long, "Group %d,group,\"Peru%s\"\n", i, strings.Repeat(" ", i)+strings.Repeat(", Peru and Chile", 90))
	}
	p = h.preview(sent(h.chair, "", long.String()))
	var counted []string
	for _, c := range p.Changes {
		if c.Change == timer.Added && c.NowFor > 0 {
			counted = append(counted, fmt.Sprint(c.NowFor))
		}
	}
	if len(counted) == 0 || len(counted) == 400 || counted[0] != "2" {
		t.Errorf("%d of 400 are counted: %s", len(counted), counted)
	}
}

// What is in doubt for the same reason is one doubt, with each thing that the lines say and
// the lines that say it; of very many as many as are named.
func TestListDoubtsAreGrouped(t *testing.T) {
	h := open(t)
	said := func(text string) []wire.ListDoubt {
		p := h.preview(sent(h.chair, "?for=next", "delegation,kind,letter\n"+text))
		return p.Doubts
	}
	lines := func(at ...int) wire.DoubtLines { return wire.DoubtLines{Count: len(at), Lines: at} }
	got := said("Japan,panel,\nPeru,chorus,soon\nMali,panel,\nChad,state,soon\n")
	for i := range got {
		got[i].Message = ""
	}
	if want := []wire.ListDoubt{
		{Code: "unknown-kind", DoubtLines: lines(2, 3, 4), Column: "kind", About: []any{"panel", "state"}, Different: 2,
			Values: []wire.DoubtValue{{Value: "panel", DoubtLines: lines(2, 4)}, {Value: "chorus", DoubtLines: lines(3)}}},
		{Code: "unknown-letter", DoubtLines: lines(3, 5), Column: "letter", About: []any{"soon"}},
	}; !reflect.DeepEqual(got, want) {
		t.Errorf("the doubts are %+v", got)
	}
	var many strings.Builder
	for i := range 300 {
		fmt.Fprintf(&many, "Delegation %d,kind %d,\n", i, 100+i%150)
	}
	for _, d := range said(many.String()) {
		if d.Code == "unknown-kind" && (d.Count != 300 || d.Different != 150 || len(d.Lines) != 100 || len(d.Values) != 100 || d.Values[0].Count != 2 || len(d.Values[0].Lines) != 1) {
			t.Errorf("of many: %d with %d different, %d lines and %d values, the first %+v", d.Count, d.Different, len(d.Lines), len(d.Values), d.Values[0])
		}
	}
}

// What is doubted of a list that is taken is told with the list that it is about, and kept
// for the next start; it goes with an undo.
func TestDoubtsOfAListThatIsTaken(t *testing.T) {
	var kept []string
	h := openAt(t, newTCPDoor(t), t.TempDir(), func(c *display.Config) {
		c.KeepDoubts = func(d timer.Doubts) error {
			kept = append(kept, d.Notice)
			return nil
		}
	})
	doubts := func() *timer.Doubts {
		var s wire.State
		h.read(call{method: "GET", path: "/api/v1/state", key: h.chair}, &s)
		return s.Doubts
	}
	if d := doubts(); d == nil || d.File != "speakers.csv" {
		t.Fatalf("at first there are %+v", d)
	}
	p := h.preview(sent(h.chair, "?name=late.csv", asOpened+"4,Mali,,what,,,,,\n5,Chad,,what,,,,,\n"))
	if d := doubts(); d.File != "speakers.csv" || len(kept) != 0 {
		t.Errorf("looked at they are %+v, kept %v", d, kept)
	}
	take := func(id string) {
		t.Helper()
		if a := h.ask(call{method: "POST", path: "/api/v1/commands", key: h.chair, body: fmt.Sprintf(`{"id":%q,"do":"take-list","digest":%q}`, id, p.Digest)}); a.status != http.StatusOK {
			t.Fatalf("got %d %s", a.status, a.body)
		}
	}
	take("take")
	if d := doubts(); d == nil || d.File != "late.csv" || d.Count != 2 || d.Groups[0].Lines[0].Line != 5 || fmt.Sprint(kept) != "["+d.Notice+"]" {
		t.Errorf("taken they are %+v, kept %v", d, kept)
	}
	h.do(timer.Undo{Of: h.rev()})
	if d := doubts(); d == nil || d.File != "speakers.csv" {
		t.Errorf("after the undo they are %+v", d)
	}
	take("again")
	if d := doubts(); d == nil || d.File != "late.csv" {
		t.Errorf("taken again they are %+v", d)
	}
}

func TestListReadInAnotherWay(t *testing.T) {
	h := open(t)
	p := h.preview(sent(h.chair, "?columns="+`%7B%22Land%22:%22delegation%22,%22Wer%22:%22%22%7D`, "Land;Wer\nJapan;Ms. Abe\n"))
	if len(p.Columns) != 2 || p.Columns[0].As != "delegation" || p.Columns[1].As != "" || len(p.Ignored) != 1 || p.Sample[0][1] != "Ms. Abe" {
		t.Fatalf("read as %+v", p)
	}
	again := h.preview(call{method: "POST", path: "/api/v1/list/preview", key: h.chair,
		body: fmt.Sprintf(`{"digest":%q,"columns":{"Land":"delegation","Wer":"speaker"}}`, p.Digest)})
	if again.Digest == p.Digest || again.Columns[1].As != "speaker" {
		t.Errorf("read again as %+v", again)
	}
	if next := h.preview(sent(h.chair, "?for=next", "delegation\nJapan\n")); len(next.Changes) != 0 || next.Rows != 1 {
		t.Errorf("for another meeting: %+v", next)
	}
}

func TestListIsRefused(t *testing.T) {
	h := open(t)
	post := func(key, query, kind, body string) call {
		c := sent(key, query, body)
		c.header["Content-Type"] = kind
		return c
	}
	foreign := sent(h.chair, "", asOpened)
	foreign.header["Origin"] = "http://example.org"
	for says, c := range map[string]struct {
		call
		status int
		code   wire.Code
	}{
		"no key":                  {sent("", "", asOpened), 401, wire.Unauthenticated},
		"a light’s key":           {sent(h.light, "", asOpened), 403, wire.Forbidden},
		"a foreign page":          {foreign, 403, wire.Forbidden},
		"another kind":            {post(h.chair, "", "image/png", "x"), 400, wire.Malformed},
		"a document":              {post(h.chair, "", "application/octet-stream", "%PDF-1.7\n"), 422, wire.Invalid},
		"no list":                 {sent(h.chair, "", "delegation\n\"Japan"), 422, wire.Invalid},
		"columns that are none":   {sent(h.chair, "?columns=3", asOpened), 400, wire.Malformed},
		"for nobody":              {sent(h.chair, "?for=me", asOpened), 400, wire.Malformed},
		"too large":               {sent(h.chair, "", "delegation\n"+strings.Repeat("Japan\n", 3_000_000)), 413, wire.TooLarge},
		"a file that is not held": {call{method: "POST", path: "/api/v1/list/preview", key: h.chair, body: `{"digest":"x"}`}, 422, wire.Unknown},
	} {
		a := h.ask(c.call)
		var e wire.ErrorBody
		if err := json.Unmarshal(a.body, &e); err != nil || a.status != c.status || e.Error.Code != c.code || e.Error.Message == "" {
			t.Errorf("%s: %d %s", says, a.status, a.body)
		}
	}
}

// A file that is refused in its rows is refused with what there is to choose from: somebody
// may have taken a column, or a sheet, for what it is not.
func TestRefusedListMayBeMeantOtherwise(t *testing.T) {
	h := open(t)
	const refusedText = "delegation,Nr\nJapan,1\nPeru,2 bis\n"
	a, told := h.refusedList(sent(h.chair, `?columns={"Nr":"seq","delegation":"delegation"}`, refusedText))
	if a.status != 422 || told.Error.Code != wire.Invalid || !strings.Contains(told.Error.Message, "2 bis") {
		t.Errorf("a number that is none: %d %s", a.status, a.body)
	}
	if p := told.Preview; len(p.Columns) != 2 || p.Columns[1].As != "seq" || p.Refused == nil || p.Digest == "" || len(p.Changes) != 0 || p.Changes == nil || p.Doubts == nil {
		t.Fatalf("there is to choose from %s", a.body)
	}
	if a := h.ask(call{method: "POST", path: "/api/v1/commands", key: h.chair, body: fmt.Sprintf(`{"id":"t","do":"take-list","digest":%q}`, told.Preview.Digest)}); a.status != 422 || !strings.Contains(string(a.body), "2 bis") {
		t.Errorf("taken all the same: %d %s", a.status, a.body)
	}
	again := h.preview(call{method: "POST", path: "/api/v1/list/preview", key: h.chair, body: fmt.Sprintf(`{"digest":%q,"columns":{"delegation":"delegation","Nr":""}}`, told.Preview.Digest)})
	if again.Refused != nil || again.Rows != 2 {
		t.Errorf("meant otherwise: %+v", again)
	}
}

// What is taken is what was looked at: another difference is refused, a file of another
// sign-in is not known, and neither is one that was sent long ago.
func TestListThatHasBecomeAnother(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openInBubble(t, dir)
		defer h.endAll()
		other, _, err := h.store.NewKey(access.Grant{Role: "secretary", Name: "desk 2"})
		if err != nil {
			t.Fatal(err)
		}
		p := h.preview(sent(h.chair, "", asOpened+"4,Mali,,state,,,,,\n"))
		take := func(key string) answer {
			return h.ask(call{method: "POST", path: "/api/v1/commands", key: key,
				body: fmt.Sprintf(`{"id":"%d","do":"take-list","digest":%q}`, time.Now().UnixNano(), p.Digest)})
		}
		if a := take(other); a.status != 422 || !strings.Contains(string(a.body), `"unknown"`) {
			t.Errorf("of another sign-in: %d %s", a.status, a.body)
		}
		h.do(timer.Withdraw{Entry: "e3"})
		h.do(timer.Amend{Entry: "e2", Speaker: text("Mr. K")})
		h.do(timer.Inscribe{Inscription: timer.Inscription{Delegation: "Mali", Kind: timer.State}})
		if a := take(h.chair); a.status != 409 || !strings.Contains(string(a.body), `"stale"`) {
			t.Errorf("of another difference: %d %s", a.status, a.body)
		}
		p = h.preview(sent(h.chair, "", asOpened+"4,Chad,,state,,,,,\n"))
		time.Sleep(lists.HeldFor)
		if a := take(h.chair); a.status != 422 || !strings.Contains(string(a.body), `"unknown"`) {
			t.Errorf("a quarter of an hour later: %d %s", a.status, a.body)
		}
	})
}

func TestListsGoOut(t *testing.T) {
	h := open(t)
	h.do(timer.Withdraw{Entry: "e3"})
	h.do(timer.Amend{Entry: "e2", Allowance: allowance(61234 * time.Millisecond)})
	for _, path := range []string{"/api/v1/list.csv", "/api/v1/list.xlsx", "/api/v1/list/sample.csv", "/api/v1/list/sample.xlsx"} {
		if a := h.ask(get(path)); a.status != 401 {
			t.Errorf("%s for the public: %d", path, a.status)
		}
		c := get(path)
		c.key = h.chair
		a := h.ask(c)
		if a.status != 200 || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") {
			t.Fatalf("%s: %d %s", path, a.status, a.header)
		}
		kind := "text/csv"
		if strings.HasSuffix(path, ".xlsx") {
			kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		}
		back := sent(h.chair, "", string(a.body))
		back.header["Content-Type"] = kind
		p := h.preview(back)
		if !strings.Contains(path, "sample") && len(p.Changes) != 0 {
			t.Errorf("%s comes back with %s", path, changesOf(p))
		}
		if len(p.Doubts) != 0 {
			t.Errorf("%s comes back with doubts: %+v", path, p.Doubts)
		}
		if kind == "text/csv" && (strings.Contains(string(a.body), "61") || strings.Contains(string(a.body), "allowance")) {
			t.Errorf("%s tells of an allowance: %s", path, a.body)
		}
	}
}

// The list goes out as it stands: in its order, with numbers, and with what became of the
// lines. In the same meeting there is nothing to take of it; into another only those come
// who have yet to speak, though one of them has spoken under the same name.
func TestListGoesOutAsItStands(t *testing.T) {
	h := open(t)
	h.do(timer.Inscribe{Inscription: timer.Inscription{Delegation: "Mali", Kind: timer.State}})
	p := h.preview(sent(h.chair, "", asOpened+"4,Mali,,state,,,,,\n5,Chad,,state,,,,,\n6,Japan,Ms. Abe,state,,7,JPN,ja,early\n"))
	if a := h.ask(call{method: "POST", path: "/api/v1/commands", key: h.chair, body: fmt.Sprintf(`{"id":"t","do":"take-list","digest":%q}`, p.Digest)}); a.status != 200 {
		t.Fatal(string(a.body))
	}
	h.speak()
	h.do(timer.End{})
	h.do(timer.Move{Entry: "e4", Before: "e2"})
	h.do(timer.MarkAbsent{Entry: "e3", Then: timer.ToTheEnd})
	for _, path := range []string{"/api/v1/list.csv", "/api/v1/list.xlsx"} {
		c := get(path)
		c.key = h.chair
		file := string(h.ask(c).body)
		if strings.HasSuffix(path, ".csv") {
			var lines []string
			for line := range strings.Lines(file) {
				cells := strings.Split(line, ",")
				lines = append(lines, cells[0]+" "+cells[1]+" "+cells[len(cells)-3])
			}
			if want := []string{"\ufeffseq delegation status", "1 Japan heard", "2 Mali ", "3 Côte d’Ivoire ", "4 Chad ", "5 Japan ", "6 Peru absent"}; !slices.Equal(lines, want) {
				t.Errorf("it goes out as %q", lines)
			}
		}
		for _, query := range []string{"", "?for=next"} {
			back := sent(h.chair, query, file)
			back.header["Content-Type"] = "application/octet-stream"
			p := h.preview(back)
			if len(p.Changes) != 0 || p.Rows != 5 || len(p.Doubts) != 1 || p.Doubts[0].Code != "heard" {
				t.Errorf("%s%s comes back with %d rows, %s and the doubts %+v", path, query, p.Rows, changesOf(p), p.Doubts)
			}
		}
	}
}

func TestWatchedListIsProposedToOperators(t *testing.T) {
	h := open(t)
	if err := h.engine.Propose(t.Context(), &timer.Proposal{Name: "list.csv", Digest: "d", Changes: 3}); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]bool{h.chair: true, "": false} {
		c := get("/api/v1/state")
		c.key = key
		if a := h.ask(c); strings.Contains(string(a.body), `"proposal":{"name":"list.csv","digest":"d","changes":3}`) != want {
			t.Errorf("told is %s", a.body)
		}
	}
}

func text(s string) *string { return &s }

func allowance(d time.Duration) *time.Duration { return &d }

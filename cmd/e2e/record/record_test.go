package record_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// A list that is nowhere else, with what makes trouble in tables.
const list = `seq;delegation;kind;speaker;on_behalf_of;seat
1;=SUM(A1:A9);state;"Ms. ""Quote"", Minister";;7
2;Côte d’Ivoire;group;Mr. K;the African Group, with commas;7
3;Türkiye;state;;;7
4;中国;state;张先生;;7
5;مصر;state;السيد أحمد;;7
`

// told is one statement as the stopwatch has it: lengths in milliseconds.
type told struct {
	entry, delegation         string
	used, paused, interrupted int64
	allotted                  int64
	started, ended            time.Time
}

// debate is a debate that is played over the interface alone.
type debate struct {
	t *testing.T
	p *testbed.Controller
	n int
}

// do gives a command and returns the instant of its receipt on the steady clock.
func (d *debate) do(do string, more map[string]any) (clock float64, at time.Time) {
	d.t.Helper()
	d.n++
	r := d.p.Do(strconv.Itoa(d.n), do, more)
	return r.ClockMS, r.At
}

func play(t *testing.T) (*testbed.Controller, []told) {
	dir := t.TempDir()
	path := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	p := testbed.Start(t, dir, "--list", path, "--light", "7=dry", "--zone", "Asia/Kathmandu", "--symbol", "S/PV.1")
	d := &debate{t: t, p: p}
	rest := func(ms int) { <-time.After(time.Duration(ms) * time.Millisecond) }
	ms := func(from, to float64) int64 { return int64(to) - int64(from) }
	d.do("set-rules", map[string]any{"rules": []map[string]any{
		{"kind": "state", "limit_ms": 600, "warning_ms": 300, "grace_ms": 300}, {"kind": "group", "limit_ms": 900, "warning_ms": 300, "grace_ms": 300},
	}})

	// One that is paused.
	d.do("give-floor", map[string]any{"entry": "e1"})
	a0, started := d.do("start", nil)
	rest(700)
	a1, _ := d.do("pause", map[string]any{"reason": "interpretation, of \"all\""})
	rest(200)
	a2, _ := d.do("resume", nil)
	rest(300)
	a3, ended := d.do("end", nil)
	first := told{entry: "e1", delegation: "=SUM(A1:A9)", used: ms(a0, a1) + ms(a2, a3), paused: ms(a1, a2), allotted: 600, started: started, ended: ended}

	// One that is interrupted.
	d.do("give-floor", map[string]any{"entry": "e2"})
	b0, started := d.do("start", nil)
	rest(300)
	b1, pointAt := d.do("point-of-order", map[string]any{"delegation": "Peru", "seat": "7"})
	rest(250)
	b2, pointEnd := d.do("rule", map[string]any{"then": "resume"})
	rest(200)
	b3, ended := d.do("end", nil)
	second := told{entry: "e2", delegation: "Côte d’Ivoire", used: ms(b0, b1) + ms(b2, b3), interrupted: ms(b1, b2), allotted: 900, started: started, ended: ended}
	point := told{delegation: "Peru", used: ms(b1, b2), allotted: 180_000, started: pointAt, ended: pointEnd}

	// One that was really another's.
	d.do("give-floor", map[string]any{"entry": "e3"})
	c0, started := d.do("start", nil)
	rest(200)
	d.do("correct", map[string]any{"statement": 4, "entry": "e4", "reason": "this was really 中国"})
	rest(200)
	c1, ended := d.do("end", nil)
	fourth := told{entry: "e4", delegation: "中国", used: ms(c0, c1), allotted: 600, started: started, ended: ended}

	d.do("note", map[string]any{"text": "asks for an annual debate", "statement": 2, "paragraph": "S/2024/507, para. 22", "proposal": true})
	d.do("close-debate", nil)
	return p, []told{first, second, point, fourth}
}

// get reads a form.
func get(t *testing.T, p *testbed.Controller, path string) []byte {
	t.Helper()
	var body []byte
	status, err := p.Ask(http.MethodGet, path, nil, &body)
	if err != nil || status != http.StatusOK {
		t.Fatalf("%s is answered with %d, %v", path, status, err)
	}
	return body
}

// near holds figures to two milliseconds: receipts are rounded as the record is.
func near(a, b int64) bool { return a-b <= 2 && b-a <= 2 }

// Every form says what the stopwatch says.
func TestFormsSayWhatWasMeasured(t *testing.T) {
	p, want := play(t)
	var record struct {
		Meeting    struct{ Symbol, Zone string }
		Statements []struct {
			Delegation, Entry, Kind string
			StartedAt               time.Time `json:"started_at"`
			EndedAt                 time.Time `json:"ended_at"`
			AllottedMS              int64     `json:"allotted_ms"`
			UsedMS                  int64     `json:"used_ms"`
			OverMS                  int64     `json:"over_ms"`
			PausedMS                int64     `json:"paused_ms"`
			InterruptedMS           int64     `json:"interrupted_ms"`
			BetweenMS               int64     `json:"between_ms"`
		}
		Totals struct {
			Statements int   `json:"statements"`
			UsedMS     int64 `json:"used_ms"`
			BetweenMS  int64 `json:"between_ms"`
			NotHeard   int   `json:"not_heard"`
		}
	}
	if err := json.Unmarshal(get(t, p, "/api/v1/record"), &record); err != nil {
		t.Fatal(err)
	}
	if len(record.Statements) != len(want) || record.Meeting.Zone != "Asia/Kathmandu" || record.Totals.NotHeard != 2 {
		t.Fatalf("the record is %+v", record)
	}
	sum, between := int64(0), int64(0)
	// Before each: what was said last, which is not the point of order inside a statement.
	before := []*told{nil, &want[0], nil, &want[1]}
	for i, w := range want {
		s := record.Statements[i]
		sum, between = sum+s.UsedMS, between+s.BetweenMS
		var lost int64
		if b := before[i]; b != nil {
			lost = w.started.Sub(b.ended).Milliseconds()
		}
		if !near(s.BetweenMS, lost) {
			t.Errorf("%d ms passed before statement %d; by the stopwatch %d", s.BetweenMS, i+1, lost)
		}
		if s.Delegation != w.delegation || s.Entry != w.entry || !near(s.UsedMS, w.used) || !near(s.PausedMS, w.paused) ||
			!near(s.InterruptedMS, w.interrupted) || s.AllottedMS != w.allotted || s.OverMS != max(0, s.UsedMS-w.allotted) ||
			!s.StartedAt.Equal(w.started) || !s.EndedAt.Equal(w.ended) {
			t.Errorf("statement %d is %+v; the stopwatch has %+v", i+1, s, w)
		}
	}
	if record.Totals.UsedMS != sum || record.Totals.BetweenMS != between || record.Totals.Statements != len(want) {
		t.Errorf("the totals are %+v; the sum is %d", record.Totals, sum)
	}

	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(get(t, p, "/api/v1/record.csv")), "\ufeff"))).ReadAll()
	if err != nil || len(lines) != len(want)+1 {
		t.Fatalf("the table has %d lines: %v", len(lines), err)
	}
	column := func(name string) int { return slices.Index(lines[0], name) }
	for i, s := range record.Statements {
		line := lines[i+1]
		if got := line[column("used_s")]; got != strconv.FormatFloat(float64(s.UsedMS)/1000, 'f', 3, 64) {
			t.Errorf("the table says %s s of %d ms", got, s.UsedMS)
		}
		if got := line[column("started_at")]; got != s.StartedAt.Format(time.RFC3339Nano) {
			t.Errorf("the table says it began at %s", got)
		}
	}
	if got := lines[1][column("delegation")]; got != "'=SUM(A1:A9)" {
		t.Errorf("a spreadsheet would run %q", got)
	}
	t.Run("office", func(t *testing.T) {
		office(t, p, func(i int) (used, paused int64, began time.Time) {
			s := record.Statements[i]
			return s.UsedMS, s.PausedMS, s.StartedAt
		}, len(want))
	})
	p.Stop()
}

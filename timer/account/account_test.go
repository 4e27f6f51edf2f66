package account_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/timertest"
)

var update = flag.Bool("update", false, "write what the debates amount to anew")

// records plays a recorded debate.
func records(t testing.TB, name string) []timer.Record {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "testdata", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []timer.Record
	play := func() {
		_, out, err = timertest.Replay(string(text))
	}
	if test, ok := t.(*testing.T); ok {
		synctest.Test(test, func(*testing.T) { play() })
	} else {
		play()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// debates are all that are recorded.
func debates(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no debate is recorded", err)
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(filepath.Base(f), ".txt")
	}
	return names
}

// What the recorded debates amount to, as text.
func TestDebates(t *testing.T) {
	for _, name := range debates(t) {
		t.Run(name, func(t *testing.T) {
			timertest.OnceRaced(t, name)
			all := records(t, name)
			book, err := account.Read(all)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			for n := 1; n <= book.Meetings(); n++ {
				a, ok := book.Account(n, timer.Stamp{})
				if !ok {
					t.Fatalf("there is no meeting %d", n)
				}
				write(&out, a)
			}
			golden(t, name, out.String())
			found, err := account.Verify(all)
			if err != nil || len(found) > 0 {
				t.Errorf("it does not follow: %v, %v", found, err)
			}
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s amounts to\n%s\nwant\n%s", name, got, want)
	}
}

func write(w *strings.Builder, a account.Account) {
	fmt.Fprintf(w, "meeting %d %s %s %s opened %s closed %s\n", a.Number, a.Symbol, a.Title, a.Zone, clock(a.Opened.Wall), clock(a.ClosedAt.Wall))
	for i, s := range a.Sittings {
		fmt.Fprintf(w, "sitting %d called %s resumed %s suspended %s rose %s\n", i+1, clock(s.Called), clock(s.Resumed), clock(s.Suspended), clock(s.Rose))
	}
	for i := range a.Statements {
		writeStatement(w, &a.Statements[i])
	}
	for _, n := range a.Notes {
		fmt.Fprintf(w, "note %d of %d by %s: %s [%s] proposal %v\n", n.Rev, n.Statement, n.By, n.Text, n.Paragraph, n.Proposal)
	}
	t := a.Totals
	fmt.Fprintf(w, "list %d: heard %d, not heard %d, absent %d, withdrawn %d, waiting %d\n", t.Inscribed, t.Heard, t.NotHeard, t.Absent, t.Withdrawn, t.Waiting)
	fmt.Fprintf(w, "total %s; over %v, paused %v, interrupted %v, suspended %v, between %v\n", sum(t.Sum), t.Over, t.Paused, t.Interrupted, t.Suspended, t.Between)
	for _, g := range append(t.ByKind, t.ByDelegation...) {
		fmt.Fprintf(w, "  %s %s\n", g.Name, sum(g.Sum))
	}
	p := a.Proof
	fmt.Fprintf(w, "lights due %d, confirmed %d, not confirmed %v; not trusted %d", p.Due, p.Confirmed, p.Unconfirmed, p.Untrusted)
	if p.Worst != nil {
		fmt.Fprintf(w, "; worst %v, bound %v", p.Worst.Late, p.WorstBound.Bound)
	}
	for _, u := range p.Unsaved {
		fmt.Fprintf(w, "; unsaved %s to %s", clock(u.From), clock(u.Until))
	}
	fmt.Fprintln(w)
}

func writeStatement(w *strings.Builder, s *account.Statement) {
	limit := "no limit"
	if s.Allotted != timer.NoLimit {
		limit = s.Allotted.String()
	}
	fmt.Fprintf(w, "%d. statement %d %s %s %s (%s) for %q at %q in sitting %d\n", s.Order, s.ID, s.Entry, s.Delegation, s.Kind, s.Speaker, s.OnBehalfOf, s.Seat, s.Sitting)
	fmt.Fprintf(w, "   given %s started %s ended %s used %v of %s over %v paused %v interrupted %v by %v suspended %v after %v interrupts %d trusted %v recorded %v\n",
		clock(s.FloorGiven), clock(s.StartedAt.Wall), clock(s.EndedAt.Wall), s.Used, limit, s.Over, s.Paused, s.Interrupted, s.InterruptedBy, s.Suspended, s.Between, s.Interrupts, s.Trusted, s.Recorded)
	for _, p := range s.Pauses {
		fmt.Fprintf(w, "   paused at %s %v %q\n", clock(p.At.Wall), p.Took, p.Reason)
	}
	for _, e := range s.Light {
		fmt.Fprintf(w, "   light %s %s due %s seen %s late %v bound %v\n", e.Seat, e.Signal, clock(e.Due.Wall), clock(e.Seen), e.Late, e.Bound)
	}
	if !s.PromptedAt.IsZero() {
		fmt.Fprintf(w, "   prompted %s\n", clock(s.PromptedAt))
	}
	for _, u := range s.Urged {
		fmt.Fprintf(w, "   urged %s\n", clock(u.Wall))
	}
	for _, c := range s.Corrections {
		fmt.Fprintf(w, "   revision %d %s by %s: %s %q was %q (%s)\n", c.Rev, c.What, c.By, c.Field, c.Now, c.Was, c.Reason)
	}
}

func sum(s account.Sum) string {
	return fmt.Sprintf("%d statements, %v of %v, median %v, quartiles %v", s.Statements, s.Used, s.Allotted, s.Median, s.Quartiles)
}

func clock(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("02 15:04:05.000")
}

// Of a statement that ended more than once the last end counts that nobody took back, and the
// meeting of each is the one of then.
func TestEndsThatStand(t *testing.T) {
	const head = "speaker state Brazil\nspeaker state Japan\nspeaker state Peru\n" +
		"0:01.000 > give-floor e1\n0:02.000 > start\n1:00.000 > end\n"
	for name, c := range map[string]struct {
		then string
		want string // statements, when each ended, who had been heard, who waited
	}{
		"ended":                   {"", "1 at 1:00, 1 heard, 2 left"},
		"undone":                  {"1:10.000 > undo 4\n", ""},
		"ended again":             {"1:10.000 > undo 4\n2:00.000 > end\n", "1 at 2:00, 1 heard, 2 left"},
		"reopened":                {"1:10.000 > reopen 1\n", ""},
		"reopened and ended":      {"1:10.000 > reopen 1\n2:00.000 > end\n", "1 at 2:00, 1 heard, 2 left"},
		"the reopening undone":    {"1:10.000 > reopen 1\n2:00.000 > end\n2:10.000 > undo 6\n2:11.000 > undo 5\n", "1 at 1:00, 1 heard, 2 left"},
		"a point of order":        {"1:10.000 > point-of-order Peru\n1:20.000 > rule resume\n", "1 at 1:00, 1 heard, 2 left"},
		"a ruling that ends it":   {"1:10.000 > give-floor e2\n1:20.000 > start\n1:30.000 > point-of-order Peru\n1:40.000 > rule end\n", "1 at 1:00, 1 heard, 2 left; 2 at 1:40, 2 heard, 1 left"},
		"another before":          {"1:10.000 > give-floor e3\n1:20.000 > start\n1:30.000 > end\n", "1 at 1:00, 1 heard, 2 left; 2 at 1:30, 2 heard, 1 left"},
		"one more, then undone":   {"1:10.000 > inscribe state Fiji\n1:20.000 > give-floor e2\n1:21.000 > start\n1:30.000 > end\n1:40.000 > undo 5\n", "1 at 1:00, 1 heard, 2 left; 2 at 1:30, 2 heard, 2 left"},
		"corrected":               {"1:10.000 > correct 1 ended-at 0:30 | because it was late\n", "1 at 1:00, 1 heard, 2 left"},
		"the machine was away":    {"1:10.000 > off 40s\n2:10.000 > give-floor e2\n2:20.000 > start\n2:30.000 > end\n", "1 at 1:00, 1 heard, 2 left; 2 at 2:30, 2 heard, 1 left"},
		"closed with two to come": {"1:10.000 > close-debate\n", "1 at 1:00, 1 heard, 2 left"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, all, err := timertest.Replay(head + c.then)
				if err != nil {
					t.Fatal(err)
				}
				book, err := account.Read(all)
				if err != nil {
					t.Fatal(err)
				}
				a, _ := book.Account(1, timer.Stamp{})
				var got []string
				for _, e := range a.Ends {
					after := e.At.Wall.Sub(a.Opened.Wall).Round(time.Second)
					got = append(got, fmt.Sprintf("%d at %d:%02d, %d heard, %d left", e.Statement, after/time.Minute, after%time.Minute/time.Second, e.Heard(), e.Left()))
					if m := e.Meeting(); m.Floor != nil || len(m.List) != e.Left() || m.Rules.Name != "working-methods-2024" {
						t.Errorf("the meeting at the end of %d is %+v", e.Statement, m)
					}
				}
				if is := strings.Join(got, "; "); is != c.want {
					t.Errorf("the ends are %q; want %q", is, c.want)
				}
			})
		})
	}
}

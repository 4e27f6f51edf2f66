package pages_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
	"rostrum/timer/journal"
)

// formerBoot writes the journal of a debate whose controller went away in the
// middle of a statement, at 1:20, hours ago and on another start of the machine.
func formerBoot(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	file, err := journal.Open(filepath.Join(dir, "data", testbed.JournalFile))
	if err != nil {
		t.Fatal(err)
	}
	rules, _ := timer.Preset(timer.DefaultRules)
	var m timer.Meeting
	began := time.Now().Add(-3 * time.Hour)
	for _, c := range []struct {
		at time.Duration
		do timer.Command
	}{
		{0, timer.OpenMeeting{Title: "Working methods", Rules: rules, List: []timer.Inscription{{Delegation: "Japan", Kind: timer.State, Seat: "7"}, {Delegation: "Peru", Kind: timer.State}}}},
		{time.Second, timer.GiveFloor{Entry: "e1"}},
		{10 * time.Second, timer.Start{}},
		{90 * time.Second, timer.Note{Text: "the last record"}},
	} {
		now := timer.Stamp{Wall: began.Add(c.at).UTC(), Steady: timer.Instant(c.at), Boot: "another start of this machine"}
		events, err := m.Decide(timer.Actor{Role: timer.Chair}, c.do, now)
		if err != nil {
			t.Fatal(err)
		}
		m = m.Apply(events[0])
		if err := file.Append(timer.Record{Events: events}); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// "The clock was held at 1:20; by my watch she has spoken 2:05": by taps, in both
// languages, and once more when the watch was misread.
func TestHeldClockOnThePages(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	formerBoot(t, dir)
	p := testbed.Start(t, dir, "--light", "7=dry")
	chair, secretary := d.OpenConsole("held", 1180, 820), d.OpenConsole("held-zh", 390, 844)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	secretary.Visit(p.Address() + "/chair?lang=zh#invite=" + p.Invitation("console"))
	for _, b := range []browser.Console{chair, secretary} {
		b.Shows(b.Held().Shown())
		if text := b.Held().Text(); !strings.Contains(text, "1:20") {
			t.Errorf("%s: the strip says %q", b.Label, text)
		}
		b.Shot("strip")
	}
	chair.SetHeld().Tap()
	for _, by := range []string{"30000", "10000", "5000"} {
		chair.Question().Step(by).Tap()
	}
	if value := chair.Question().Field("elapsed_ms").Written(); value != "2:05" {
		t.Errorf("after three taps the field has %s", value)
	}
	chair.Shot("question")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Pause().Does("pause"), chair.Held().Hidden())
	if f := p.State().Floor; f.Paused || f.ElapsedMS < 125_000 || f.ElapsedMS > 145_000 {
		t.Errorf("set to 2:05 and resumed the floor is %+v", f)
	}
	secretary.Shows(secretary.Held().Hidden())

	// It was 1:55: the sheet offers it as long as she has the floor.
	chair.Act("set-elapsed")
	chair.Question().Field("elapsed_ms").Fill("x")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Question().Field("elapsed_ms").Invalid())
	chair.Question().Field("elapsed_ms").Fill("1.55")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Unasked())
	if f := p.State().Floor; f.Paused || f.ElapsedMS < 115_000 || f.ElapsedMS > 124_000 {
		t.Errorf("set to 1:55 while it runs the floor is %+v", f)
	}
	if undo := p.State().Undo; undo == nil || undo.What != "elapsed-set" {
		t.Errorf("what can be undone is %+v", undo)
	}
	p.Do("end", "end", nil)
	p.Do("give", "give-floor", map[string]any{"entry": "e2"})
	p.Do("start", "start", nil)
	chair.Shows(chair.Next().Does("end"))
	chair.Procedure().Tap()
	if !chair.Now(chair.Question().Choice("set-elapsed").Hidden()) {
		t.Error("the sheet offers it for a statement whose clock has counted all")
	}
	for _, b := range []*browser.Browser{chair.Browser, secretary.Browser} {
		for _, line := range b.Complaints() {
			t.Errorf("%s complains: %s", b.Label, line)
		}
	}
	p.Stop()
}

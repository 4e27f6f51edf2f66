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
	d := browser.InChromium(t)
	dir := t.TempDir()
	formerBoot(t, dir)
	p := testbed.Start(t, dir, "--light", "7=dry")
	chair, secretary := d.Open("held", 1180, 820), d.Open("held-zh", 390, 844)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	secretary.Visit(p.Address() + "/chair?lang=zh#invite=" + p.Invitation("console"))
	for b, word := range map[*browser.Browser]string{chair: "1:20", secretary: "1:20"} {
		b.Await(`document.querySelector("#held")?.getClientRects().length > 0`)
		if text := b.Text("#held"); !strings.Contains(text, word) {
			t.Errorf("%s: the strip says %q", b.Label, text)
		}
		b.Shot("strip")
	}
	chair.Tap("#held-set")
	for _, by := range []string{"30000", "10000", "5000"} {
		chair.Tap(`dialog[open] [data-by="` + by + `"]`)
	}
	if value := chair.Eval(`document.querySelector('dialog[open] [name="elapsed_ms"]').value`); value != "2:05" {
		t.Errorf("after three taps the field has %v", value)
	}
	chair.Shot("question")
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`document.querySelector("#pause").dataset.do === "pause" && !document.querySelector("#held").getClientRects().length`)
	if f := p.State().Floor; f.Paused || f.ElapsedMS < 125_000 || f.ElapsedMS > 145_000 {
		t.Errorf("set to 2:05 and resumed the floor is %+v", f)
	}
	secretary.Await(`!document.querySelector("#held").getClientRects().length`)

	// It was 1:55: the sheet offers it as long as she has the floor.
	chair.Tap("#procedure")
	chair.Tap(`dialog[open] [data-do="set-elapsed"]`)
	chair.Fill(`dialog[open] [name="elapsed_ms"]`, "x")
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`document.querySelector('dialog[open] [name="elapsed_ms"][aria-invalid="true"]')`)
	chair.Fill(`dialog[open] [name="elapsed_ms"]`, "1.55")
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`!document.querySelector("dialog[open]")`)
	if f := p.State().Floor; f.Paused || f.ElapsedMS < 115_000 || f.ElapsedMS > 124_000 {
		t.Errorf("set to 1:55 while it runs the floor is %+v", f)
	}
	if undo := p.State().Undo; undo == nil || undo.What != "elapsed-set" {
		t.Errorf("what can be undone is %+v", undo)
	}
	p.Do("end", "end", nil)
	p.Do("give", "give-floor", map[string]any{"entry": "e2"})
	p.Do("start", "start", nil)
	chair.Await(`document.querySelector("#primary").dataset.do === "end"`)
	chair.Tap("#procedure")
	if chair.Eval(`document.querySelector('dialog[open] [data-do="set-elapsed"]').getClientRects().length`) != 0.0 {
		t.Error("the sheet offers it for a statement whose clock has counted all")
	}
	for _, b := range []*browser.Browser{chair, secretary} {
		for _, line := range b.Complaints() {
			t.Errorf("%s complains: %s", b.Label, line)
		}
	}
	p.Stop()
}

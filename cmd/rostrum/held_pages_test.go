package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	file, err := journal.Open(filepath.Join(dir, "data", journalFile))
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
	d := inChromium(t)
	dir := t.TempDir()
	formerBoot(t, dir)
	p := start(t, dir, "--light", "7=dry")
	chair, secretary := d.open("held", 1180, 820), d.open("held-zh", 390, 844)
	chair.visit(p.address + "/chair?lang=en#invite=" + invitation(t, dir))
	secretary.visit(p.address + "/chair?lang=zh#invite=" + invitation(t, dir))
	for b, word := range map[*browser]string{chair: "1:20", secretary: "1:20"} {
		b.await(`document.querySelector("#held")?.getClientRects().length > 0`)
		if text := b.text("#held"); !strings.Contains(text, word) {
			t.Errorf("%s: the strip says %q", b.name, text)
		}
		b.shot("strip")
	}
	chair.tap("#held-set")
	for _, by := range []string{"30000", "10000", "5000"} {
		chair.tap(`dialog[open] [data-by="` + by + `"]`)
	}
	if value := chair.eval(`document.querySelector('dialog[open] [name="elapsed_ms"]').value`); value != "2:05" {
		t.Errorf("after three taps the field has %v", value)
	}
	chair.shot("question")
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`document.querySelector("#pause").dataset.do === "pause" && !document.querySelector("#held").getClientRects().length`)
	if f := p.state().Floor; f.Paused || f.ElapsedMS < 125_000 || f.ElapsedMS > 145_000 {
		t.Errorf("set to 2:05 and resumed the floor is %+v", f)
	}
	secretary.await(`!document.querySelector("#held").getClientRects().length`)

	// It was 1:55: the sheet offers it as long as she has the floor.
	chair.tap("#procedure")
	chair.tap(`dialog[open] [data-do="set-elapsed"]`)
	chair.fill(`dialog[open] [name="elapsed_ms"]`, "x")
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`document.querySelector('dialog[open] [name="elapsed_ms"][aria-invalid="true"]')`)
	chair.fill(`dialog[open] [name="elapsed_ms"]`, "1.55")
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`!document.querySelector("dialog[open]")`)
	if f := p.state().Floor; f.Paused || f.ElapsedMS < 115_000 || f.ElapsedMS > 124_000 {
		t.Errorf("set to 1:55 while it runs the floor is %+v", f)
	}
	if undo := p.state().Undo; undo == nil || undo.What != "elapsed-set" {
		t.Errorf("what can be undone is %+v", undo)
	}
	p.do("end", "end", nil)
	p.do("give", "give-floor", map[string]any{"entry": "e2"})
	p.do("start", "start", nil)
	chair.await(`document.querySelector("#primary").dataset.do === "end"`)
	chair.tap("#procedure")
	if chair.eval(`document.querySelector('dialog[open] [data-do="set-elapsed"]').getClientRects().length`) != 0.0 {
		t.Error("the sheet offers it for a statement whose clock has counted all")
	}
	for _, b := range []*browser{chair, secretary} {
		for _, line := range b.complaints() {
			t.Errorf("%s complains: %s", b.name, line)
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

const seatedList = `delegation,speaker,kind,seat
Japan,H.E. Ms. Sato,state,7
Ghana,H.E. Mr. Mensah,state,8
Malta,H.E. Ms. Borg,state,9
Brazil,H.E. Mr. Lima,state,10
Switzerland,H.E. Ms. Keller,state,11
Ecuador,H.E. Mr. Paredes,state,14
`

// The lights of a room as the chair sees them, by taps: found, missed, doubted, and
// a microphone that is open.
func TestSeatsOnThePages(t *testing.T) {
	d := inChromium(t)
	dir := t.TempDir()
	list, rules := filepath.Join(dir, "list.csv"), filepath.Join(dir, "rules.toml")
	for name, text := range map[string]string{list: seatedList, rules: strings.ReplaceAll(pageRules, "4s", "60s")} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := start(t, dir, "--list", list, "--rules", rules)
	seats := []string{"7", "8", "9", "10", "11"}
	key := lightKey(t, dir, seats...)
	come := func(id string, seats ...string) *handAgent {
		return comeAgent(t, p.address, key, wire.Agent{ID: id, Version: "0.3.0", Seats: seats, HoldoverMS: 60_000})
	}
	chair := d.open("seats", 1180, 820)
	chair.visit(p.address + "/chair#invite=" + invitation(t, dir))
	line := func(seat string) string { return `.seat-line[data-seat="` + seat + `"]` }
	health := func(seat, want string) {
		t.Helper()
		chair.await(fmt.Sprintf(`document.querySelector(%q)?.dataset.health === %q`, line(seat), want))
	}
	needy := func(count string) {
		t.Helper()
		chair.await(fmt.Sprintf(`(document.querySelector("#seats-open .seats-count")?.getClientRects().length > 0 ? document.querySelector(".seats-number").innerText : "") === %q`, count))
	}
	shown := func(selector, text string) {
		t.Helper()
		chair.await(fmt.Sprintf(`document.querySelector(%q)?.innerText.includes(%q)`, selector, text))
	}

	// No light has come yet: the sheet says how one does.
	chair.tap("#seats-open")
	chair.await(`document.querySelector("dialog[open]").innerText.includes("rostrum key new") && document.querySelector("#test-all").getClientRects().length === 0`)
	chair.shot("none")

	// They come while it is open. All is well: every light is confirmed, and the seat
	// without one is said so.
	desk, bench := come("desk", "7", "8"), come("bench", "9", "10", "11")
	for _, seat := range seats {
		health(seat, "well")
	}
	health("14", "unknown")
	shown(".seats-summary", "5")
	needy("")
	chair.shot("well")

	// One light is found, then all.
	chair.tap(line("9") + " button")
	chair.await(fmt.Sprintf(`document.querySelector(%q)?.hasAttribute("data-tested")`, line("9")))
	if test := bench.course(func(c *wire.Course) bool { return c.Test != nil }).Test; len(test.Seats) != 1 || test.Seats[0] != "9" {
		t.Errorf("asked for the light of seat 9, the agent is told to test %v", test.Seats)
	}
	chair.tap("#test-all")
	chair.await(`document.querySelectorAll(".seat-line[data-tested]").length === 5`)
	chair.shot("tested")

	// What can be wrong with a light.
	bench.become(func(s *wire.Status) { s.Lights[0].Failing = "line GPIO17 is used by another program" })
	bench.become(func(s *wire.Status) { s.Lights[1].Signal = timer.Steady })
	bench.talks("11", true, p.state().ClockMS)
	rival := come("forgotten", "7")
	health("9", "failing")
	health("10", "differs")
	shown(line("9")+" .seat-failing", "GPIO17")
	shown(line("7")+" .seat-rival", "127.0.0.1")
	shown(line("11")+" .seat-talk", "")
	needy("3")
	if code := rival.turnedAway(); code != wire.CloseTaken {
		t.Errorf("another agent for a seat that is taken is closed with %d", code)
	}
	chair.shot("troubles")
	chair.tap("#seats-close")
	chair.shot("troubles-console")
	small := []*browser{d.open("seats-phone", 390, 844), d.open("seats-portrait", 820, 1180), d.open("seats-chinese", 768, 1024)}
	for _, b := range small {
		b.visit(p.address + "/chair" + map[bool]string{true: "?lang=zh"}[b.name == "seats-chinese"] + "#invite=" + invitation(t, dir))
		b.shot("console")
		b.tap("#seats-open")
		b.await(fmt.Sprintf(`document.querySelector(%q)?.dataset.health === "failing"`, line("9")))
		b.await(`document.querySelector("dialog[open]").scrollWidth <= document.querySelector("dialog[open]").clientWidth`)
		b.shot("troubles")
		b.tap(line("11") + " button")
		b.await(fmt.Sprintf(`document.querySelector(%q)?.hasAttribute("data-tested")`, line("11")))
		b.tap("#seats-close")
	}
	bench.become(func(s *wire.Status) {
		s.Synchronised = false
		s.Lights[0].Failing, s.Lights[1].Signal = "", timer.Dark
	})
	chair.tap("#seats-open")
	health("9", "unsynchronised")
	bench.become(func(s *wire.Status) { s.Synchronised = true })
	health("9", "well")
	chair.tap("#seats-close")

	// An open microphone offers to start the clock from when it was opened.
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "start"`)
	desk.talks("8", true, p.state().ClockMS)
	given := p.state()
	desk.talks("7", true, given.ClockMS)
	chair.await(`document.querySelector("#reminder").getClientRects().length > 0`)
	shown(".reminder-text", "7")
	chair.shot("talk")
	small[0].await(`document.querySelector("#reminder").getClientRects().length > 0`)
	small[0].await(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
	small[0].shot("talk")
	before := p.state()
	if before.Floor.StartedMS != nil {
		t.Errorf("the clock was started by a contact, though the chair does that: %+v", before.Floor)
	}
	chair.tap("#start-from-given")
	chair.await(`document.querySelector("#primary").dataset.do === "end"`)
	if began := p.state().Floor.StartedMS; began == nil || *began < given.ClockMS-1 || *began >= before.ClockMS {
		t.Errorf("started from when the microphone opened, at %v, before %v, the clock began at %v", given.ClockMS, before.ClockMS, began)
	}

	// The cable is cut in the statement: nobody is alarmed, and everybody knows.
	desk.cut()
	needy("2")
	chair.await(`document.querySelector('.chip[data-part="seat"]').dataset.health === "away"`)
	chair.shot("cut-console")
	small[0].shot("cut-console")
	small[1].shot("cut-console")
	chair.tap("#seats-open")
	health("7", "away")
	shown(line("7")+" .seat-health", "until")
	chair.await(fmt.Sprintf(`document.querySelector(%q).disabled`, line("7")+" button"))
	chair.shot("cut")
	chair.tap("#seats-close")
	chair.tap("#primary") // ends the statement
	chair.await(`document.querySelector("#primary").dataset.do === "give-floor"`)

	// The floor is given at a seat whose light does not answer: the page asks once.
	chair.tap("#primary")
	chair.await(`document.querySelector('dialog[open][data-ask="light"]') !== null`)
	chair.shot("asked")
	chair.tap("#ask-leave")
	if f := p.state().Floor; f != nil {
		t.Errorf("left the question, and %s has the floor", f.Delegation)
	}
	chair.tap("#primary")
	chair.tap(`dialog[open][data-ask="light"] [type="submit"]`)
	chair.await(`document.querySelector("#primary").dataset.do === "start" && !document.querySelector("dialog[open]")`)
	if f := p.state().Floor; f == nil || f.Seat != "8" {
		t.Errorf("given anyway, the floor is %+v", f)
	}

	// The agent is back: the light is confirmed without a tap.
	come("desk", "7", "8")
	chair.await(`document.querySelector('.chip[data-part="seat"]').dataset.health === "well"`)
	come("forgotten", "7").turnedAway() // the one before is forgotten after a minute
	needy("1")
	chair.shot("back")
	for _, b := range append(small, chair) {
		b.await(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
		for _, text := range b.complaints() {
			t.Errorf("%s complains: %s", b.name, text)
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

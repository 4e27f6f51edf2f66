package pages_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
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
	d := browser.InChromium(t)
	dir := t.TempDir()
	list, rules := filepath.Join(dir, "list.csv"), filepath.Join(dir, "rules.toml")
	for name, text := range map[string]string{list: seatedList, rules: strings.NewReplacer("8s", "60s", "4s", "2s", "120s", "2s").Replace(pageRules)} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := testbed.Start(t, dir, "--list", list, "--rules", rules)
	seats := []string{"7", "8", "9", "10", "11"}
	key := p.LightKey(seats...)
	come := func(id string, seats ...string) *testbed.HandAgent {
		return testbed.Come(t, p.Address(), key, wire.Agent{ID: id, Version: "0.3.0", Seats: seats, HoldoverMS: 60_000})
	}
	chair := d.Open("seats", 1180, 820)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	line := func(seat string) string { return `.seat-line[data-seat="` + seat + `"]` }
	health := func(seat, want string) {
		t.Helper()
		chair.Await(fmt.Sprintf(`document.querySelector(%q)?.dataset.health === %q`, line(seat), want))
	}
	needy := func(count string) {
		t.Helper()
		chair.Await(fmt.Sprintf(`(document.querySelector("#seats-open .seats-count")?.getClientRects().length > 0 ? document.querySelector(".seats-number").innerText : "") === %q`, count))
	}
	shown := func(selector, text string) {
		t.Helper()
		chair.Await(fmt.Sprintf(`document.querySelector(%q)?.innerText.includes(%q)`, selector, text))
	}

	// No light has come yet: the sheet says how one does.
	chair.Tap("#seats-open")
	chair.Await(`document.querySelector("dialog[open]").innerText.includes("rostrum key new") && document.querySelector("#test-all").getClientRects().length === 0`)
	chair.Shot("none")

	// They come while it is open. All is well: every light is confirmed, and the seat
	// without one is said so.
	desk, bench := come("desk", "7", "8"), come("bench", "9", "10", "11")
	for _, seat := range seats {
		health(seat, "well")
	}
	health("14", "unknown")
	shown(".seats-summary", "5")
	needy("")
	chair.Shot("well")

	// One light is found, then all.
	chair.Tap(line("9") + " button")
	chair.Await(fmt.Sprintf(`document.querySelector(%q)?.hasAttribute("data-tested")`, line("9")))
	if test := bench.Course(func(c *wire.Course) bool { return c.Test != nil }).Test; len(test.Seats) != 1 || test.Seats[0] != "9" {
		t.Errorf("asked for the light of seat 9, the agent is told to test %v", test.Seats)
	}
	chair.Tap("#test-all")
	chair.Await(`document.querySelectorAll(".seat-line[data-tested]").length === 5`)
	chair.Shot("tested")

	// What can be wrong with a light.
	bench.Become(func(s *wire.Status) { s.Lights[0].Failing = "line GPIO17 is used by another program" })
	bench.Become(func(s *wire.Status) { s.Lights[1].Signal = timer.Steady })
	bench.Talks("11", true, p.State().ClockMS)
	rival := come("forgotten", "7")
	health("9", "failing")
	health("10", "differs")
	shown(line("9")+" .seat-failing", "GPIO17")
	shown(line("7")+" .seat-rival", "127.0.0.1")
	shown(line("11")+" .seat-talk", "")
	needy("3")
	if code := rival.TurnedAway(); code != wire.CloseTaken {
		t.Errorf("another agent for a seat that is taken is closed with %d", code)
	}
	chair.Shot("troubles")
	chair.Tap("#seats-close")
	chair.Shot("troubles-console")
	small := []*browser.Browser{d.Open("seats-phone", 390, 844), d.Open("seats-portrait", 820, 1180), d.Open("seats-chinese", 768, 1024)}
	for _, b := range small {
		b.Visit(p.Address() + "/chair" + map[bool]string{true: "?lang=zh"}[b.Label == "seats-chinese"] + "#invite=" + p.Invitation("console"))
		b.Shot("console")
		b.Tap("#seats-open")
		b.Await(fmt.Sprintf(`document.querySelector(%q)?.dataset.health === "failing"`, line("9")))
		b.Await(`document.querySelector("dialog[open]").scrollWidth <= document.querySelector("dialog[open]").clientWidth`)
		b.Shot("troubles")
		b.Tap(line("11") + " button")
		b.Await(fmt.Sprintf(`document.querySelector(%q)?.hasAttribute("data-tested")`, line("11")))
		b.Tap("#seats-close")
	}
	bench.Become(func(s *wire.Status) {
		s.Synchronised = false
		s.Lights[0].Failing, s.Lights[1].Signal = "", timer.Dark
	})
	chair.Tap("#seats-open")
	health("9", "unsynchronised")
	bench.Become(func(s *wire.Status) { s.Synchronised = true })
	health("9", "well")
	chair.Tap("#seats-close")

	// An open microphone offers to start the clock from when it was opened.
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "start"`)
	desk.Talks("8", true, p.State().ClockMS)
	given := p.State()
	desk.Talks("7", true, given.ClockMS)
	chair.Await(`document.querySelector("#reminder").getClientRects().length > 0`)
	shown(".reminder-text", "7")
	chair.Shot("talk")
	small[0].Await(`document.querySelector("#reminder").getClientRects().length > 0`)
	small[0].Await(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
	small[0].Shot("talk")
	before := p.State()
	if before.Floor.StartedMS != nil {
		t.Errorf("the clock was started by a contact, though the chair does that: %+v", before.Floor)
	}
	chair.Tap("#start-from-given")
	chair.Await(`document.querySelector("#primary").dataset.do === "end"`)
	if began := p.State().Floor.StartedMS; began == nil || *began < given.ClockMS-1 || *began >= before.ClockMS {
		t.Errorf("started from when the microphone opened, at %v, before %v, the clock began at %v", given.ClockMS, before.ClockMS, began)
	}

	// The cable is cut in the statement: nobody is alarmed, and everybody knows.
	desk.Cut()
	needy("2")
	chair.Await(`document.querySelector('.chip[data-part="seat"]').dataset.health === "away"`)
	chair.Shot("cut-console")
	small[0].Shot("cut-console")
	small[1].Shot("cut-console")
	chair.Tap("#seats-open")
	health("7", "away")
	shown(line("7")+" .seat-health", "until")
	chair.Await(fmt.Sprintf(`document.querySelector(%q).disabled`, line("7")+" button"))
	chair.Shot("cut")
	chair.Tap("#seats-close")
	chair.Tap("#primary") // ends the statement
	chair.Await(`document.querySelector("#primary").dataset.do === "give-floor"`)

	// The floor is given at a seat whose light does not answer: the page asks once.
	chair.Tap("#primary")
	chair.Await(`document.querySelector('dialog[open][data-ask="light"]') !== null`)
	chair.Shot("asked")
	chair.Tap("#ask-leave")
	if f := p.State().Floor; f != nil {
		t.Errorf("left the question, and %s has the floor", f.Delegation)
	}
	chair.Tap("#primary")
	chair.Tap(`dialog[open][data-ask="light"] [type="submit"]`)
	chair.Await(`document.querySelector("#primary").dataset.do === "start" && !document.querySelector("dialog[open]")`)
	if f := p.State().Floor; f == nil || f.Seat != "8" {
		t.Errorf("given anyway, the floor is %+v", f)
	}

	// The agent is back: the light is confirmed without a tap.
	come("desk", "7", "8")
	chair.Await(`document.querySelector('.chip[data-part="seat"]').dataset.health === "well"`)
	come("forgotten", "7").TurnedAway() // the one before is forgotten after a minute
	needy("1")
	chair.Shot("back")
	for _, b := range append(small, chair) {
		b.Await(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
		for _, text := range b.Complaints() {
			t.Errorf("%s complains: %s", b.Label, text)
		}
	}
	p.Stop()
}

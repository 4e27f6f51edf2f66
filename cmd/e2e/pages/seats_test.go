package pages_test

import (
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
	list := file(t, dir, "list.csv", seatedList)
	rules := file(t, dir, "rules.toml", strings.NewReplacer("8s", "60s", "4s", "2s", "120s", "2s").Replace(pageRules))
	p := testbed.Start(t, dir, "--list", list, "--rules", rules)
	seats := []string{"7", "8", "9", "10", "11"}
	key := p.LightKey(seats...)
	come := func(id string, seats ...string) *testbed.HandAgent {
		return testbed.Come(t, p.Address(), key, wire.Agent{ID: id, Version: "0.3.0", Seats: seats, HoldoverMS: 60_000})
	}
	chair := d.OpenConsole("seats", 1180, 820)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	line := chair.SeatLine
	health := func(seat, want string) {
		t.Helper()
		chair.Shows(line(seat).Is(want))
	}
	needy := func(count string) {
		t.Helper()
		if count == "" {
			chair.Shows(chair.SeatsCount().Hidden())
			return
		}
		chair.Shows(chair.SeatsCount().Shown(), chair.SeatsNumber().Says(count))
	}

	// No light has come yet: the sheet says how one does.
	chair.SeatsButton().Tap()
	chair.Shows(chair.Question().Mentions("rostrum key new"), chair.TestAll().Hidden())
	chair.Shot("none")

	// They come while it is open. All is well: every light is confirmed, and the seat
	// without one is said so.
	desk, bench := come("desk", "7", "8"), come("bench", "9", "10", "11")
	for _, seat := range seats {
		health(seat, "well")
	}
	health("14", "unknown")
	chair.Shows(chair.SeatsSummary().Mentions("5"))
	needy("")
	chair.Shot("well")

	// One light is found, then all.
	line("9").Find().Tap()
	chair.Shows(line("9").Marked("data-tested"))
	if test := bench.Course(func(c *wire.Course) bool { return c.Test != nil }).Test; len(test.Seats) != 1 || test.Seats[0] != "9" {
		t.Errorf("asked for the light of seat 9, the agent is told to test %v", test.Seats)
	}
	chair.TestAll().Tap()
	chair.Shows(chair.Tested().Many(5))
	chair.Shot("tested")

	// What can be wrong with a light.
	bench.Become(func(s *wire.Status) { s.Lights[0].Failing = "line GPIO17 is used by another program" })
	bench.Become(func(s *wire.Status) { s.Lights[1].Signal = timer.Steady })
	now := p.State().ClockMS
	bench.Talks("11", true, now)
	for n := range 100 {
		bench.Reports(wire.Report{Seat: "11", Statement: n, DeadlineMS: now, AtMS: now})
	}
	rival := come("forgotten", "7")
	health("9", "failing")
	health("10", "differs")
	chair.Shows(line("9").Failing().Mentions("GPIO17"), line("7").Rival().Mentions("127.0.0.1"), line("11").Talk().There(), line("11").Dropped().Shown())
	needy("3")
	if code := rival.TurnedAway(); code != wire.CloseTaken {
		t.Errorf("another agent for a seat that is taken is closed with %d", code)
	}
	chair.Shot("troubles")
	chair.SeatsClose().Tap()
	chair.Shot("troubles-console")
	small := []browser.Console{d.OpenConsole("seats-phone", 390, 844), d.OpenConsole("seats-portrait", 820, 1180), d.OpenConsole("seats-chinese", 768, 1024)}
	for _, b := range small {
		b.Visit(p.Address() + "/chair" + map[bool]string{true: "?lang=zh"}[b.Label == "seats-chinese"] + "#invite=" + p.Invitation("console"))
		b.Shot("console")
		b.SeatsButton().Tap()
		b.Shows(b.SeatLine("9").Is("failing"))
		b.Shows(b.Question().Fits())
		b.Shot("troubles")
		b.SeatLine("11").Find().Tap()
		b.Shows(b.SeatLine("11").Marked("data-tested"))
		b.SeatsClose().Tap()
	}
	bench.Become(func(s *wire.Status) {
		s.Synchronised = false
		s.Lights[0].Failing, s.Lights[1].Signal = "", timer.Dark
	})
	chair.SeatsButton().Tap()
	health("9", "unsynchronised")
	bench.Become(func(s *wire.Status) { s.Synchronised = true })
	health("9", "well")
	chair.SeatsClose().Tap()

	// An open microphone offers to start the clock from when it was opened.
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("start"))
	desk.Talks("8", true, p.State().ClockMS)
	given := p.State()
	desk.Talks("7", true, given.ClockMS)
	chair.Shows(chair.Reminder().Shown())
	chair.Shows(chair.ReminderText().Mentions("7"))
	chair.Shot("talk")
	small[0].Shows(small[0].Reminder().Shown())
	small[0].Shows(small[0].Root().Fits())
	small[0].Shot("talk")
	before := p.State()
	if before.Floor.StartedMS != nil {
		t.Errorf("the clock was started by a contact, though the chair does that: %+v", before.Floor)
	}
	chair.StartFromGiven().Tap()
	chair.Shows(chair.Next().Does("end"))
	if began := p.State().Floor.StartedMS; began == nil || *began < given.ClockMS-1 || *began >= before.ClockMS {
		t.Errorf("started from when the microphone opened, at %v, before %v, the clock began at %v", given.ClockMS, before.ClockMS, began)
	}

	// The cable is cut in the statement: nobody is alarmed, and everybody knows.
	desk.Cut()
	needy("2")
	chair.Shows(chair.SeatChip().Data("health", "away"))
	chair.Shot("cut-console")
	small[0].Shot("cut-console")
	small[1].Shot("cut-console")
	chair.SeatsButton().Tap()
	health("7", "away")
	chair.Shows(line("7").Health().Mentions("until"), line("7").Find().Disabled())
	chair.Shot("cut")
	chair.SeatsClose().Tap()
	chair.Next().Tap() // ends the statement
	chair.Shows(chair.Next().Does("give-floor"))

	// The floor is given at a seat whose light does not answer: the page asks once.
	chair.Next().Tap()
	chair.Shows(chair.Asked("light").There())
	chair.Shot("asked")
	chair.Question().Leave().Tap()
	if f := p.State().Floor; f != nil {
		t.Errorf("left the question, and %s has the floor", f.Delegation)
	}
	chair.Next().Tap()
	chair.Asked("light").Answer().Tap()
	chair.Shows(chair.Next().Does("start"), chair.Unasked())
	if f := p.State().Floor; f == nil || f.Seat != "8" {
		t.Errorf("given anyway, the floor is %+v", f)
	}

	// The agent is back: the light is confirmed without a tap.
	come("desk", "7", "8")
	chair.Shows(chair.SeatChip().Data("health", "well"))
	come("forgotten", "7").TurnedAway() // the one before is forgotten after a minute
	needy("1")
	chair.Shot("back")
	for _, b := range append(small, chair) {
		b.Shows(b.Root().Fits())
		b.Quiet()
	}
	p.Stop()
}

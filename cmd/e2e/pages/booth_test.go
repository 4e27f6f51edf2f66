package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// An interpreter asks a speaker to go slower by one tap: the seat's screen says it in its
// language, the console has a mark, and a third time within a minute waits.
func TestBoothAsksForSlower(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	list := file(t, dir, "speakers.csv", "delegation,seat,language\nPeru,7,es\nJapan,8,en\nGhana,9,\n")
	p := testbed.Start(t, dir, "--list", list, "--rules", file(t, dir, "rules.toml", fiveMinutes), "--light", "7=dry", "--light", "9=dry")
	booth, seat, other := d.OpenBooth("booth", 820, 1180), d.OpenSeat("seat", 800, 480), d.OpenSeat("seat-other", 800, 480)
	chair := d.OpenConsole("chair-booth", 1180, 820)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	seat.Visit(p.Address() + "/seat/7?lang=zh")
	other.Visit(p.Address() + "/seat/9?lang=ar")

	booth.Visit(p.Address() + "/booth?lang=en")
	booth.Shows(booth.SignIn().Shown(), booth.Slower().Hidden())
	booth.Visit(p.Address() + "/booth?lang=en#invite=" + p.InvitationFor(timer.Booth, "Spanish"))
	booth.Shows(booth.SignIn().Hidden(), booth.Slower().Disabled(), booth.NextLanguages().Many(3), booth.NextLanguages().Says("Spanish"))
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	booth.Shows(booth.Delegation().Says("Peru"), booth.Language().Mentions("Spanish"), booth.Time().Shown())

	booth.Shows(booth.Slower().Enabled())
	booth.Slower().Click()
	seat.Shows(seat.Urged().Says("请放慢语速"), seat.Delegation().Hidden())
	chair.Shows(chair.Reminded().Mentions("Slower"))
	booth.Shows(booth.Words().Mentions("screen"))
	for _, b := range []*browser.Browser{booth.Browser, seat.Browser, chair.Browser} {
		b.Settled()
		b.Shot("slower")
		for _, fault := range b.Faults() {
			t.Errorf("%s: %s", b.Label, fault)
		}
	}
	booth.Shows(booth.Slower().Enabled())
	booth.Slower().Click()
	booth.Shows(booth.Slower().Disabled(), booth.Words().Mentions("again in"))
	booth.Shot("twice")

	// The chair reminds of the microphone, here and elsewhere.
	p.Do("microphone", "remind", map[string]any{"line": "microphone", "seat": "9"})
	other.Shows(other.QuietAsked().Shown())
	other.Shot("microphone")
	p.Do("end", "end", nil)
	seat.Shows(seat.Urged().Hidden())
	other.Shows(other.QuietAsked().Hidden())
	chair.Shows(chair.Reminded().Hidden())
	for _, b := range []*browser.Browser{booth.Browser, seat.Browser, other.Browser, chair.Browser} {
		b.Quiet(browser.Answered("409"))
	}
	p.Stop()
}

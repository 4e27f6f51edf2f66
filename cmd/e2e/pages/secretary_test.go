package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/timer"
)

// A secretary's console has no button that the controller would refuse her: what the
// chair alone may do is not there, and what the chair alone may undo says so.
func TestSecretarysConsole(t *testing.T) { browser.InEngines(t, testSecretarysConsole) }

func testSecretarysConsole(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	chair, secretary := d.OpenConsole("chair-alone", 1180, 820), d.OpenConsole("secretary-alone", 1024, 768)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("President"))
	secretary.Visit(p.Address() + "/chair#invite=" + p.InvitationFor(timer.Secretary, "Secretariat"))

	chair.AwaitNext("give-floor")
	secretary.AwaitNext("give-floor")
	chair.Procedure().Tap()
	secretary.Procedure().Tap()
	for _, do := range []string{"set-rules", "close-debate"} {
		chair.Shows(chair.Question().Choice(do).Shown())
		secretary.Shows(browser.Not(secretary.Question().Choice(do).Shown()))
	}
	secretary.Shows(secretary.Question().Choice("suspend").Shown(), secretary.Question().Choice("screens").Shown())
	secretary.Shot("procedure")
	secretary.Press(browser.KeyEscape)

	// What she does she undoes; what the chair alone does stays, and the line says why.
	noted := p.Do("note", "note", map[string]any{"text": "quorum"}).Rev
	secretary.Shows(secretary.Undo().Enabled())
	closed := p.Do("close", "close-debate", nil).Rev
	secretary.Shows(browser.Not(secretary.Undo().Enabled()))
	secretary.UndoMore().Tap()
	sheet := secretary.Question()
	secretary.Shows(sheet.Done(closed).Contains("Only the chair"), browser.Not(sheet.UndoOf(closed).Shown()), sheet.UndoOf(noted).Enabled())
	secretary.Shot("undo")
	sheet.UndoOf(noted).Tap()
	secretary.Shows(browser.Not(sheet.Done(noted).There()))
	secretary.Press(browser.KeyEscape)
	secretary.Procedure().Tap()
	secretary.Shows(browser.Not(secretary.Question().Choice("reopen-debate").Shown()))
	for _, line := range secretary.Complaints() {
		t.Errorf("the secretary's console complains: %s", line)
	}
	p.Stop()
}

package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// A tablet is shown what its owner compares, on the way to the console too.
func TestTrustOnThePages(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--tls", "--light", "7=dry")
	compare := p.Said("compare")[0]
	page := d.OpenFront("trust", 820, 1180)
	page.Visit(p.Address() + "/")
	page.Shows(browser.Not(page.Trust().Marked("hidden")))
	// A light that the controller drives itself is one; of one there is no plural.
	page.Shows(page.Connected().Mentions("1 light confirmed"), page.Connected().Mentions("1 public screen"))
	page.Shot("lobby")
	page.TrustLink().Tap()
	page.Shows(page.Fingerprint().Says(compare))
	page.Shot("trust")
	// The last step leads to the console.
	page.Shows(page.Console().Shown(), page.Console().Attribute("href", "/chair"))
	for _, language := range inTurn(englishFirst()) {
		page.Visit(p.Address() + "/trust?lang=" + language)
		page.Shows(page.Fingerprint().Says(compare))
		page.Shot("trust-" + language)
		for _, fault := range page.Faults() {
			t.Errorf("%s: %s", language, fault)
		}
	}
	chair := browser.Console(page)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	chair.SeatsButton().Tap()
	chair.Shows(chair.SeatsIdentity().Says(compare))
	page.Shot("sheet")
	page.Quiet()
}

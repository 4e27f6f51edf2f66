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
	p := testbed.Start(t, dir, "--tls")
	compare := p.Said("compare")[0]
	page := d.OpenFront("trust", 820, 1180)
	page.Visit(p.Address() + "/")
	page.Shows(browser.Not(page.Trust().Marked("hidden")))
	page.Shot("lobby")
	page.TrustLink().Tap()
	page.Shows(page.Fingerprint().Says(compare))
	page.Shot("trust")
	chair := browser.Console(page)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	chair.SeatsButton().Tap()
	chair.Shows(chair.SeatsIdentity().Says(compare))
	page.Shot("sheet")
	page.Quiet()
}

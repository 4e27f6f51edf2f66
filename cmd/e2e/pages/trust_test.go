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
	page := d.Open("trust", 820, 1180)
	page.Visit(p.Address() + "/")
	page.Await(`!document.querySelector("#trust").hidden`)
	page.Shot("lobby")
	page.Tap("#trust a")
	page.Await(`document.querySelector("#fingerprint")?.innerText === "` + compare + `"`)
	page.Shot("trust")
	page.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	page.Tap("#seats-open")
	page.Await(`document.querySelector(".seats-identity code").innerText === "` + compare + `"`)
	page.Shot("sheet")
	for _, complaint := range page.Complaints() {
		t.Error(complaint)
	}
}

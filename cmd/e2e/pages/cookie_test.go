package pages_test

import (
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// Cookies that a page in clear has planted under the session's name keep a chair who
// is signed in from nothing.
func TestPlantedCookies(t *testing.T) { detail(t); browser.InEngines(t, testPlantedCookies) }

func testPlantedCookies(t *testing.T, d *browser.Driver) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--tls", "--public-http", "127.0.0.1:0", "--rules", file(t, dir, "rules.toml", fiveMinutes), "--light", "7=dry")
	public := strings.TrimSuffix(p.Said("trust")[0], "/trust")
	chair := d.OpenConsole("planted", 1180, 820)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	chair.AwaitNext("give-floor")
	chair.Visit(public + "/gallery")
	if taken := chair.PlantCookies(); !strings.Contains(taken, "rostrum_session=AAA") || strings.Contains(taken, "__Host-") {
		t.Errorf("from a page in clear the browser took %q", taken)
	}
	chair.Visit(p.Address() + "/chair")
	chair.AwaitNext("give-floor")
	chair.Note().Tap()
	chair.Asked("note").Field("text").Fill("quorum")
	chair.Asked("note").Answer().Tap()
	chair.Shows(chair.Undo().Enabled(), chair.Undo().Contains("note"))
	chair.Quiet()
	p.Stop()
}

package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// Axe finds what it is there for; otherwise its silence would mean nothing.
func TestAxeFindsPlantedFaults(t *testing.T) {
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) {
		p := testbed.Start(t, t.TempDir())
		b := d.Open("planted", 800, 600)
		b.Visit(p.Address() + "/gallery")
		b.Plant()
		if found := b.Axe(); len(found) < 2 {
			t.Errorf("a button and a picture without words: axe-core found %q", found)
		}
	})
}

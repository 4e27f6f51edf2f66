package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
)

// The strip over a webcast: transparent or on one colour, from either side, still, and
// nothing at all while nobody speaks.
func TestOverlay(t *testing.T) {
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.OpenOverlay("overlay", 1920, 1080)
	clear := func(of ...browser.Element) (all []string) {
		for _, one := range of {
			all = append(all, one.Style("background-color"), one.Style("background-image"))
		}
		return all
	}
	for _, language := range append([]string{"en"}, inTurn(englishFirst())...) {
		b.Resize(1920, 1080)
		b.Visit(p.Address() + "/overlay?lang=" + language)
		b.Shows(b.Strip().Shown(), b.Speaks(language), browser.Not(b.Phase().Has("")))
		for _, got := range clear(b.Root(), b.Body()) {
			if got != "rgba(0, 0, 0, 0)" && got != "none" {
				t.Errorf("%s: behind the strip is %s", language, got)
			}
		}
		for _, size := range [][2]int{{1920, 1080}, {1280, 720}, {720, 576}} {
			b.Resize(size[0], size[1])
			b.Settled()
			for _, fault := range b.Faults() {
				t.Errorf("%s %d: %s", language, size[0], fault)
			}
		}
		b.Shot(language)
	}
	if direction := b.Root().AttributeNow("dir"); direction != "rtl" && len(inTurn(englishFirst())) == 1 {
		t.Errorf("in Arabic the strip runs %s", direction)
	}
	if most, what := b.Flashes(); most > 0 {
		t.Errorf("of the strip %s changed its colours %d times", what, most)
	}
	b.Visit(p.Address() + "/overlay?lang=ar&key=00ff00")
	b.Shows(b.Strip().Shown())
	if got := b.Root().Style("background-color"); got != "rgb(0, 255, 0)" {
		t.Errorf("the key is %s", got)
	}
	b.Shot("key")
	p.Do("suspend", "suspend", nil)
	b.Shows(b.When().Hidden(), b.Strip().Shown())
	p.Do("reconvene", "reconvene", nil)
	p.Do("end", "end", nil)
	b.Shows(b.Strip().Hidden())
	b.Quiet()
}

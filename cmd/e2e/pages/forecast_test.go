package pages_test

import (
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// Interpreters leave in 50 minutes and 37 are to speak: the console says so, draws the line
// in the list, and one tap gives everybody less time, which one undo takes back.
func TestForecastOnTheConsole(t *testing.T) {
	d := browser.InChromium(t)
	p := testbed.Start(t, t.TempDir())
	p.Do("end", "set-end", map[string]any{"at": time.Now().Add(50 * time.Minute).UTC().Format(time.RFC3339)})
	for _, language := range inBriefOf([]string{"en", "zh", "ar"}, "en", "ar") {
		b := d.OpenConsole("forecast-"+language, 1180, 820)
		b.Visit(p.Address() + "/chair?lang=" + language + "#invite=" + p.Invitation(b.Label))
		b.Shows(b.Rows().Many(37), b.ForecastEnds().Shown(), b.ForecastNotice().Shown(), b.RunsOut().Many(1), b.Uncertain().HoldsSome())
		b.RunsOut().Bring()
		b.Settled()
		b.Shot("notice")
		looksRight(t, b, "notice")
		if language != "en" {
			continue
		}
		b.Shows(b.ForecastEnds().Contains("the list ends at"))
		rev := p.State().Rev
		b.ForecastLimit().Tap()
		b.Shows(b.Told(), b.ForecastNotice().Hidden())
		if s := p.State(); s.Rev != rev+1 || *s.Meeting.Rules.Kinds[0].LimitMS >= 180_000 {
			t.Errorf("after one tap the limit is %d at revision %d", *s.Meeting.Rules.Kinds[0].LimitMS, s.Rev)
		}
		b.Undo().Tap()
		b.Shows(b.ForecastEnd().Enabled())
		b.ForecastEnd().Tap()
		b.Shows(b.Asked("set-end").Shown())
		b.Settled()
		b.Shot("end")
		looksRight(t, b, "end")
	}
}

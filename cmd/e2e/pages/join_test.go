package pages_test

import (
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// The chair makes a line for a seat's light and for a screen, in every language; the page
// keeps nothing of it once it is put away.
func TestMachineJoinsByTheConsole(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := testbed.Start(t, t.TempDir(), "--tls", "--listen", "0.0.0.0:0", "--public-http", "0.0.0.0:0", "--packages", testbed.Source(t, ""), "--light", "7=dry")
	chair := d.OpenConsole("join", 1180, 820)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("tablet"))
	for i, language := range []string{"en", "zh", "ar"} {
		if i > 0 {
			chair.Resize(390, 844)
		}
		chair.Visit(p.Address() + "/chair?lang=" + language)
		chair.AwaitNext("give-floor")
		chair.SeatsButton().Tap()
		chair.Shows(chair.JoinCode().Hidden())
		chair.Join().Tap()
		ask := chair.Asked("join")
		chair.Shows(ask.Field("pin").Value("GPIO17"))
		ask.Answer().Tap() // without a seat
		chair.Shows(ask.Refused().Shown())
		ask.Field("seat").Fill("12")
		chair.Shot("asked-" + language)
		healthy(t, chair)
		ask.Answer().Tap()
		chair.Shows(chair.JoinCode().Shown(), chair.JoinLeft().Mentions("15"))
		line := chair.JoinLine().Text()
		if !strings.HasPrefix(line, "curl -fsSk --pinnedpubkey sha256//") || !strings.HasSuffix(line, "|sudo sh") {
			t.Errorf("the line is %q", line)
		}
		chair.Shot("line-" + language)
		healthy(t, chair)
		chair.JoinAway().Tap()
		chair.Shows(chair.JoinCode().Hidden())
		if left := chair.JoinLine().Text(); left != "" {
			t.Errorf("the page keeps %q", left)
		}
		chair.SeatsClose().Tap()
	}
}

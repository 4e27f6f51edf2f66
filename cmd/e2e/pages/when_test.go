package pages_test

import (
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// A delegation finds itself, and its phone follows the list until it has spoken.
func TestWhenADelegationSpeaks(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	list := file(t, dir, "speakers.csv", "delegation,kind\nPeru,state\nJapan,state\nEuropean Union,observer\nGhana,state\nCôte d’Ivoire,state\n")
	p := testbed.Start(t, dir, "--list", list)
	phone := d.OpenTurn("when", 390, 844)
	phone.Visit(p.Address() + "/when?lang=en")

	// In any spelling, and by a tap.
	phone.Choice().Fill("Ivory Coast")
	phone.Shows(phone.Found().Many(1), phone.Found().Says("Côte d’Ivoire"))
	phone.Choice().Fill("gha")
	phone.Shows(phone.Found().Many(1), phone.Found().Says("Ghana"))
	phone.Found().Click()
	phone.Shows(phone.Is("waiting"), phone.Place().Says("4"), phone.Choice().Hidden())
	if address := phone.Address(); !strings.Contains(address, "delegation=GHA") {
		t.Errorf("the address that can be handed on is %s", address)
	}
	phone.Shows(phone.When().Begins("Probably between"))
	phone.Shot("waiting")

	// Nothing is promised past the end of interpretation.
	p.Do("ends", "set-end", map[string]any{"at": time.Now().Add(time.Minute).UTC().Format(time.RFC3339)})
	phone.Shows(phone.When().Begins("Not before")) // when it asks again
	for _, language := range []string{"en", "zh", "ar"} {
		phone.Visit(p.Address() + "/when?lang=" + language + "&delegation=GHA")
		phone.Shows(phone.Place().Says("4"), phone.When().Shown(), phone.Limit().Shown())
		phone.Settled()
		phone.Shot("not-before-" + language)
		for _, fault := range phone.Faults() {
			t.Errorf("%s: %s", language, fault)
		}
	}
	phone.Visit(p.Address() + "/when?lang=en")

	// The list moves.
	p.Do("withdraw", "withdraw", map[string]any{"entry": "e1"})
	phone.Shows(phone.Place().Says("3"))
	p.Do("give", "give-floor", map[string]any{"entry": "e2"})
	phone.Shows(phone.Is("next-but-one"), phone.Place().Hidden(), phone.Sentence().Mentions("in the room"))
	phone.Shot("next-but-one")
	p.Do("back", "end", nil)
	p.Do("move", "move", map[string]any{"entry": "e4", "before": "e2"})
	phone.Shows(phone.Is("next"))
	p.Do("give-2", "give-floor", map[string]any{"entry": "e4"})
	phone.Shows(phone.Is("speaking"))
	p.Do("start", "start", nil)
	p.Do("end", "end", nil)
	phone.Shows(phone.Is("heard"))

	// The chosen one is remembered on this phone, in another language too.
	phone.Visit(p.Address() + "/when?lang=fr")
	phone.Shows(phone.Is("heard"), phone.Delegation().Says("Ghana"))
	phone.Again().Click()
	phone.Shows(phone.Choice().Shown(), browser.Not(phone.Asks("delegation")))
	p.Do("close", "close-list", nil)
	phone.Visit(p.Address() + "/when?lang=en&delegation=kenya")
	phone.Shows(phone.Is("list-closed"), phone.Delegation().Says("Kenya"))
	if text := phone.Body().Text(); strings.Contains(text, "Peru") {
		t.Errorf("a phone is told of others: %q", text)
	}
	phone.Quiet()
	p.Stop()
}

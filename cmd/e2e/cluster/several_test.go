package cluster_test

import (
	"net/http"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// The chair sees in one line who leads and that the other one is ready; that the standby is
// away, and a machine with it; and that two of three are, when nothing is recorded. The next
// step stays where it is.
func TestTheChairSeesHowTheRoomDoes(t *testing.T) {
	testbed.Asked(t, testbed.Details)
	d := browser.InChromium(t)
	c := bring(t)
	lead, standby := c.pair(t, "seen", pairing{at: twoHosts(t), lease: 6})
	for _, one := range []*testbed.Controller{lead, standby} {
		one.Await("the other controller", func(s *wire.State) bool { return len(s.Others) == 1 })
	}
	var pages []browser.Console
	for _, in := range []struct {
		language      string
		width, height int
	}{{"en", 1180, 820}, {"zh", 1024, 768}, {"ar", 1024, 768}} {
		language := in.language
		var invitation wire.Invitation
		if _, err := lead.Ask(http.MethodPost, "/api/v1/invitations", []byte(`{"role":"chair","name":"`+language+`"}`), &invitation); err != nil {
			t.Fatal(err)
		}
		chair := d.OpenConsole("several-"+language, in.width, in.height)
		chair.Visit(lead.Address() + "/chair?lang=" + language + invitation.Link[len(lead.Address()+"/chair"):])
		chair.Shows(chair.Several().Data("several", "well"), chair.Next().Enabled())
		chair.Settled()
		chair.Shot("well")
		pages = append(pages, chair)
	}
	where := make([]string, len(pages))
	for i, chair := range pages {
		where[i] = chair.Next().Where()
	}
	all := func(look string) {
		t.Helper()
		for i, chair := range pages {
			chair.Shows(chair.Several().Data("several", look))
			chair.Settled()
			chair.Shot(look)
			if is := chair.Next().Where(); is != where[i] {
				t.Errorf("%s, %s: the next step was at %s and is at %s", chair.Label, look, where[i], is)
			}
		}
	}
	leader := c.leader()
	var others []*member
	for _, m := range c.members {
		if m != leader {
			others = append(others, m)
		}
	}
	standby.Kill()
	others[0].process.Kill()
	all("missing")
	others[1].process.Kill()
	all("stopped")

	// One sentence says what it means, and then the debate goes on here.
	for i, chair := range pages {
		chair.Shows(chair.GoUnrecorded().Shown(), browser.Not(chair.Line().Shown()))
		chair.Settled()
		chair.Shot("alone")
		if is := chair.Next().Where(); is != where[i] {
			t.Errorf("%s, alone: the next step was at %s and is at %s", chair.Label, where[i], is)
		}
	}
	chair := pages[0] // in English: two acts are no figure in Arabic
	chair.GoUnrecorded().Tap()
	chair.Shot("question")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Saving("unrecorded").Shown(), chair.Next().Enabled())
	chair.Next().Tap()
	chair.Shows(chair.Saving("unrecorded").Mentions("2"))
	chair.Shot("unrecorded")
}

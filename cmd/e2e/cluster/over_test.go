package cluster_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// Two controllers at two hosts, whose cookies are two browsers' to a browser, and a chair
// who is signed in at one. The one that leads is killed in mid-statement: the console goes
// on at the other, signed in without a tap, and gives a command there. So does a gallery
// that was at the one that is gone; one at the other stays. The first one comes back, and
// the second is killed: the console goes back.
func TestPagesGoOver(t *testing.T) {
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) { testPagesGoOver(t, d) })
}

// The same where all of it is encrypted, and the browser trusts both.
func TestPagesGoOverEncrypted(t *testing.T) {
	testbed.AtLength(t)
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) { testPagesGoOver(t, d, "--tls") })
}

// twoHosts are the addresses of two controllers whose cookies are two browsers' to a browser.
// A test is skipped where one machine has not two of its own.
func twoHosts(t *testing.T) [2]string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		testbed.Need(t, testbed.Cluster, fmt.Errorf("127.0.0.2 is not of this machine (%w); pages that go from one controller to another are not played", err))
	}
	_ = l.Close()
	return [2]string{"127.0.0.1:0", "127.0.0.2:0"}
}

func testPagesGoOver(t *testing.T, d *browser.Driver, words ...string) {
	c := bring(t)
	lead, standby := c.pair(t, "over", pairing{at: twoHosts(t), lease: 6, words: words}) // beside three browsers
	for _, one := range []*testbed.Controller{lead, standby} {
		one.Await("the other controller", func(s *wire.State) bool { return len(s.Others) == 1 })
	}
	var invitation wire.Invitation
	if _, err := lead.Ask(http.MethodPost, "/api/v1/invitations", []byte(`{"role":"chair","name":"tablet"}`), &invitation); err != nil {
		t.Fatal(err)
	}
	chair := d.OpenConsole("chair-over", 1180, 820)
	gallery, stays := d.OpenGallery("gallery-over", 1280, 720), d.OpenGallery("gallery-stays", 1280, 720)
	chair.Visit(invitation.Link)
	gallery.Visit(lead.Address() + "/gallery")
	stays.Visit(standby.Address() + "/gallery")
	chair.AwaitNext("give-floor")
	chair.Next().Tap()
	chair.AwaitNext("start")
	chair.Next().Tap()
	for _, b := range []*browser.Browser{chair.Browser, gallery.Browser, stays.Browser} {
		b.Shows(b.MayGoOver(), b.InPhase("speaking"))
	}
	chair.Shows(chair.Several().Data("several", "well"))

	killed := time.Now()
	lead.Kill()
	chair.GoesOver(standby.Address())
	chair.Shows(chair.At(standby.Address(), "/chair"), chair.Ready())
	chair.Shows(chair.Linked("live"), chair.Pause().Does("pause"), chair.Pause().Enabled())
	chair.Pause().Tap()
	standby.Await("the pause", func(s *wire.State) bool { return s.Floor != nil && s.Floor.Paused })
	t.Logf("from the kill to a command taken at the other controller: %v", time.Since(killed).Round(10*time.Millisecond))
	if address := chair.Address(); strings.Contains(address, "#") {
		t.Errorf("the console is at %s", address)
	}
	gallery.GoesOver(standby.Address())
	gallery.Shows(gallery.At(standby.Address(), "/gallery"), gallery.Ready())
	gallery.Shows(gallery.Linked("live"), gallery.Paused())
	stays.Shows(stays.At(standby.Address(), "/gallery"), stays.Paused())
	chair.Shows(chair.Several().Data("several", "missing"))
	chair.Shot("missing")

	// Back at another address: the console is loaded again when nobody touches it, and may
	// listen to it then. The tablet has its session there still.
	lead.Restart()
	chair.Shows(chair.MayGoOver())
	standby.Kill()
	chair.GoesOver(lead.Address())
	chair.Shows(chair.At(lead.Address(), "/chair"), chair.Ready())
	chair.Shows(chair.Linked("live"), chair.Pause().Does("resume"), chair.Pause().Enabled())
	chair.Pause().Tap()
	lead.Await("the resumption", func(s *wire.State) bool { return s.Floor != nil && !s.Floor.Paused })
}

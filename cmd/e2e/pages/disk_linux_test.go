package pages_test

import (
	"os"
	"path/filepath"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// A full disk as the chair sees it: the console says at once that nothing is being
// saved, offers to go on unrecorded, says how much waits, and is quiet again when
// there is room.
func TestFullDiskOnThePages(t *testing.T) {
	d := browser.InChromium(t)
	disk := testbed.SmallDisk(t, 1<<20)
	dir := t.TempDir()
	if err := os.Symlink(disk, filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
	p := testbed.Start(t, dir)
	chair := d.OpenConsole("disk", 1180, 820)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	upright := d.OpenConsole("disk-upright", 820, 1180)
	upright.Visit(p.Address() + "/chair?lang=ru#invite=" + p.Invitation("console"))
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("start"))
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("end"))

	// The disk stands above the taps and moves none of them.
	both := []browser.Console{chair, upright}
	var places []string
	for _, b := range both {
		b.AwaitNext("end")
		places = append(places, b.Next().Where())
	}
	stands := func(when string) {
		t.Helper()
		for i, b := range both {
			if now := b.Next().Where(); moved(places[i], now) {
				t.Errorf("%s: on %s the next step moved from %s to %s", when, b.Label, places[i], now)
			}
			b.Shot(when)
		}
	}

	fill := testbed.FillUp(p, disk)
	chair.Shows(chair.GoUnrecorded().Shown())
	upright.Shows(upright.GoUnrecorded().Shown())
	stands("failed")
	chair.GoUnrecorded().Tap() // soon: where a little room is left the disk is tried again
	chair.Question().Answer().Tap()
	chair.Shows(chair.Saving("unrecorded").Shown())
	shown := chair.Time().Text()
	chair.Shows(browser.Not(chair.Time().Says(shown))) // the clock goes on
	chair.Urge().Tap()
	chair.Shows(chair.Saving("unrecorded").Mentions("2"))
	upright.Shows(upright.Saving("unrecorded").Mentions("2"))
	stands("unrecorded")
	if s := p.State(); s.Floor == nil || s.Floor.Urged != 1 || s.Saving.Unrecorded != 2 {
		t.Errorf("while going on the floor is %+v and saving %+v", s.Floor, s.Saving)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	chair.Shows(browser.Not(chair.Saving("unrecorded").Shown()), browser.Not(chair.GoUnrecorded().Shown()))
	p.Kill()
	p.Restart()
	if s := p.State(); s.Floor == nil || s.Floor.Urged != 1 {
		t.Errorf("after a restart the floor is %+v", s.Floor)
	}
	p.Stop()
}

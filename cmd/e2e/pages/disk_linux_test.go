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
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("start"))
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("end"))

	fill := testbed.FillUp(p, disk)
	chair.Shows(chair.GoUnrecorded().Shown())
	chair.Shot("failed")
	chair.GoUnrecorded().Tap() // soon: where a little room is left the disk is tried again
	chair.Question().Answer().Tap()
	chair.Shows(chair.Banner("unrecorded").Shown())
	shown := chair.Time().Text()
	chair.Shows(browser.Not(chair.Time().Says(shown))) // the clock goes on
	chair.Urge().Tap()
	chair.Shows(chair.Banner("unrecorded").Mentions("2"))
	chair.Shot("unrecorded")
	if s := p.State(); s.Floor == nil || s.Floor.Urged != 1 || s.Saving.Unrecorded != 2 {
		t.Errorf("while going on the floor is %+v and saving %+v", s.Floor, s.Saving)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	chair.Shows(browser.Not(chair.Banner("unrecorded").Shown()), browser.Not(chair.GoUnrecorded().Shown()))
	p.Kill()
	p.Restart()
	if s := p.State(); s.Floor == nil || s.Floor.Urged != 1 {
		t.Errorf("after a restart the floor is %+v", s.Floor)
	}
	p.Stop()
}

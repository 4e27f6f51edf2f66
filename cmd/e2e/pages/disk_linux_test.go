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
	chair := d.Open("disk", 1180, 820)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "start"`)
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "end"`)

	fill := testbed.FillUp(p, disk)
	chair.Await(`document.querySelector("#go-unrecorded")?.getClientRects().length > 0`)
	chair.Shot("failed")
	chair.Tap("#go-unrecorded") // soon: where a little room is left the disk is tried again
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`document.querySelector('[data-banner="unrecorded"]')?.getClientRects().length > 0`)
	shown := chair.Text("#time")
	chair.Await(`document.querySelector("#time").innerText.trim() !== ` + quote(shown)) // the clock goes on
	chair.Tap("#urge")
	chair.Await(`document.querySelector('[data-banner="unrecorded"]').innerText.includes("2")`)
	chair.Shot("unrecorded")
	if s := p.State(); s.Floor == nil || s.Floor.Urged != 1 || s.Saving.Unrecorded != 2 {
		t.Errorf("while going on the floor is %+v and saving %+v", s.Floor, s.Saving)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	chair.Await(`!document.querySelector('[data-banner="unrecorded"]')?.getClientRects().length && !document.querySelector("#go-unrecorded")?.getClientRects().length`)
	p.Kill()
	p.Restart()
	if s := p.State(); s.Floor == nil || s.Floor.Urged != 1 {
		t.Errorf("after a restart the floor is %+v", s.Floor)
	}
	p.Stop()
}

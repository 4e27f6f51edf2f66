package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A full disk as the chair sees it: the console says at once that nothing is being
// saved, offers to go on unrecorded, says how much waits, and is quiet again when
// there is room.
func TestFullDiskOnThePages(t *testing.T) {
	d := inChromium(t)
	disk := smallDisk(t, 1<<20)
	dir := t.TempDir()
	if err := os.Symlink(disk, filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
	p := start(t, dir)
	chair := d.open("disk", 1180, 820)
	chair.visit(p.address + "/chair#invite=" + invitation(t, dir))
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "start"`)
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "end"`)

	fill := fillUp(t, p, disk)
	chair.await(`document.querySelector("#go-unrecorded")?.getClientRects().length > 0`)
	chair.shot("failed")
	chair.tap("#go-unrecorded") // soon: where a little room is left the disk is tried again
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`document.querySelector('[data-banner="unrecorded"]')?.getClientRects().length > 0`)
	shown := chair.text("#time")
	chair.await(`document.querySelector("#time").innerText.trim() !== ` + quote(shown)) // the clock goes on
	chair.tap("#urge")
	chair.await(`document.querySelector('[data-banner="unrecorded"]').innerText.includes("2")`)
	chair.shot("unrecorded")
	if s := p.state(); s.Floor == nil || s.Floor.Urged != 1 || s.Saving.Unrecorded != 2 {
		t.Errorf("while going on the floor is %+v and saving %+v", s.Floor, s.Saving)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	chair.await(`!document.querySelector('[data-banner="unrecorded"]')?.getClientRects().length && !document.querySelector("#go-unrecorded")?.getClientRects().length`)
	p.kill()
	p.restart()
	if s := p.state(); s.Floor == nil || s.Floor.Urged != 1 {
		t.Errorf("after a restart the floor is %+v", s.Floor)
	}
	p.stop()
}

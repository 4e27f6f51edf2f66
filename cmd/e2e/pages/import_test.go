package pages_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// A list that comes in from a file, and comes again.

// The first export of a day: two of its columns nobody can guess.
const firstExport = `Nr.,Country,Who,Where,Fax
1,Kenya,Ms. Kimani,12,212-1
2,Norway,Mr. Berg,14,212-2
3,Chile,Ms. Rojas,15,212-3
4,Ghana,Mr. Mensah,16,212-4
5,Japan,Ms. Sato,17,212-5
6,Fiji,Mr. Nata,18,212-6
`

// The same an hour later: Norway is represented otherwise, Chile has gone, Japan is in
// front of Ghana, Fiji is represented otherwise too, Peru has come.
const secondExport = `Nr.,Country,Who,Where,Fax
1,Kenya,Ms. Kimani,12,212-1
2,Norway,Ms. Dahl,14,212-2
3,Japan,Ms. Sato,17,212-5
4,Ghana,Mr. Mensah,16,212-4
5,Fiji,Ms. Tamani,18,212-6
6,Peru,Mr. Quispe,19,212-7
`

// Another, with a group, posts, and what nobody knows.
const thirdExport = `Nr.,Country,Speaker,Title,On behalf of,Kind,Letter
1,Gabon,Ms. Ondo,Minister for Foreign Affairs,"Kenya, Ghana and Gabon",group,soon
2,Türkiye,Mr. Kaya,Ambassador,,state,later
3,Kenya,Ms. Kimani,,,state,soon
4,Mali,Mr. Diop,,,state,perhaps
5,Peru,Mr. Quispe,,,state,asked
6,Norway,Mr. Berg,,,state,ringing
`

// waitingNames are those who wait, as the controller has them, with who speaks for them.
func waitingNames(p *testbed.Controller) string {
	p.Helper()
	var all []string
	for _, e := range p.State().List {
		if e.Status == "waiting" {
			all = append(all, e.Delegation+" "+e.Speaker)
		}
	}
	return strings.Join(all, ", ")
}

// entryOf is the line of a delegation.
func entryOf(p *testbed.Controller, delegation string) string {
	p.Helper()
	for _, e := range p.State().List {
		if e.Delegation == delegation && e.Status != "withdrawn" {
			return string(e.Entry)
		}
	}
	p.Fatalf("%s is not on the list", delegation)
	return ""
}

// bring chooses a file and waits until it is read.
func bring(b browser.Console, path string) browser.Import {
	b.Helper()
	sheet := b.Import()
	b.File().Upload(path)
	b.Shows(sheet.Read(), browser.Not(sheet.Marked("aria-busy")))
	return sheet
}

func TestListFromFile(t *testing.T) { browser.InEngines(t, testListFromFile) }

func testListFromFile(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "import", 1180, 820)
	dir := t.TempDir()

	// In place of the list to rehearse with: two columns are corrected, then it is taken.
	b.Empty().Tap()
	b.Shows(b.Import().Shown())
	b.Shot("start")
	sheet := bring(b, file(t, dir, "Speakers 1.csv", firstExport))
	b.Shows(sheet.Opened("columns"), sheet.Column("B").Data("as", "delegation"), sheet.Column("C").Data("as", ""), sheet.Take().Says("Take the list: 6 speakers"))
	b.Shot("first")
	sheet.As("C").Choose("speaker")
	b.Shows(sheet.Column("C").Data("as", "speaker"))
	sheet.As("D").Choose("seat")
	b.Shows(sheet.Column("D").Data("as", "seat"), browser.Not(sheet.Marked("aria-busy")))
	b.Shot("corrected")
	if got := len(p.State().List); got != 37 {
		t.Errorf("the list has %d lines before anything was taken", got)
	}
	sheet.Take().Tap()
	b.Shows(b.Told(), b.Unasked(), b.Toast().Mentions("6 speakers"))
	b.Shot("taken")
	const first = "Kenya Ms. Kimani, Norway Mr. Berg, Chile Ms. Rojas, Ghana Mr. Mensah, Japan Ms. Sato, Fiji Mr. Nata"
	if got := waitingNames(p); got != first {
		t.Fatalf("the list is now %s", got)
	}

	// The debate goes on, and one line is corrected by hand; then the file comes again.
	p.Do("give", "give-floor", map[string]any{"entry": entryOf(p, "Kenya")})
	p.Do("start", "start", nil)
	fiji, chile := entryOf(p, "Fiji"), entryOf(p, "Chile")
	p.Do("by hand", "amend", map[string]any{"entry": fiji, "speaker": "Mr. Vula"})
	b.Shows(b.Row(fiji).Mentions("Mr. Vula"))
	b.Bring().Tap()
	bring(b, file(t, dir, "Speakers 2.csv", secondExport))
	b.Shows(sheet.Lines("added").Many(1), sheet.Lines("changed").Many(1), sheet.Lines("moved").Many(1), sheet.Lines("conflict").Many(1),
		sheet.Group("withdrawn").Mentions("Chile"), sheet.Column("C").Data("as", "speaker"), sheet.Take().Says("Take 3 changes"))
	b.Shot("again")
	b.Shows(sheet.Line("changed", 1).Mentions("Ms. Dahl, was Mr. Berg"), browser.Not(sheet.All("withdrawn").Checked()), browser.Not(sheet.Box("conflict", 1).Checked()))
	b.Shows(sheet.Line("conflict", 1).Mentions("Mr. Vula"), sheet.Line("conflict", 1).Mentions("Ms. Tamani"))
	sheet.Box("moved", 1).Tap()
	b.Shows(sheet.Take().Says("Take 2 changes"))
	sheet.Box("moved", 1).Tap()
	sheet.All("withdrawn").Tap()
	b.Shows(sheet.Take().Says("Take 4 changes"))
	sheet.Box("conflict", 1).Tap()
	b.Shows(sheet.Take().Says("Take 5 changes"))
	b.Shot("ticked")
	sheet.Take().Tap()
	b.Shows(b.Unasked(), b.Told(), b.Toast().Mentions("5 changes"), b.ToastAct().Shown())
	const second = "Norway Ms. Dahl, Japan Ms. Sato, Ghana Mr. Mensah, Fiji Ms. Tamani, Peru Mr. Quispe"
	if got := waitingNames(p); got != second {
		t.Errorf("the list is now %s", got)
	}
	if floor := p.State().Floor; floor == nil || floor.Delegation != "Kenya" || floor.Phase == "ready" {
		t.Errorf("the floor is now %+v", floor)
	}

	// One undo takes all of it back; the file is there again with all that it says, and,
	// once it is taken, has nothing left to say.
	b.ToastAct().Tap()
	b.Shows(b.Row(chile).Status("waiting"), b.Row(fiji).Mentions("Mr. Vula"))
	b.Bring().Tap()
	bring(b, file(t, dir, "Speakers 2.csv", secondExport))
	b.Shows(sheet.Take().Says("Take 3 changes"))
	sheet.All("withdrawn").Tap()
	sheet.Take().Tap()
	b.Shows(b.Unasked())
	b.Bring().Tap()
	bring(b, file(t, dir, "Speakers 2.csv", secondExport))
	b.Shows(sheet.Nothing().Shown(), browser.Not(sheet.Take().Shown()))
	b.Shot("nothing")
	// So is what the list itself is saved as.
	bring(b, saved(t, p, dir))
	b.Shows(sheet.Mentions("list.xlsx"), sheet.Nothing().Shown())
	b.Quiet()
}

// Whoever looks at a list that changes meanwhile takes nothing that was not seen.
func TestListFromFileChangesMeanwhile(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--list", file(t, dir, "first.csv", "delegation,speaker\nKenya,Ms. A\nNorway,Mr. B\n"))
	b := d.OpenConsole("meanwhile", 820, 1180)
	b.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	b.Shows(b.Rows().Many(2))
	b.Bring().Tap()
	sheet := bring(b, file(t, dir, "second.csv", "delegation,speaker\nKenya,Ms. A\nNorway,Ms. C\nChile,Mr. D\n"))
	b.Shows(sheet.Take().Says("Take 2 changes"))
	sheet.Box("added", 1).Tap()
	p.Do("by hand", "amend", map[string]any{"entry": "e2", "speaker": "Mr. E"})
	sheet.Take().Tap()
	b.Shows(sheet.Refused().Mentions("changed meanwhile"), sheet.Lines("conflict").Many(1), sheet.Take().Disabled())
	b.Shot("meanwhile")
	sheet.Box("added", 1).Tap()
	sheet.Take().Tap()
	b.Shows(b.Unasked())
	if got := waitingNames(p); got != "Kenya Ms. A, Norway Mr. E, Chile Mr. D" {
		t.Errorf("the list is now %s", got)
	}
	// What cannot be taken is shown, and says why.
	p.Do("close", "close-list", nil)
	b.Bring().Tap()
	bring(b, file(t, dir, "third.csv", "delegation,speaker\nKenya,Ms. A\nNorway,Mr. E\nChile,Mr. D\nPeru,Ms. F\n"))
	b.Shows(sheet.Group("refused").Mentions("Peru"), sheet.Group("refused").Mentions("The list is closed"), browser.Not(sheet.Box("refused", 1).There()))
	b.Quiet(browser.Answered("409"))
}

// A list that is watched is proposed when it changes, and taken by nobody but a hand.
func TestWatchedList(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	path := file(t, dir, "list.csv", "delegation,speaker\nKenya,Ms. A\nNorway,Mr. B\n")
	p := testbed.Start(t, dir, "--list", path, "--watch-list", path)
	b := d.OpenConsole("watched", 1180, 820)
	b.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	b.Shows(b.Rows().Many(2), b.Proposal().Hidden())
	file(t, dir, "list.csv", "delegation,speaker\nKenya,Ms. A\nNorway,Ms. C\nChile,Mr. D\n")
	b.Shows(b.Proposal().Says("list.csv has changed: 2 changes"))
	b.Shot("proposed")
	b.Proposal().Tap()
	sheet := b.Import()
	b.Shows(sheet.Read(), sheet.Lines("added").Many(1), sheet.Take().Says("Take 2 changes"))
	sheet.Take().Tap()
	b.Shows(b.Unasked(), b.Rows().Many(3), b.Proposal().Hidden())
	b.Quiet()
}

// A file without a column of delegations is asked for that one only; what is no list says
// so in a sentence.
func TestListFromFileRefused(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p, b := listConsole(t, d, "refused", 820, 1180)
	dir := t.TempDir()
	b.Bring().Tap()
	sheet := bring(b, file(t, dir, "Who.csv", "Seq,Body,Who\n1,Office of the Ombuds,Ms. A\n2,Institute of Peace,Mr. B\n"))
	b.Shows(sheet.Wanted().Shown(), browser.Not(sheet.Take().Shown()))
	b.Shot("wanted")
	sheet.As("B").Choose("delegation")
	b.Shows(sheet.Take().Says("Take the list: 2 speakers"), browser.Not(sheet.Wanted().Shown()))
	// Refused in its rows: what is said is seen, and what the columns are can still be said.
	b.File().Upload(file(t, dir, "Seats.csv", "Country,Number,Place\nKenya,1,7\nPeru,2,8 bis\n"))
	b.Shows(sheet.Take().Says("Take the list: 2 speakers"))
	sheet.As("B").Choose("")
	sheet.As("C").Choose("seq")
	b.Shows(sheet.Refused().Mentions("8 bis"), browser.Not(sheet.Take().Shown()))
	b.Shot("refused-row")
	sheet.As("C").Choose("seat")
	b.Shows(sheet.Take().Says("Take the list: 2 speakers"), browser.Not(sheet.Refused().Shown()))
	b.File().Upload(openDocument(t, dir))
	b.Shows(sheet.Refused().Mentions("XLSX"), browser.Not(sheet.Take().Shown()))
	b.Shot("ods")
	p.Stop()
	b.Shows(browser.Not(b.Link().Data("link", "live")))
	b.File().Upload(file(t, dir, "Who 2.csv", "delegation\nKenya\n"))
	b.Shows(sheet.Refused().Mentions("did not answer"))
}

// saved is the list as it stands, as a workbook.
func saved(t *testing.T, p *testbed.Controller, dir string) string {
	t.Helper()
	var book []byte
	if _, err := p.Ask(http.MethodGet, "/api/v1/list.xlsx", nil, &book); err != nil {
		t.Fatal(err)
	}
	return file(t, dir, "list.xlsx", string(book))
}

// openDocument is a workbook that LibreOffice would have written, as far as anybody reads
// it here.
func openDocument(t *testing.T, dir string) string {
	t.Helper()
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	part, err := w.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store})
	if err == nil {
		_, err = part.Write([]byte("application/vnd.oasis.opendocument.spreadsheet"))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return file(t, dir, "List.ods", packed.String())
}

// A list may be let go anywhere on the console, or pasted as a table; a long one is drawn
// as far as it is looked at.
func TestListDroppedAndPasted(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	_, b := listConsole(t, d, "dropped", 1180, 820)
	var long strings.Builder
	long.WriteString("delegation,speaker\n")
	for i := range 940 {
		fmt.Fprintf(&long, "Delegation %d,Speaker %d\n", i, i)
	}
	b.Drag("List.csv", long.String())
	b.Shows(b.Veil().Shown())
	b.Shot("veil")
	b.Drop("List.csv", long.String())
	sheet := b.Import()
	b.Shows(browser.Not(b.Veil().Shown()), sheet.Read(), browser.Not(sheet.Marked("aria-busy")), sheet.Take().Says("Take the list: 940 speakers"))
	sheet.Part("changes").Tap()
	b.Shows(sheet.Lines("added").Many(100), sheet.More("added").Mentions("840"))
	sheet.More("added").Tap()
	b.Shows(sheet.Lines("added").Many(200))
	sheet.Close().Tap()
	b.Paste("Country\tSpeaker\nKenya\tMs. A\nNorway\tMr. B\n")
	b.Shows(sheet.Read(), sheet.Take().Says("Take the list: 2 speakers"))
	b.Quiet()
}

// The sheet in three languages, on a tablet and a phone: nothing sticks out or is too
// small, and axe-core finds nothing.
func TestImportSheetInOtherLanguages(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	known := strings.NewReplacer("Who", "Speaker", "Where", "Seat")
	p := testbed.Start(t, dir, "--list", file(t, dir, "first.csv", known.Replace(firstExport)))
	p.Do("by hand", "amend", map[string]any{"entry": "e6", "speaker": "Mr. Vula"})
	second := file(t, dir, "Speakers 2.csv", known.Replace(secondExport))
	third := file(t, dir, "Speakers 3.csv", thirdExport)
	for _, size := range [][2]int{{820, 1180}, {390, 844}} {
		for _, language := range inTurn([]string{"en", "zh", "ar"}) {
			b := d.OpenConsole(fmt.Sprintf("import-%s-%d", language, size[0]), size[0], size[1])
			b.Visit(p.Address() + "/chair?lang=" + language + "#invite=" + p.Invitation(b.Label))
			b.Shows(b.Rows().Many(6))
			b.Bring().Tap()
			b.Settled()
			b.Shot("start")
			looksRight(t, b, "start")
			sheet := bring(b, second)
			called := map[string][2]string{"en": {"Peru", "Norway"}, "zh": {"秘鲁", "挪威"}, "ar": {"بيرو", "النرويج"}}[language]
			b.Shows(sheet.Line("added", 1).Mentions(called[0]), sheet.Line("moved", 1).Mentions(called[1]))
			b.Settled()
			b.Shot("changes")
			sheet.Part("columns").Tap()
			b.Shows(sheet.Opened("columns"))
			b.Settled()
			b.Shot("columns")
			looksRight(t, b, "read")
			bring(b, third)
			sheet.Part("doubts").Tap()
			b.Shows(sheet.Opened("doubts"), sheet.Doubt("unknown-letter").Mentions("soon"), sheet.Doubt("unknown-letter").Mentions("perhaps"))
			sheet.Doubt("unknown-letter").Tap()
			b.Shows(sheet.Values("unknown-letter").Many(5), sheet.Line("added", 1).Mentions("3"))
			b.Settled()
			b.Shot("doubts")
			looksRight(t, b, "doubts")
		}
	}
}

// looksRight fails the test for what is wrong with a page as it stands.
func looksRight(t *testing.T, b browser.Console, where string) {
	t.Helper()
	for _, fault := range b.Faults() {
		t.Errorf("%s: %s: %s", b.Label, where, fault)
	}
	for _, finding := range b.Axe() {
		t.Errorf("%s: %s: %s", b.Label, where, finding)
	}
}

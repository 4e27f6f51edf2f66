package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/program"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
	"rostrum/timer/listfile"
)

// The same list as a workbook and as CSV is understood on the command line, and opens a
// meeting; its moments are those of the room.
func TestImportedLists(t *testing.T) {
	for name, write := range map[string]func(io.Writer, []timer.Inscription) error{"list.xlsx": listfile.WriteXLSX, "list.csv": listfile.WriteCSV} {
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		file, err := os.Create(path)
		if err == nil {
			err = errors.Join(write(file, listfile.Sample()), file.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		said, err := say(t, "import", path)
		if err != nil || !strings.Contains(said, "Peru") || !strings.Contains(said, "5 speakers, 0 doubts") {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
		p := testbed.Start(t, dir, "--list", path)
		if state := p.State(); len(state.List) != 5 || state.List[2].Delegation != "Peru" || state.List[2].Kind != timer.Group {
			t.Errorf("%s: %+v", name, state.List)
		}
		p.Stop()
	}
	if _, err := say(t, "import", filepath.Join(t.TempDir(), "none.xlsx")); err == nil {
		t.Error("a list that is not there was read")
	}
}

// What is said of a list is how its columns were read, and all that it has.
func TestImportSaysHowTheListWasRead(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ file, want string }{
		"long.csv": {
			"No.,Country,Who,Post,Under rule,Language\n1,Peru,x,Minister,37,Spanish\n2,Cuba,y,,,\n", `COLUMN  HEADING     READ AS
A       No.         seq
B       Country     delegation
C       Who         ignored
D       Post        title
E       Under rule  capacity
F       Language    language

SEQ  DELEGATION  KIND   SPEAKER  SEAT  ON BEHALF OF  CAPACITY  LEVEL               LANGUAGE
1    Peru        state                               rule-37   minister (guessed)  Spanish
2    Cuba        state                                                             
`},
		"short.csv": {
			"Body,Speaker\nPeru,x\n", `COLUMN  HEADING  READ AS
A       Body     delegation (guessed from what is in it)
B       Speaker  speaker

SEQ  DELEGATION  KIND   SPEAKER  SEAT  ON BEHALF OF
1    Peru        state  x              
`},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.file), 0o600); err != nil {
			t.Fatal(err)
		}
		if said, err := say(t, "import", path); err != nil || !strings.HasPrefix(said, c.want) {
			t.Errorf("%s: %v\n%swant\n%s", name, err, said, c.want)
		}
	}
}

func TestMomentsOfAListAreThoseOfTheRoom(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte("Country,Registered\nJapan,2024-03-11 14:05\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	open, _, err := newMeeting(program.Environment{}, &config{List: path, Zone: "Asia/Tokyo"})
	if err != nil {
		t.Fatal(err)
	}
	if got := open.List[0].RegisteredAt.UTC().Format("15:04"); got != "05:05" {
		t.Errorf("registered at %s UTC, want nine hours before 14:05", got)
	}
}

package crash_test

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/timer"
)

// Another program cuts the journal under the one that runs: no act is acknowledged that
// is not saved, the clock and the light go on, and the chair goes on unrecorded. When the
// file is as it was, or was moved away, what was done is written.
func TestJournalThatIsCut(t *testing.T) {
	t.Parallel() // it waits for clocks
	for says, mend := range map[string]func(path string, sound []byte) error{
		"as it was":  func(path string, sound []byte) error { return os.WriteFile(path, sound, 0o600) },
		"moved away": func(path string, _ []byte) error { return os.Rename(path, path+".aside") },
	} {
		t.Run(says, func(t *testing.T) { cutJournal(t, mend) })
	}
}

func cutJournal(t *testing.T, mend func(path string, sound []byte) error) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, rehearsal(t, dir, 3)...)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.Do("start", "start", nil)
	path := filepath.Join(dir, "data", testbed.JournalFile)
	sound, err := os.ReadFile(path)
	if err == nil {
		err = os.Truncate(path, 0) // the kernel takes away what is mapped of it
	}
	if err != nil {
		t.Fatal(err)
	}
	urged := goOnUnrecorded(p)
	p.Await("the steady light", func(s *wire.State) bool { return s.Floor.Signal == timer.Steady })
	if err := mend(path, sound); err != nil {
		t.Fatal(err)
	}
	p.Await("a disk that saves", saves)
	if again := p.Do("urge", "urge", nil); !again.Repeated || !again.Durable || again.Rev != urged.Rev {
		t.Errorf("when the file is mended the repeat is answered %+v", again)
	}
	ended := p.Do("end", "end", nil)
	p.Kill()
	p.Restart()
	if s := p.State(); s.Rev != ended.Rev || s.Floor != nil {
		t.Errorf("after a restart the revision is %d and the floor %+v; want revision %d", s.Rev, s.Floor, ended.Rev)
	}
	p.Stop()
	checkEdges(t, readTrace(t, filepath.Join(dir, "trace.jsonl")), []statement{{zero: begun.ClockMS, end: ended.ClockMS, marks: marksOf(0)}})
}

// goOnUnrecorded holds that nothing is saved, and goes on.
func goOnUnrecorded(p *testbed.Controller) (urged wire.Receipt) {
	p.Helper()
	for range 2 {
		if status, _, err := p.Post(map[string]any{"id": "note", "do": "note", "text": "in a journal that is hurt"}); status != http.StatusServiceUnavailable {
			p.Fatalf("in a journal that is hurt a command is answered %v", err)
		}
	}
	if s := p.State(); s.Saving.State != timer.SaveFailed || s.Floor == nil || s.Floor.ZeroMS == nil {
		p.Fatalf("saving is %+v and the floor %+v", s.Saving, s.Floor)
	}
	if r := p.Do("go on", "go-on-unrecorded", nil); r.Durable {
		p.Errorf("going on unrecorded is acknowledged as durable: %+v", r)
	}
	urged = p.Do("urge", "urge", nil)
	if urged.Durable {
		p.Errorf("an action that is not recorded is acknowledged as %+v", urged)
	}
	return urged
}

// A journal that stays hurt: the program ends in good order when it is told to, says what
// is lost, and says at the next start in one sentence what is wrong, whatever was done to
// the file; and leaves it as it is.
func TestStartOnAJournalThatIsHurt(t *testing.T) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, rehearsal(t, dir, 60)...)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	path := filepath.Join(dir, "data", testbed.JournalFile)
	sound, err := os.ReadFile(path)
	if err == nil {
		err = os.Truncate(path, int64(len(sound)/2))
	}
	if err != nil {
		t.Fatal(err)
	}
	goOnUnrecorded(p)
	if code := p.Process().Stop(); code != 1 {
		t.Errorf("the exit code is %d", code)
	}
	if !p.Process().Says("2 actions that were done unrecorded are lost") {
		t.Errorf("it says: %s", p.Process().Log)
	}

	page := os.Getpagesize()
	noise := testbed.Dice(t)
	random := make([]byte, len(sound))
	for i := range random {
		random[i] = byte(noise.Uint32())
	}
	for says, file := range map[string][]byte{
		"nothing":                   {},
		"half":                      sound[:len(sound)/2],
		"the first pages":           sound[:3*page],
		"a page and a half":         sound[:page+page/2],
		"zeros":                     make([]byte, len(sound)),
		"its first pages and zeros": append(bytes.Clone(sound[:2*page]), make([]byte, len(sound)-2*page)...),
		"its first pages and noise": append(bytes.Clone(sound[:2*page]), random[2*page:]...),
		"noise":                     random,
	} {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		start := exec.Command(testbed.Binary(t, testbed.Rostrum), p.Args...)
		start.Stderr = &out
		err := start.Run()
		var exit *exec.ExitError
		if said := out.Bytes(); !errors.As(err, &exit) || exit.ExitCode() != 1 ||
			!bytes.HasPrefix(said, []byte("rostrum: journal: ")) || bytes.Count(said, []byte("\n")) != 1 || !bytes.Contains(said, []byte(path)) {
			t.Errorf("on %s the start ends with %v and says %s", says, err, said)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, file) {
			t.Errorf("%s was changed (%v)", says, err)
		}
	}
}

package crash_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/journal"
)

// backups is how often the journal is copied while commands are written.
const backups = 3

// While four clients give commands and somebody speaks, the journal is copied again and
// again, and nobody waits. Each copy has all that was acknowledged before it, is the
// beginning of the journal, and in an empty folder becomes a meeting that says so.
func TestBackupOfAMeetingThatGoesOn(t *testing.T) {
	t.Parallel() // it waits for clocks
	dir := t.TempDir()
	p := testbed.Start(t, dir, rehearsal(t, dir, 3)...)
	give := p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)

	var stop atomic.Bool
	var clients sync.WaitGroup
	hammers := make([]hammer, 4)
	for i := range hammers {
		hammers[i] = hammer{Controller: p, name: fmt.Sprint(i)}
		clients.Go(func() { hammers[i].strike(&stop) })
	}
	type copied struct {
		file   string
		before uint64 // the revision that was acknowledged when it was begun
	}
	all := make([]copied, backups)
	for i := range all {
		all[i].file = filepath.Join(dir, fmt.Sprintf("backup-%d.db", i))
		all[i].before = p.Do(fmt.Sprint("note ", i), "note", map[string]any{"text": "before it"}).Rev
		run(t, 0, "backup", "--data", filepath.Join(dir, "data"), all[i].file)
	}
	stop.Store(true)
	clients.Wait()
	var now wire.Recorded
	p.Do("end", "end", map[string]any{"statement": give.Statement})
	if _, err := p.Ask(http.MethodGet, "/api/v1/record", nil, &now); err != nil {
		t.Fatal(err)
	}
	p.Stop()

	whole := recordsOf(t, filepath.Join(dir, "data", testbed.JournalFile))
	for i, c := range all {
		into := filepath.Join(dir, fmt.Sprint("restored-", i))
		run(t, 0, "restore", "--data", filepath.Join(into, "data"), c.file)
		begins := recordsOf(t, filepath.Join(into, "data", testbed.JournalFile))
		rev := uint64(0)
		for n, r := range begins {
			if n >= len(whole) || textOf(t, r) != textOf(t, whole[n]) {
				t.Fatalf("backup %d: record %d is not the journal's", i, n+1)
			}
			for _, e := range r.Events {
				rev = e.Rev
			}
		}
		if rev < c.before {
			t.Errorf("backup %d ends at revision %d; %d was acknowledged before it", i, rev, c.before)
		}
		if i < backups-1 {
			continue
		}
		again := testbed.Start(t, into)
		if said := strings.Join(again.Said("meeting"), ""); !strings.Contains(said, fmt.Sprint("resumed at revision ", rev)) {
			t.Errorf("it greets with %q; the backup ends at revision %d", said, rev)
		}
		var then wire.Recorded
		if _, err := again.Ask(http.MethodGet, "/api/v1/record", nil, &then); err != nil {
			t.Fatal(err)
		}
		if len(then.Statements) != 1 || len(now.Statements) != 1 ||
			!then.Statements[0].StartedAt.Equal(now.Statements[0].StartedAt) || then.Statements[0].Delegation != now.Statements[0].Delegation {
			t.Errorf("the record begins with %+v; it was %+v", then.Statements, now.Statements)
		}
		again.Stop()
	}
}

// run runs a sub-command, which must end with a code, and returns what it said on both
// outputs.
func run(t testing.TB, code int, words ...string) string {
	t.Helper()
	command := exec.Command(testbed.Binary(t, testbed.Rostrum), words...)
	said, err := command.CombinedOutput()
	if command.ProcessState.ExitCode() != code {
		t.Fatalf("rostrum %v ends with %v: %s", words, err, said)
	}
	return string(said)
}

// recordsOf reads a journal.
func recordsOf(t *testing.T, path string) (all []timer.Record) {
	t.Helper()
	if err := journal.Read(path, func(r timer.Record) error { all = append(all, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func textOf(t *testing.T, r timer.Record) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

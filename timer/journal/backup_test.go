package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rostrum/timer"
	"rostrum/timer/journal"
)

// texts are the records of a journal as text.
func texts(t *testing.T, path string) (all []string) {
	t.Helper()
	err := journal.Read(path, func(r timer.Record) error {
		text, err := json.Marshal(r)
		all = append(all, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Whatever was acknowledged before a backup is in it, also while more is written; it is a
// journal that goes on.
func TestBackupWhileItIsWritten(t *testing.T) {
	path := filled(t, 50)
	j := open(t, path)
	stop, done := make(chan struct{}), make(chan error, 1)
	acknowledged := make(chan uint64, 1)
	acknowledged <- 50
	go func() {
		for n := uint64(51); ; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if err := j.Append(record(n)); err != nil {
				done <- err
				return
			}
			<-acknowledged
			acknowledged <- n
		}
	}()
	dir := t.TempDir()
	files := make(map[string]int)
	for i := range 10 {
		before := <-acknowledged
		acknowledged <- before
		file := filepath.Join(dir, fmt.Sprint(i))
		n, err := journal.Backup(path, file)
		if err != nil || uint64(n) < before {
			t.Fatalf("%d records were copied, %d were acknowledged: %v", n, before, err)
		}
		files[file] = n
	}
	close(stop)
	if err := errors.Join(<-done, j.Close()); err != nil {
		t.Fatal(err)
	}
	whole := texts(t, path)
	for file, n := range files {
		restored := filepath.Join(t.TempDir(), "new", "journal.db")
		if m, err := journal.RestoreBackup(restored, file); err != nil || m != n {
			t.Fatalf("%d of %d records were restored: %v", m, n, err)
		}
		for i, text := range texts(t, restored) {
			if text != whole[i] {
				t.Fatalf("record %d is %s; it was %s", i+1, text, whole[i])
			}
		}
		j := open(t, restored)
		if got := len(replay(t, j)); got != n {
			t.Errorf("%d of %d records are read again", got, n)
		}
		if err := errors.Join(j.Append(record(uint64(n+1))), j.Close()); err != nil {
			t.Errorf("it does not go on: %v", err)
		}
	}
}

// What is no sound journal is not copied, and leaves no file; a file that is there is
// neither written anew nor taken away.
func TestBackupRefused(t *testing.T) {
	sound := filled(t, 200)
	whole, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	hurt := func(how func([]byte) []byte) string {
		path := filepath.Join(t.TempDir(), "journal.db")
		if err := os.WriteFile(path, how(bytes.Clone(whole)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	newer := filled(t, 3)
	raise(t, newer, fmt.Sprint("rostrum journal ", timer.NewestFormat+1))
	for name, c := range map[string]struct {
		path string
		want error
	}{
		"cut":        {hurt(func(b []byte) []byte { return b[:len(b)/2] }), journal.ErrDamaged},
		"a name":     {hurt(func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`"events"`), []byte(`"advent"`)) }), journal.ErrDamaged},
		"empty":      {hurt(func([]byte) []byte { return nil }), journal.ErrForeign},
		"a text":     {hurt(func([]byte) []byte { return bytes.Repeat([]byte("delegation\n"), 1000) }), journal.ErrForeign},
		"newer":      {newer, journal.ErrNewer},
		"none there": {filepath.Join(t.TempDir(), "journal.db"), os.ErrNotExist},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "backup")
			if n, err := journal.Backup(c.path, file); !errors.Is(err, c.want) || n != 0 {
				t.Errorf("%d records were copied: %v", n, err)
			}
			if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("a file was left: %v", err)
			}
			into := filepath.Join(t.TempDir(), "journal.db")
			if _, err := journal.RestoreBackup(into, c.path); !errors.Is(err, c.want) {
				t.Errorf("it was restored: %v", err)
			}
			if left, err := os.ReadDir(filepath.Dir(into)); err != nil || len(left) != 0 {
				t.Errorf("%v was left: %v", left, err)
			}
		})
	}
	file := filepath.Join(t.TempDir(), "backup")
	if err := os.WriteFile(file, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := journal.Backup(sound, file); !errors.Is(err, journal.ErrExists) {
		t.Errorf("over another file: %v", err)
	}
	if _, err := journal.RestoreBackup(file, sound); !errors.Is(err, journal.ErrExists) {
		t.Errorf("over another journal: %v", err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "precious" {
		t.Errorf("it now has %q, %v", text, err)
	}
}

// Every journal that is kept is a backup by its first bytes, and no archive is.
func TestKnownByItsFirstBytes(t *testing.T) {
	for _, f := range kept(t) {
		text, err := os.ReadFile(f.unpacked(t))
		if err != nil {
			t.Fatal(err)
		}
		if !journal.IsBackup(text[:64]) {
			t.Errorf("%s is not known", f)
		}
	}
	archive, _ := archived(t, "put-right")
	for name, text := range map[string][]byte{"an archive": archive, "nothing": nil, "zeros": make([]byte, 64), "a few bytes": {0, 0, 0, 0}} {
		if journal.IsBackup(text) {
			t.Errorf("%s is taken for a backup", name)
		}
	}
}

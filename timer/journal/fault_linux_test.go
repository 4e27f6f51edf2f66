package journal_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"rostrum/timer/journal"
)

// Whatever is done to the file under the journal that has it mapped, no record is taken
// that would be lost, nothing hangs on a lock of bbolt, the file and the disk are let go
// of, and once the file is as it was the journal goes on.
func TestFileThatIsHurtWhileItIsOpen(t *testing.T) {
	older, err := os.ReadFile(filled(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(filled(t, 400))
	if err != nil {
		t.Fatal(err)
	}
	cut := func(size func(int) int) func(string, []byte) error {
		return func(path string, sound []byte) error { return os.Truncate(path, int64(size(len(sound)))) }
	}
	over := func(with func([]byte) []byte) func(string, []byte) error {
		return func(path string, sound []byte) error { return writeOver(path, with(sound)) }
	}
	for _, c := range []struct {
		name string
		hurt func(path string, sound []byte) error
	}{
		{"cut to nothing", cut(func(int) int { return 0 })},
		{"cut to its first pages", cut(func(int) int { return 3 * os.Getpagesize() })},
		{"cut to half", cut(func(n int) int { return n / 2 })},
		{"zeros over all", over(func(sound []byte) []byte { return make([]byte, len(sound)) })},
		{"zeros over all but its first pages", over(func(sound []byte) []byte {
			return append(bytes.Clone(sound[:4*os.Getpagesize()]), make([]byte, len(sound)-4*os.Getpagesize())...)
		})},
		{"a text over its beginning", over(func([]byte) []byte { return bytes.Repeat([]byte("speakers' list\n"), 1000) })},
		{"an older copy over it", over(func([]byte) []byte { return older })},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "journal.db")
			if err := os.WriteFile(path, written, 0o600); err != nil {
				t.Fatal(err)
			}
			j := open(t, path)
			if err := j.Append(record(401)); err != nil {
				t.Fatal(err)
			}
			sound, err := os.ReadFile(path)
			if err == nil {
				err = c.hurt(path, sound)
			}
			if err != nil {
				t.Fatal(err)
			}
			hurt, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, do := range []func() error{func() error { return j.Append(record(402)) }, j.Recover, j.Recover} {
				err := do()
				if !errors.Is(err, journal.ErrDamaged) && !errors.Is(err, journal.ErrUnreadable) && !errors.Is(err, journal.ErrForeign) || strings.Contains(err.Error(), "\n") {
					t.Errorf("it is said: %v", err)
				}
			}
			switch another, err := journal.Open(path); {
			case err == nil && bytes.Equal(hurt[:len(older)], older):
				_ = another.Close() // it is sound, but not ours
			case err == nil || errors.Is(err, journal.ErrInUse):
				t.Errorf("another start says: %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, hurt) {
				t.Errorf("the file was touched (%v)", err)
			}
			letGo(t, path)

			if err := errors.Join(os.WriteFile(path, sound, 0o600), j.Recover(), j.Append(record(402)), j.Close()); err != nil {
				t.Fatalf("the file is as it was: %v", err)
			}
			if got := replay(t, open(t, path)); len(got) != 402 {
				t.Errorf("%d records came back; want 402", len(got))
			}
		})
	}
}

// A file that was hurt under the open journal and is then moved away is written anew, with
// all that was acknowledged; what was moved away stays as it is.
func TestHurtFileThatIsMovedAway(t *testing.T) {
	path := filled(t, 40)
	j := open(t, path)
	if err := errors.Join(j.Append(record(41)), os.Truncate(path, 0)); err != nil {
		t.Fatal(err)
	}
	if j.Append(record(42)) == nil || j.Recover() == nil {
		t.Fatal("the cut file was taken for a journal")
	}
	aside := path + ".aside"
	if err := errors.Join(os.Rename(path, aside), j.Recover(), j.Append(record(42)), j.Close()); err != nil {
		t.Fatal(err)
	}
	if got := replay(t, open(t, path)); len(got) != 42 {
		t.Errorf("%d records came back; want 42", len(got))
	}
	if info, err := os.Stat(aside); err != nil || info.Size() != 0 {
		t.Errorf("what was moved away is now %v, %v", info, err)
	}
}

// Random damage under an open journal never ends the process, nor hangs.
func TestRandomDamageWhileItIsOpen(t *testing.T) {
	sound, err := os.ReadFile(filled(t, 200))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(8, 539))
	refused := 0
	for range 100 {
		path := t.TempDir() + "/journal.db"
		if err := os.WriteFile(path, sound, 0o600); err != nil {
			t.Fatal(err)
		}
		j := open(t, path)
		file := bytes.Clone(sound)
		for range 1 + random.IntN(200) {
			file[random.IntN(len(file))] ^= byte(1 + random.IntN(255))
		}
		if err := writeOver(path, file); err != nil {
			t.Fatal(err)
		}
		if err := j.Append(record(201)); err != nil {
			refused++
			_ = j.Recover() // may well find it sound
		}
		_ = j.Close()
	}
	if refused == 0 {
		t.Error("no damage was ever noticed")
	}
}

// writeOver writes into the file that others have open, without making it shorter.
func writeOver(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// letGo holds that nothing of the file is mapped or locked any more.
func letGo(t *testing.T, path string) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(maps)) {
		if strings.Contains(line, path) || strings.Contains(line, "memfd:journal") {
			t.Errorf("still mapped: %s", line)
		}
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		t.Errorf("still locked: %v", err)
	}
}

package journal_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The journals in testdata are kept for ever: what such a file was read to when it
// was written, it is read to by every later program. They are never written anew;
// testdata/README.md says what to do instead.
var update = flag.Bool("update", false, "keep a journal of each debate of which there is none; one that is there is never written anew")

// fixture is a journal that is kept: testdata/SET/DEBATE.db.gz, and beside it what
// it is read to.
type fixture struct{ set, debate string }

func (f fixture) String() string { return f.set + "/" + f.debate }

func (f fixture) file(extension string) string {
	return filepath.Join("testdata", f.set, f.debate+extension)
}

// kept returns all fixtures, the oldest set first.
func kept(t *testing.T) []fixture {
	t.Helper()
	files, err := filepath.Glob("testdata/*/*.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no journal is kept")
	}
	out := make([]fixture, len(files))
	for i, file := range files {
		out[i] = fixture{set: filepath.Base(filepath.Dir(file)), debate: strings.TrimSuffix(filepath.Base(file), ".db.gz")}
	}
	slices.SortStableFunc(out, func(a, b fixture) int { return cmp.Compare(a.set, b.set) })
	return out
}

// lastSet returns the set that a debate is added to.
func lastSet(t *testing.T) string {
	t.Helper()
	all, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	set := ""
	for _, e := range all {
		if e.IsDir() {
			set = e.Name()
		}
	}
	if set == "" {
		t.Fatal("there is no set of journals in testdata")
	}
	return set
}

// unpacked returns the path of a copy of the journal, as a program finds it.
func (f fixture) unpacked(t *testing.T) string {
	t.Helper()
	file, err := os.Open(f.file(".db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	r, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// pack compresses a journal; the same file always gives the same bytes.
func pack(journal []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression) // a header without name and time
	if err != nil {
		return nil, err
	}
	_, err = w.Write(journal)
	err = errors.Join(err, w.Close())
	return out.Bytes(), err
}

// place writes a file where there is none; one that is there stays.
func place(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

// keep makes a fixture of a journal.
func (f fixture) keep(t *testing.T, path string) {
	t.Helper()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := pack(whole)
	if err != nil {
		t.Fatal(err)
	}
	if err := place(f.file(".db.gz"), packed); err != nil {
		t.Fatal(err)
	}
	if err := place(f.file(".json"), meaningOf(t, path).text(t)); err != nil {
		t.Fatal(err)
	}
}

func TestNoFixtureIsWrittenAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.json")
	if err := place(path, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if err := place(path, []byte("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file that was there: %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "first" {
		t.Errorf("it now has %q, %v", text, err)
	}
}

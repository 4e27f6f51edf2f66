package journal_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"go.etcd.io/bbolt"

	"rostrum/timer"
	"rostrum/timer/journal"
	"rostrum/timer/timertest"
)

// stored reads the text of each record by the words of the format, without help of
// the package: so it holds the format too.
func stored(t *testing.T, path string) [][]byte {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var texts [][]byte
	err = db.View(func(tx *bbolt.Tx) error {
		format := string(tx.Bucket([]byte("meta")).Get([]byte("format")))
		err := tx.Bucket([]byte("records")).ForEach(func(k, v []byte) error {
			number := uint64(len(texts) + 1)
			sum := crc32.Checksum(slices.Concat(k, v[4:]), crc32.MakeTable(crc32.Castagnoli))
			if binary.BigEndian.Uint64(k) != number || binary.BigEndian.Uint32(v) != sum {
				return fmt.Errorf("record %d has the key %x and the checksum %x", number, k, v[:4])
			}
			texts = append(texts, bytes.Clone(v[4:]))
			return nil
		})
		if want := "rostrum journal " + strconv.Itoa(formatOf(texts)); err == nil && format != want {
			err = fmt.Errorf("the format is %q; what is in it wants %q", format, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// wordsOf came with each format.
var wordsOf = map[int][]string{
	2: {
		`"what":"statement-corrected"`, `"what":"note-changed"`, `"what":"note-taken-back"`,
		`"written":"`, `"paragraph":"`, `"proposal":true`, `"zone":"`, `"fact":{"entry":"e3","reason":"`,
	},
	3: {
		`"what":"list-taken"`, `"what":"list-ordered"`, `"what":"list-opening-set"`, `"what":"state-named"`, `"list_opens_at":"`,
		`"what":"meeting-prepared"`, `"what":"prepared-changed"`, `"what":"prepared-discarded"`, `"rehearsal":true`, `"fact":{"prepared":`,
		`"capacity":"`, `"level":"`, `"registered_at":"`, `"letter":"`, `"allowance":`,
	},
	4: {`"what":"end-set"`, `"what":"speaker-reminded"`, `"Share":`, `"light":true`, `"light":false`},
}

// formatOf is the format of what is in a journal, by its words.
func formatOf(texts [][]byte) int {
	newest := 1
	for format, words := range wordsOf {
		for _, word := range words {
			if slices.ContainsFunc(texts, func(text []byte) bool { return bytes.Contains(text, []byte(word)) }) {
				newest = max(newest, format)
			}
		}
	}
	return newest
}

// played writes the journal of a debate by the program of now.
func played(t *testing.T, script string) string {
	t.Helper()
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	var records []timer.Record
	synctest.Test(t, func(*testing.T) {
		_, records, err = timertest.Replay(string(text))
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	j := open(t, path)
	for _, r := range records {
		if err := j.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is written of a debate today is what was written of it ever since, to the
// byte: no change of a type changes the stored form unseen.
func TestDebatesAreStoredAsEver(t *testing.T) {
	scripts, err := filepath.Glob("../testdata/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatal("there are no debates", err)
	}
	newest := make(map[string]fixture)
	for _, f := range kept(t) {
		newest[f.debate] = f
	}
	for _, script := range scripts {
		debate := strings.TrimSuffix(filepath.Base(script), ".txt")
		t.Run(debate, func(t *testing.T) {
			timertest.OnceRaced(t, debate)
			path := played(t, script)
			is := stored(t, path)
			f, ok := newest[debate]
			var was [][]byte
			if ok {
				was = stored(t, f.unpacked(t))
			}
			switch set := lastSet(t); {
			case ok && slices.EqualFunc(was, is, bytes.Equal):
			case *update && f.set != set:
				fixture{set, debate}.keep(t, path)
			case !ok:
				t.Error("no journal of this debate is kept; go test ./timer/journal -update keeps one")
			default:
				t.Errorf("testdata/%s has something else than is written of this debate now; it is never written anew: see testdata/README.md\n%s",
					f, firstDifference(was, is))
			}
		})
	}
}

// firstDifference says which record differs.
func firstDifference(was, is [][]byte) string {
	for n := range max(len(was), len(is)) {
		switch {
		case n >= len(is):
			return fmt.Sprintf("record %d is not written any more:\n%s", n+1, was[n])
		case n >= len(was):
			return fmt.Sprintf("record %d is new:\n%s", n+1, is[n])
		case !bytes.Equal(was[n], is[n]):
			return fmt.Sprintf("record %d is\n%s\nand was\n%s", n+1, is[n], was[n])
		}
	}
	return ""
}

// bbolt writes pages of the size of the machine's. A journal that another machine
// wrote is read all the same, and goes on.
func TestPagesOfOtherMachines(t *testing.T) {
	f := kept(t)[0]
	texts := stored(t, f.unpacked(t))
	for _, size := range []int{4 << 10, 16 << 10, 64 << 10} {
		path := filepath.Join(t.TempDir(), "journal.db")
		db, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: size})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(func(tx *bbolt.Tx) error { return copyBuckets(tx, f.unpacked(t)) })
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		j := open(t, path)
		read := replay(t, j)
		if len(read) != len(texts) {
			t.Errorf("pages of %d bytes: %d records of %d were read", size, len(read), len(texts))
		}
		if err := j.Append(record(1)); err != nil {
			t.Errorf("pages of %d bytes: %v", size, err)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		if got := stored(t, path); len(got) != len(texts)+1 || !slices.EqualFunc(got[:len(texts)], texts, bytes.Equal) {
			t.Errorf("pages of %d bytes: there are %d records, or they have changed", size, len(got))
		}
	}
}

func copyBuckets(to *bbolt.Tx, path string) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	err = db.View(func(from *bbolt.Tx) error {
		return from.ForEach(func(name []byte, b *bbolt.Bucket) error {
			into, err := to.CreateBucket(name)
			if err != nil {
				return err
			}
			return b.ForEach(func(k, v []byte) error { return into.Put(k, bytes.Clone(v)) })
		})
	})
	return errors.Join(err, db.Close())
}

// raise lets a file say another format of itself.
func raise(t *testing.T, path, format string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("format"), []byte(format)) })
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// formatIn is what a file says of itself, once a journal has let go of it.
func formatIn(t *testing.T, path string, j *journal.Journal) (format string) {
	t.Helper()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bbolt.Tx) error {
		format = string(tx.Bucket([]byte("meta")).Get([]byte("format")))
		return nil
	})
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return format
}

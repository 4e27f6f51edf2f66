package access_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/display/access"
)

func TestKeyFileIsMadeOnceAndThenRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chair.key")
	made, err := access.KeyFile(path)
	if err != nil || access.KeyBits(made) < access.StrongKey {
		t.Fatalf("got a key of %d bits, %v", access.KeyBits(made), err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}
	if again, err := access.KeyFile(path); err != nil || again != made {
		t.Errorf("the second time it is another key: %v", err)
	}
	if other, err := access.KeyFile(path + "2"); err != nil || other == made {
		t.Errorf("another file has the same key: %v", err)
	}
}

func TestKeyBits(t *testing.T) {
	for _, c := range []struct {
		key  string
		bits int
	}{
		{"", 0},
		{"swordfish", 46},
		{"correct-horse-battery-staple", 168}, // as letters; who knows that they are words knows more
		{"0123456789", 33},
		{strings.Repeat("0123456789", 4), 132},
		{"0123456789abcdef0123456789abcdef", 128}, // a digest of 128 bits
		{"0123456789ABCDEF0123456789ABCDE", 124},
		{"abcdefghijklmnopqrstuvwxy", 129},
		{"Abcdefghijklmnopqrstu1", 130},
		{"Abcdefghijklmnopqrst_1", 132},
		{"Abcdefghij!", 72},
		{strings.Repeat("a", 64), 0},
		{strings.Repeat("ab", 32), 64},
	} {
		if got := access.KeyBits(c.key); got != c.bits {
			t.Errorf("%q is worth %d bits, want %d", c.key, got, c.bits)
		}
	}
}

func TestKeyFileReadsOneWord(t *testing.T) {
	for _, c := range []struct {
		says, text, key string // an empty key is a refusal
	}{
		{"a word", "swordfish", "swordfish"},
		{"an editor's line end", "swordfish\n", "swordfish"},
		{"another editor's", "\tswordfish\r\n\r\n", "swordfish"},
		{"an empty file", "", ""},
		{"white space only", " \n\t\n", ""},
		{"two words", "sword fish", ""},
		{"two lines", "sword\nfish\n", ""},
		{"a tab within", "sword\tfish", ""},
	} {
		path := filepath.Join(t.TempDir(), "chair.key")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		key, err := access.KeyFile(path)
		if key != c.key || (err == nil) != (c.key != "") {
			t.Errorf("%s: got %q, %v", c.says, key, err)
		}
		if err != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("%s: the error does not name the file: %v", c.says, err)
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != c.text {
			t.Errorf("%s: the file was changed to %q, %v", c.says, text, err)
		}
	}
}

func TestKeyFileThatCannotBeMadeOrReadGivesNoKey(t *testing.T) {
	dir := t.TempDir()
	for says, path := range map[string]string{"no such folder": filepath.Join(dir, "none", "chair.key"), "a folder": dir} {
		if key, err := access.KeyFile(path); err == nil || key != "" {
			t.Errorf("%s: got key %q, %v", says, key, err)
		}
	}
}

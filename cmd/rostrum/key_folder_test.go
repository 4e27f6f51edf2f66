package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
)

// Whoever looks for keys where no controller has been is told so, and nothing is made
// there that would look like one.
func TestKeysOfAFolderThatIsNotThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "elsewhere")
	for _, words := range [][]string{{"list"}, {"revoke", "3f9a0c12d4e5"}} {
		err := key(t.Context(), from(nil, append(words, "--data", dir)...))
		if err == nil || !strings.Contains(err.Error(), "there are no keys in "+dir) {
			t.Errorf("key %v: %v", words, err)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made")
	}
	var out bytes.Buffer
	env := from(nil, "new", "--role", "light", "--seat", "7", "--file", dir+".key", "--data", dir) // the first thing that is done
	env.Stdout = &out
	if err := key(t.Context(), env); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	env.Args = []string{"list", "--data", dir}
	if err := key(t.Context(), env); err != nil || !strings.Contains(out.String(), "light") {
		t.Errorf("then there is %q, %v", &out, err)
	}
}

// What a key says of its holder is shown to operators, as what they say themselves.
func TestKeyNamesAreBounded(t *testing.T) {
	for _, c := range [][]string{
		{"--seat", "7\u202e"}, {"--seat", strings.Repeat("7", timer.MaxSeat+1)}, {"--seat", "7", "--seat", "8\u2067"},
		{"--seat", "7", "--name", "a\nb"}, {"--seat", "7", "--name", strings.Repeat("a", timer.MaxName+1)},
	} {
		dir := t.TempDir()
		words := append([]string{"new", "--role", "light", "--file", filepath.Join(dir, "k"), "--data", dir}, c...)
		if err := key(t.Context(), from(nil, words...)); !errors.Is(err, program.ErrUsage) {
			t.Errorf("%q: %v", c, err)
		}
		if made, err := os.ReadDir(dir); err != nil || len(made) > 0 {
			t.Errorf("%q: it made %v, %v", c, made, err)
		}
	}
}

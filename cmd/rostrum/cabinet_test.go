package main

import (
	"os"
	"slices"
	"testing"

	"github.com/rs/zerolog"
)

// A copy of what is shared that was read before something was kept here does not set that
// back; one that was read after it is taken, and whoever keeps another one while that is told
// is told of last.
func TestCopyOlderThanWhatWasKept(t *testing.T) {
	c := &cabinet{dir: t.TempDir(), kept: map[string]int64{screensFile: 7}}
	if err := c.keep(c.path(screensFile), []byte("kept here")); err != nil {
		t.Fatal(err)
	}
	var told []string
	c.when(screensFile, func(text []byte) {
		told = append(told, string(text))
		if string(text) == "of the other" {
			if err := c.keep(c.path(screensFile), []byte("kept meanwhile")); err != nil {
				t.Error(err)
			}
		}
	})
	for _, s := range []struct {
		text     string
		revision int64
		is       string
		told     []string
	}{
		{"before it", 6, "kept here", nil},
		{"kept here", 7, "kept here", nil},
		{"after it", 8, "after it", []string{"after it"}},
		{"of the other", 9, "kept meanwhile", []string{"of the other", "kept meanwhile"}},
	} {
		told = nil
		c.take(map[string]string{screensFile: s.text}, s.revision, zerolog.Nop())
		is, err := os.ReadFile(c.path(screensFile))
		if err != nil || string(is) != s.is || !slices.Equal(told, s.told) {
			t.Errorf("%q of revision %d: it is %q, %v, and told are %q", s.text, s.revision, is, err, told)
		}
	}
}

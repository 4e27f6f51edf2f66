package timer_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

	"rostrum/timer/timertest"
)

var update = flag.Bool("update", false, "write the transcripts anew")

// The transcripts in testdata are whole statements as text: what was commanded,
// and what every light and screen showed, to the millisecond. A journal of each is
// kept in journal/testdata: another command makes another debate, not another text of
// this one.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got string
			synctest.Test(t, func(t *testing.T) {
				got, _, err = timertest.Replay(string(want))
			})
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(want) {
				t.Errorf("what happened is not what %s says; with -update it would say:\n%s", file, got)
			}
		})
	}
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rostrum/timer"
)

func TestWhatIsPutAwayOutlivesTheController(t *testing.T) {
	path := filepath.Join(t.TempDir(), awayFile)
	a, err := readAway(path)
	if err != nil || a.of(timer.DoubtsOf+"1") != nil {
		t.Fatalf("without a file: %v", err)
	}
	put := timer.PutAway{By: "secretary (desk 2)", At: time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)}
	for name, what := range map[string]*timer.PutAway{timer.DoubtsOf + "1": &put, timer.DoubtsOf + "2": nil, "clock-fallback": &put} {
		if err := a.keep(name, what); err != nil {
			t.Fatal(err)
		}
	}
	a, err = readAway(path)
	if err != nil || a.of(timer.DoubtsOf+"1") == nil || *a.of(timer.DoubtsOf + "1") != put || a.of(timer.DoubtsOf+"2") != nil || a.of("clock-fallback") != nil {
		t.Errorf("read is %+v, %v", a.kept, err)
	}
	for i := range 2 * mostAway {
		at := timer.PutAway{By: "chair", At: put.At.Add(time.Duration(i) * time.Minute)}
		if err := a.keep(fmt.Sprint(timer.DoubtsOf, "of many ", i), &at); err != nil {
			t.Fatal(err)
		}
	}
	if len(a.kept) != mostAway || a.of(fmt.Sprint(timer.DoubtsOf, "of many ", 2*mostAway-1)) == nil {
		t.Errorf("%d are kept", len(a.kept))
	}
	if err := a.keep(timer.DoubtsOf+"of many 99", nil); err != nil || a.of(timer.DoubtsOf+"of many 99") != nil {
		t.Errorf("opened again it is kept, %v", err)
	}
	for _, text := range []string{"{", "null", "7"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if a, err := readAway(path); err == nil || a.of(timer.DoubtsOf+"1") != nil || a.keep(timer.DoubtsOf+"1", &put) != nil {
			t.Errorf("a file that is none, %s: %v", text, err)
		}
	}
}

// What is doubted of a list that was taken on the console outlives the controller too, and
// stays put away.
func TestDoubtsOutliveTheController(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, doubtsFile)
	d, err := readDoubts(path)
	put, wrong := readAway(filepath.Join(dir, awayFile))
	if err != nil || wrong != nil || len(d.known(nil, put)) != 0 {
		t.Fatalf("without a file: %v, %v", err, wrong)
	}
	for _, digest := range []string{"1", "2"} {
		if err := d.keep(timer.Doubts{Notice: timer.DoubtsOf + digest, File: digest + ".csv", Count: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if err := put.keep(timer.DoubtsOf+"1", &timer.PutAway{By: "chair"}); err != nil {
		t.Fatal(err)
	}
	d, err = readDoubts(path)
	if err != nil {
		t.Fatal(err)
	}
	known := d.known(&timer.Doubts{Notice: timer.DoubtsOf + "3"}, put)
	if len(known) != 3 || known.Of("1").PutAway == nil || known.Of("2").PutAway != nil || known.Of("2").File != "2.csv" || known.Of("3") == nil {
		t.Errorf("known are %+v", known)
	}
	for _, text := range []string{"{", "null", "[null]"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if d, err := readDoubts(path); err == nil || len(d.known(nil, put)) != 0 {
			t.Errorf("a file that is none, %s: %v", text, err)
		}
	}
}

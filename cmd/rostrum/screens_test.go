package main

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"rostrum/display/wire"
)

func TestScreensOutliveTheController(t *testing.T) {
	path := filepath.Join(t.TempDir(), screensFile)
	if got, err := readScreens(path); err != nil || !reflect.DeepEqual(got, wire.DefaultScreens()) {
		t.Errorf("without a file: %+v, %v", got, err)
	}
	set := wire.Screens{Theme: "contrast", Next: 1, Languages: []string{"zh", "en"}, Together: true, Card: &wire.Card{Says: "resumes", Time: "15:00"}}
	if text, err := screensText(set); err != nil || os.WriteFile(path, text, 0o600) != nil {
		t.Fatal(err)
	}
	if got, err := readScreens(path); err != nil || !reflect.DeepEqual(got, set) {
		t.Errorf("kept was %+v, read is %+v, %v", set, got, err)
	}
	if err := os.WriteFile(path, []byte(`{"theme":"disco"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := readScreens(path); err == nil || !reflect.DeepEqual(got, wire.DefaultScreens()) {
		t.Errorf("a file that is none: %+v, %v", got, err)
	}
}

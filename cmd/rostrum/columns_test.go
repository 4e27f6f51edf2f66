package main

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"rostrum/display/lists"
)

func TestColumnsOutliveTheController(t *testing.T) {
	path := filepath.Join(t.TempDir(), columnsFile)
	if got, err := readColumns(path); err != nil || got != nil {
		t.Errorf("without a file: %v, %v", got, err)
	}
	taken := lists.Columns{"Country\x1fDesk": {"Country": "delegation", "Desk": ""}}
	if text, err := columnsText(taken); err != nil || os.WriteFile(path, text, 0o600) != nil {
		t.Fatal(err)
	}
	if got, err := readColumns(path); err != nil || !reflect.DeepEqual(got, taken) {
		t.Errorf("kept was %v, read is %v, %v", taken, got, err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := readColumns(path); err == nil || got != nil {
		t.Errorf("half a file: %v, %v", got, err)
	}
	if err := os.Truncate(path, mostColumnsFile+1); err != nil {
		t.Fatal(err)
	}
	if got, err := readColumns(path); err == nil || got != nil {
		t.Errorf("a file that is far too large: %v, %v", got, err)
	}
}

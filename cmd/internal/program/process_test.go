package program_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"rostrum/cmd/internal/program"
)

// What no person reads is no terminal: no link is shown there, and the log is JSON.
func TestLogForPrograms(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var buffer bytes.Buffer
	if program.IsTerminal(&buffer) || program.IsTerminal(file) {
		t.Error("a buffer or a file is taken for a terminal")
	}
	log, _ := program.NewLog(file)
	log.Warn().Str("seat", "7").Msg("dark")
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	var line struct{ Level, Seat, Message, Time string }
	if err := json.Unmarshal(text, &line); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if line.Level != "warn" || line.Seat != "7" || line.Message != "dark" || line.Time == "" {
		t.Errorf("the log says %s", text)
	}
}

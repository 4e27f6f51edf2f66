package crash_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// A signal is heard while the program reads what somebody else has to write.
func TestSignalWhileAFileIsRead(t *testing.T) {
	for _, option := range []string{"--config", "--rules", "--list"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "pipe")
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
		p := testbed.Launch(t, nil, nil, testbed.Binary(t, testbed.Rostrum), "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"), option, path)
		writer, err := os.OpenFile(path, os.O_WRONLY, 0) // waits for the program to read
		if err != nil {
			t.Fatal(err)
		}
		if code := p.Stop(); code != 0 {
			t.Errorf("%s: the exit code is %d: %s", option, code, p.Log)
		}
		if err := writer.Close(); err != nil {
			t.Error(err)
		}
	}
}

package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rs/zerolog"
)

func TestPackagesAreLookedAtFirst(t *testing.T) {
	var said bytes.Buffer
	log := zerolog.New(&said)
	if source, err := openPackages("", log); source != nil || err != nil {
		t.Errorf("without a folder: %v, %v", source, err)
	}
	dir := t.TempDir()
	if _, err := openPackages(dir, log); err == nil || !strings.HasPrefix(err.Error(), "--packages: ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("an empty folder: %v", err)
	}
	for name, text := range map[string]string{"Packages": "", "Release": fmt.Sprintf("SHA256:\n %x 0 Packages\n", sha256.Sum256(nil))} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	source, err := openPackages(dir, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = source.Close() })
	if text := said.String(); !strings.Contains(text, "not signed") || strings.Count(text, "\n") != 1 {
		t.Errorf("of a folder without a signature it is said %q", text)
	}
}

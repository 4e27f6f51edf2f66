package browser

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each script is a module with one function that is given out, named as its file, and
// somebody runs it.
func TestScriptsAreCalledAsTheirFiles(t *testing.T) {
	files, err := fs.Glob(scripts, "scripts/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no scripts: %v", err)
	}
	run := ""
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		run += string(text)
	}
	exported := regexp.MustCompile(`(?m)^export (?:async )?function (\w+)\(`)
	for _, file := range files {
		text, err := scripts.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".js")
		found := exported.FindAllStringSubmatch(string(text), -1)
		if len(found) != 1 || found[0][1] != name || strings.Count(string(text), "export ") != 1 {
			t.Errorf("%s gives out %q", file, found)
		}
		if !strings.Contains(run, `"`+name+`"`) {
			t.Errorf("nobody runs %s", file)
		}
	}
}

package packages_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unpacked returns a folder with what a package installs.
func unpacked(t *testing.T, name, arch string) string {
	t.Helper()
	into := t.TempDir()
	if err := said(run(".", "dpkg-deb", "--extract", debOf(t, built(t), name, arch), into)); err != nil {
		t.Fatal(err)
	}
	return into
}

var listedCommand = regexp.MustCompile(`(?m)^  \w+ (\w+) +\S`)

// Manual page and completion name every sub-command and every option that the program has.
func TestManualAndCompletion(t *testing.T) {
	needsPackages(t)
	for _, c := range []struct{ deb, program string }{{"rostrum", "rostrum"}, {"rostrum-collar", "collar"}} {
		root := unpacked(t, c.deb, here())
		help, err := run(".", filepath.Join(root, "usr/bin", c.program), "help")
		if err != nil {
			t.Fatal(err)
		}
		var commands []string
		for _, m := range listedCommand.FindAllStringSubmatch(help, -1) {
			commands = append(commands, m[1])
		}
		if len(commands) < 4 {
			t.Fatalf("%s has the sub-commands %v", c.program, commands)
		}
		completes := filepath.Join(root, "usr/share/bash-completion/completions", c.program)
		offered := complete(t, completes, c.program, "")
		for _, one := range append(commands, "help") {
			if !slices.Contains(offered, one) {
				t.Errorf("%s is completed with %v, without %s", c.program, offered, one)
			}
		}
		page := manualText(t, filepath.Join(root, "usr/share/man/man1", c.program+".1.gz"))
		for _, one := range commands {
			if !strings.Contains(page, "\n.It Cm "+one+"\n") {
				t.Errorf("the manual of %s does not name %s", c.program, one)
			}
		}
		options := complete(t, completes, c.program, "--")
		for _, m := range regexp.MustCompile(`(?m)^  -([a-z][a-z-]*)`).FindAllStringSubmatch(help, -1) {
			if !slices.Contains(options, "--"+m[1]) || !strings.Contains(page, "\n.It Fl Fl "+m[1]) {
				t.Errorf("--%s of %s is missing in the completion, %v, or in the manual", m[1], c.program, options)
			}
		}
		if c.program == "rostrum" {
			if got := complete(t, completes, "rostrum", "key", ""); !slices.Contains(got, "revoke") {
				t.Errorf("key is completed with %v", got)
			}
			if got := complete(t, completes, "rostrum", "report", "--l"); !slices.Equal(got, []string{"--language"}) {
				t.Errorf("report --l is completed with %v", got)
			}
		}
	}
}

// complete returns what bash offers for the last of the words.
func complete(t *testing.T, file, program string, words ...string) []string {
	t.Helper()
	script := `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _` + program + `; printf '%s\n' "${COMPREPLY[@]}"`
	bash := exec.Command("bash", append([]string{"-euc", script, "bash", file, program}, words...)...)
	bash.Dir = t.TempDir()
	out, err := bash.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return strings.Fields(string(out))
}

func manualText(t *testing.T, path string) string {
	t.Helper()
	packed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

package web

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
)

// Modules lists the modules that one of [FS] needs to run: those that it imports, those
// that they import, and so on; each once, the nearest first. What is imported only
// later, by import(), is not among them.
func Modules(name string) ([]string, error) {
	all := []string{name}
	for i := 0; i < len(all); i++ {
		text, err := fs.ReadFile(FS, all[i])
		if err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		for _, reference := range imports(text) {
			other := path.Join(path.Dir(all[i]), reference)
			if !slices.Contains(all, other) {
				all = append(all, other)
			}
		}
	}
	return all[1:], nil
}

// statement is an import, or an export of what another module has, with the comments in
// front of it.
var statement = regexp.MustCompile(`^(?:\s|//[^\n]*\n|/\*(?s:.*?)\*/)*` +
	`(?:import\b\s*(?:[\w$*{},\s]+\bfrom\s*)?|export\s*[*{](?:[\w$*{},\s]*\bfrom\s*))` +
	`["']([^"'\n]+)["'][^;\n]*;?`)

// imports lists what a module names in its imports. They stand in front of all else, as
// in each of our modules: what follows is not read, so that no text or expression is
// ever taken for one.
func imports(text []byte) []string {
	var all []string
	for {
		found := statement.FindSubmatchIndex(text)
		if found == nil {
			return all
		}
		all = append(all, string(text[found[2]:found[3]]))
		text = text[found[1]:]
	}
}

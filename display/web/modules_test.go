package web

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestImports(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"none":                    {"export const x = 1;\n", nil},
		"empty":                   {"", nil},
		"names":                   {`import { a, b as c } from "./a.js";`, []string{"./a.js"}},
		"over several lines":      {"import {\n  a,\n  b,\n} from \"../kit/a.js\";\nlet x;", []string{"../kit/a.js"}},
		"everything":              {`import * as a from './a.js'`, []string{"./a.js"}},
		"default":                 {`import a, { b } from "./a.js"`, []string{"./a.js"}},
		"for its effect":          {`import "./a.js";import"./b.js"`, []string{"./a.js", "./b.js"}},
		"without spaces":          {`import{a}from"./a.js";import $ from"./b.js"`, []string{"./a.js", "./b.js"}},
		"a name like the word":    {`import { from, importer } from "./from.js"`, []string{"./from.js"}},
		"with attributes":         {"import a from \"./a.json\" with { type: \"json\" };\nimport \"./b.js\";", []string{"./a.json", "./b.js"}},
		"what another has":        {"export * from \"./a.js\";\nexport { b } from \"./b.js\";\n", []string{"./a.js", "./b.js"}},
		"its own":                 {"export { b };\nexport const c = \"./c.js\";\n", nil},
		"a text that is a name":   {`export default "./a.js";`, nil},
		"behind comments":         {"/** @import { A } from \"./types.js\" */\n// import \"./no.js\"\n/* import \"./nor.js\" */ import \"./a.js\";", []string{"./a.js"}},
		"only when it runs":       {`import("./a.js"); import.meta.url; import "./b.js"`, nil},
		"in a comment at its end": {"import \"./a.js\"; // and not \"./b.js\"\nimport \"./c.js\"", []string{"./a.js", "./c.js"}},
		"in a text":               {"const text = `\nimport \"./a.js\";\n`;", nil},
	} {
		if got := imports([]byte(c.text)); !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q, want %q", name, got, c.want)
		}
	}
}

// Each module has its imports in front, where they are looked for.
func TestImportsStandInFront(t *testing.T) {
	line := regexp.MustCompile(`(?m)^(?:import\b|export\s*[*{])[^(.]*?"\.`)
	n := 0
	err := fs.WalkDir(FS, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".js") {
			return err
		}
		text, err := fs.ReadFile(FS, name)
		if err != nil {
			return err
		}
		found := imports(text)
		n += len(found)
		if looks := line.FindAll(text, -1); len(found) != len(looks) {
			t.Errorf("%s: %d imports were found: %q; it looks as if there were %d: %s", name, len(found), found, len(looks), bytes.Join(looks, []byte("\n")))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 100 {
		t.Errorf("only %d imports were found", n)
	}
}

func TestModules(t *testing.T) {
	got, err := Modules("static/lobby/refusal.js")
	if want := []string{"static/base/i18n.js"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("the page of refusals needs %q, %v; want %q", got, err, want)
	}
	got, err = Modules("static/console/chair.js")
	if err != nil || len(got) < 50 || slices.Contains(got, "static/console/chair.js") || slices.Contains(got, "static/gallery/sand.js") {
		t.Errorf("the console needs %q, %v", got, err)
	}
	sorted := slices.Sorted(slices.Values(got))
	if len(slices.Compact(sorted)) != len(got) {
		t.Errorf("a module is listed twice: %q", sorted)
	}
	if got, err := Modules("static/none.js"); err == nil {
		t.Errorf("a module that is not there needs %q", got)
	}
}

// Nothing lies about that no page asks for, but what only gives types.
func TestEveryFileIsUsed(t *testing.T) {
	pages, err := fs.Glob(FS, "pages/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("there are no pages: %v", err)
	}
	reference := regexp.MustCompile(`"/(static/[^"]+)"`)
	later := regexp.MustCompile(`\bawait import\("([^"]+)"\)`)
	used := map[string]bool{"static/base/types.js": true, "static/base/wire.js": true}
	var use func(name string)
	use = func(name string) {
		used[name] = true
		if !strings.HasSuffix(name, ".js") {
			return
		}
		modules, err := Modules(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, module := range append(modules, name) {
			used[module] = true
			text, err := fs.ReadFile(FS, module)
			if err != nil {
				t.Error(err)
			}
			for _, found := range later.FindAllSubmatch(text, -1) {
				if other := path.Join(path.Dir(module), string(found[1])); !used[other] {
					use(other)
				}
			}
		}
	}
	for _, page := range pages {
		text, err := fs.ReadFile(FS, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range reference.FindAllStringSubmatch(string(text), -1) {
			use(found[1])
		}
	}
	err = fs.WalkDir(FS, "static", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !used[name] {
			t.Errorf("no page asks for %s", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

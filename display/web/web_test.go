package web_test

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"rostrum/display/web"
)

func Example() {
	page, err := fs.ReadFile(web.FS, "pages/gallery.html")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(string(page), `data-page="gallery"`))
	fmt.Println(web.Languages())
	// Output:
	// true
	// [ar en es fr ru zh]
}

// sources calls f with every file below one of the folders that ends in suffix.
func sources(t *testing.T, suffix string, f func(name, text string)) {
	t.Helper()
	err := fs.WalkDir(web.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, suffix) {
			return err
		}
		raw, err := fs.ReadFile(web.FS, name)
		if err == nil {
			f(name, string(raw))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var (
	inlineScript  = regexp.MustCompile(`(?i)<script(?:\s[^>]*)?>[^<]`)
	inlineStyle   = regexp.MustCompile(`(?i)<style|\sstyle\s*=`)
	inlineHandler = regexp.MustCompile(`(?i)\son[a-z]+\s*=\s*["']`)
	elsewhere     = regexp.MustCompile(`(?i)(?:https?:)?//[a-z0-9][a-z0-9-]*\.[a-z]`)
	namespace     = "http://www.w3.org/2000/svg" // a name, never fetched
)

// TestPagesObeyTheirPolicy holds what the Content-Security-Policy demands:
// nothing inline, nothing from another origin.
func TestPagesObeyTheirPolicy(t *testing.T) {
	sources(t, ".html", func(name, text string) {
		for what, re := range map[string]*regexp.Regexp{
			"script": inlineScript, "style": inlineStyle, "event handler": inlineHandler,
		} {
			if found := re.FindString(text); found != "" {
				t.Errorf("%s has an inline %s: %s", name, what, found)
			}
		}
		if strings.Count(text, "<h1") != 1 {
			t.Errorf("%s does not have one h1", name)
		}
	})
	sources(t, "", func(name, text string) {
		text = strings.ReplaceAll(text, namespace, "")
		if found := elsewhere.FindString(text); found != "" {
			t.Errorf("%s refers to another origin: %s", name, found)
		}
	})
}

// reference finds what a module names of other modules, in its imports and in the types
// that it takes from them.
var reference = regexp.MustCompile(`"(\.\.?/[^"]+\.js)"`)

// TestReferencesExist follows every path that a page or a module names.
func TestReferencesExist(t *testing.T) {
	page := regexp.MustCompile(`(?:src|href)="/(static/[^"]+)"`)
	exists := func(from, name string) {
		if _, err := fs.Stat(web.FS, name); err != nil {
			t.Errorf("%s: %v", from, err)
		}
	}
	sources(t, ".html", func(name, text string) {
		for _, found := range page.FindAllStringSubmatch(text, -1) {
			exists(name, found[1])
		}
	})
	sources(t, ".js", func(name, text string) {
		for _, found := range reference.FindAllStringSubmatch(text, -1) {
			exists(name, path.Join(path.Dir(name), found[1]))
		}
	})
}

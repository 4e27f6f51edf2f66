package web_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
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
	// [en zh]
}

// texts reads one language file.
func texts(t *testing.T, language string) map[string]string {
	t.Helper()
	raw, err := fs.ReadFile(web.FS, "lang/"+language+".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]string
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatalf("lang/%s.json: %v", language, err)
	}
	return all
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

var placeholder = regexp.MustCompile(`\{\w+\}`)

func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// keyPattern is how the name of a text is written: words that no language has, so
// that nobody takes a sentence for a key and changes it.
var keyPattern = regexp.MustCompile(`^[a-z0-9]+(?:[.-][a-z0-9]+)*$`)

func TestKeysAreNoSentences(t *testing.T) {
	for _, language := range web.Languages() {
		for key := range texts(t, language) {
			if !keyPattern.MatchString(key) {
				t.Errorf("lang/%s.json: the key %q does not match %s", language, key, keyPattern)
			}
		}
	}
}

func TestLanguagesSayTheSame(t *testing.T) {
	english := texts(t, "en")
	for _, language := range web.Languages() {
		t.Run(language, func(t *testing.T) {
			other := texts(t, language)
			for key := range other {
				if _, ok := english[key]; !ok {
					t.Errorf("%s is not in en.json", key)
				}
			}
			for key, text := range english {
				translated, ok := other[key]
				switch {
				case !ok:
					t.Errorf("%s is missing", key)
				case strings.TrimSpace(translated) == "":
					t.Errorf("%s is empty", key)
				case !slices.Equal(placeholders(text), placeholders(translated)):
					t.Errorf("%s: placeholders %v, in English %v", key, placeholders(translated), placeholders(text))
				}
			}
			if dir := other["language.dir"]; dir != "ltr" && dir != "rtl" {
				t.Errorf("language.dir is %q", dir)
			}
		})
	}
}

// TestLanguagesAreOffered compares the names in the switch with the files.
func TestLanguagesAreOffered(t *testing.T) {
	raw, err := fs.ReadFile(web.FS, "static/i18n.js")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`LANGUAGES = \{(.*?)\}`).FindStringSubmatch(string(raw))
	if line == nil {
		t.Fatal("static/i18n.js names no LANGUAGES")
	}
	offered := map[string]string{}
	for _, pair := range regexp.MustCompile(`(\w+): "([^"]*)"`).FindAllStringSubmatch(line[1], -1) {
		offered[pair[1]] = pair[2]
	}
	for _, language := range web.Languages() {
		if name := texts(t, language)["language.name"]; offered[language] != name {
			t.Errorf("%s is offered as %q and calls itself %q", language, offered[language], name)
		}
		delete(offered, language)
	}
	if len(offered) > 0 {
		t.Errorf("offered without a file: %v", offered)
	}
}

var (
	keyInScript  = regexp.MustCompile(`\bt\(\s*"([^"]+)"`)
	keyInEither  = regexp.MustCompile(`\bt\([^()\n]*\?\s*"([^"]+)"\s*:\s*"([^"]+)"`)
	familyInCode = regexp.MustCompile("\\b(?:t|hasText)\\(\\s*`([^`$]+)\\$\\{")
	keyOfFile    = regexp.MustCompile(`texts\["([^"]+)"\]`)
	keyInPage    = regexp.MustCompile(`data-t(?:-label|-title)?="([^"]+)"`)
)

func TestTextsAndPagesAgree(t *testing.T) {
	used := map[string]bool{"language.name": true}
	families := map[string]bool{}
	sources(t, ".js", func(_, text string) {
		for _, re := range []*regexp.Regexp{keyInScript, keyInEither, keyOfFile} {
			for _, found := range re.FindAllStringSubmatch(text, -1) {
				for _, key := range found[1:] {
					used[key] = true
				}
			}
		}
		for _, found := range familyInCode.FindAllStringSubmatch(text, -1) {
			families[found[1]] = true
		}
	})
	sources(t, ".html", func(_, text string) {
		for _, found := range keyInPage.FindAllStringSubmatch(text, -1) {
			used[found[1]] = true
		}
	})
	english := texts(t, "en")
	for key := range used {
		if _, ok := english[key]; !ok {
			t.Errorf("a page asks for %s, which has no text", key)
		}
	}
	for key := range english {
		family := slices.ContainsFunc(slices.Collect(maps.Keys(families)), func(prefix string) bool {
			return strings.HasPrefix(key, prefix)
		})
		if !used[key] && !family {
			t.Errorf("%s is not used", key)
		}
	}
	for prefix := range families {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(english)), func(key string) bool { return strings.HasPrefix(key, prefix) }) {
			t.Errorf("a page asks for %s…, which has no texts", prefix)
		}
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

// TestReferencesExist follows every path that a page, a module or a style
// names.
func TestReferencesExist(t *testing.T) {
	page := regexp.MustCompile(`(?:src|href)="/(static/[^"]+)"`)
	module := regexp.MustCompile(`from "\./([^"]+)"|import\("\./([^"]+)"\)`)
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
		for _, found := range module.FindAllStringSubmatch(text, -1) {
			exists(name, "static/"+found[1]+found[2])
		}
	})
}

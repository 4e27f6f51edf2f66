package web_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"testing"

	"rostrum/display/web"
)

// What only the record says is said in every language, with the same things standing in
// it.
func TestRecordTexts(t *testing.T) {
	read := func(code string) map[string]string {
		text, err := fs.ReadFile(web.FS, "lang/record/"+code+".json")
		if err != nil {
			t.Fatal(err)
		}
		var out map[string]string
		if err := json.Unmarshal(text, &out); err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		return out
	}
	names := regexp.MustCompile(`\{[a-z]+\}`)
	of := func(text string) []string {
		all := names.FindAllString(text, -1)
		slices.Sort(all)
		return all
	}
	english := read("en")
	used := make(map[string]bool)
	for _, text := range program(t, "../record/*.go") {
		for _, found := range regexp.MustCompile(`"(?:record\.)?([a-z0-9_.-]+)"`).FindAllStringSubmatch(text, -1) {
			used[found[1]] = true
		}
	}
	for _, text := range program(t, "../recordpage.go") {
		for _, found := range regexp.MustCompile(`"([a-z.]+)"`).FindAllStringSubmatch(text, -1) {
			used["file."+found[1]] = true
		}
	}
	sources(t, ".html", func(_, text string) {
		for _, found := range regexp.MustCompile("Say [`\"]([a-z-]+)[`\"]").FindAllStringSubmatch(text, -1) {
			used[found[1]] = true
		}
	})
	families := []string{"did.", "signal.", "legend."}
	for key := range english {
		family := slices.ContainsFunc(families, func(f string) bool { return len(key) > len(f) && key[:len(f)] == f })
		if !used[key] && !family {
			t.Errorf("record.%s is not used", key)
		}
	}
	for _, code := range web.Languages() {
		texts := read(code)
		for key, text := range english {
			if !slices.Equal(of(text), of(texts[key])) || texts[key] == "" {
				t.Errorf("%s: record.%s is %q; in English it is %q", code, key, texts[key], text)
			}
		}
		if len(texts) != len(english) {
			t.Errorf("%s has %d texts of the record, English %d", code, len(texts), len(english))
		}
	}
}

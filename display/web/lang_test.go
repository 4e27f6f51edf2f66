package web_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rostrum/display/web"
	"rostrum/timer"
)

// text is what a language file has for a key: its forms by plural category, or one
// for all.
type text map[string]string

const whole = "" // the category of a text without forms

func (t *text) UnmarshalJSON(raw []byte) error {
	var one string
	if err := json.Unmarshal(raw, &one); err == nil {
		*t = text{whole: one}
		return nil
	}
	return json.Unmarshal(raw, (*map[string]string)(t))
}

// own are the folders of lang with what no other page says, by the pages that say it.
var own = map[string][]string{"console": {"chair.html"}, "when": {"when.html"}, "booth": {"booth.html"}, "lobby": {"lobby.html", "overflow.html"}}

// texts reads one language: what all pages say, and what only one does.
func texts(t *testing.T, language string) map[string]text {
	t.Helper()
	all := textsOf(t, language)
	for folder := range own {
		for key, text := range textsOf(t, folder+"/"+language) {
			if _, twice := all[key]; twice {
				t.Errorf("%s of lang/%s/%s.json is in another file too", key, folder, language)
			}
			all[key] = text
		}
	}
	return all
}

// textsOf reads one file.
func textsOf(t *testing.T, name string) map[string]text {
	t.Helper()
	raw, err := fs.ReadFile(web.FS, "lang/"+name+".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]text
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatalf("lang/%s.json: %v", name, err)
	}
	return all
}

// What only some pages say, no other asks for.
func TestTextsOfOnePageAreItsOwn(t *testing.T) {
	for folder, pages := range own {
		t.Run(folder, func(t *testing.T) { textsAreItsOwn(t, folder, pages) })
	}
}

func textsAreItsOwn(t *testing.T, folder string, pages []string) {
	theirs := textsOf(t, folder+"/en")
	check := func(name, text string, keys ...*regexp.Regexp) {
		if strings.Contains(name, "static/"+folder+"/") || slices.ContainsFunc(pages, func(page string) bool { return strings.HasSuffix(name, page) }) {
			return
		}
		for _, re := range keys {
			for _, found := range re.FindAllStringSubmatch(text, -1) {
				for _, key := range found[1:] {
					if _, its := theirs[key]; its {
						t.Errorf("%s asks for %s, which only %s load", name, key, pages)
					}
				}
			}
		}
		for _, found := range familyInCode.FindAllStringSubmatch(text, -1) {
			if found[1] == "refused." { // a page that sends no commands is refused none
				continue
			}
			for key := range theirs {
				if strings.HasPrefix(key, found[1]) {
					t.Errorf("%s asks for %s…, of which only %s load %s", name, found[1], pages, key)
				}
			}
		}
	}
	sources(t, ".js", func(name, text string) { check(name, text, keyInScript, keyInEither, keyOfFile) })
	sources(t, ".html", func(name, text string) { check(name, text, keyInPage) })
}

var placeholder = regexp.MustCompile(`\{\w+(?::[a-z-]+)?\}`)

func placeholders(t text) []string {
	var found []string
	for _, form := range t {
		found = append(found, placeholder.FindAllString(form, -1)...)
	}
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
				if !ok {
					t.Errorf("%s is missing", key)
					continue
				}
				for category, form := range translated {
					if strings.TrimSpace(form) == "" {
						t.Errorf("%s %s is empty", key, category)
					}
				}
				if !slices.Equal(placeholders(text), placeholders(translated)) {
					t.Errorf("%s: placeholders %v, in English %v", key, placeholders(translated), placeholders(text))
				}
			}
			if dir := other["language.dir"][whole]; dir != "ltr" && dir != "rtl" {
				t.Errorf("language.dir is %q", dir)
			}
		})
	}
}

// categories are the plural categories of whole numbers that a language tells apart
// (Unicode CLDR, plural rules). French and Spanish have one for millions too.
var categories = map[string][]string{
	"ar": {"few", "many", "one", "other", "two", "zero"},
	"en": {"one", "other"},
	"es": {"many", "one", "other"},
	"fr": {"many", "one", "other"},
	"ru": {"few", "many", "one", "other"},
	"zh": {"other"},
}

// TestPluralForms: what has forms in English has in every language those that its
// grammar asks for, and only what counts has any.
func TestPluralForms(t *testing.T) {
	english := texts(t, "en")
	for _, language := range web.Languages() {
		for key, text := range texts(t, language) {
			_, plain := text[whole]
			if _, also := english[key][whole]; plain != also {
				t.Errorf("lang/%s.json: %s has forms here or in English and not in both", language, key)
			}
			if plain {
				continue
			}
			if got := slices.Sorted(maps.Keys(text)); !slices.Equal(got, categories[language]) {
				t.Errorf("lang/%s.json: %s has the forms %v; the language has %v", language, key, got, categories[language])
			}
			if !slices.Contains(placeholders(text), "{count}") {
				t.Errorf("lang/%s.json: %s has forms and no {count} to choose one by", language, key)
			}
		}
	}
}

// numbers are the placeholders of what is counted.
var numbers = regexp.MustCompile(`\{(?:count|here|places|refused|slowed|inscribed|heard|left|read)\}`)

// TestNumbersAgreeWithNothing: what is counted has forms, or stands behind a colon where
// one is as right as many. Chinese words have no number.
func TestNumbersAgreeWithNothing(t *testing.T) {
	for _, language := range web.Languages() {
		if language == "zh" {
			continue
		}
		all := texts(t, language)
		all["record.chart-says"] = text{whole: strings.NewReplacer("{n}", "{count}", "{over}", "{count}").Replace(textsOf(t, "record/"+language)["chart-says"][whole])}
		for key, text := range all {
			if key == "seats.needy" { // of nothing that is named
				continue
			}
			for _, at := range numbers.FindAllStringIndex(text[whole], -1) {
				if before := strings.TrimRight(text[whole][:at[0]], " \u00a0\u202f"); !strings.HasSuffix(before, ":") {
					t.Errorf("lang/%s.json: %s is counted, and is %q for one as for many", language, key, text[whole])
				}
			}
		}
	}
}

// program reads the Go files that match a pattern, without their tests.
func program(t *testing.T, pattern string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s was not found: %v", pattern, err)
	}
	read := make(map[string]string)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		read[filepath.Base(file)] = string(raw)
	}
	return read
}

// refusalInCode finds the names that core, engine and server give their refusals.
var refusalInCode = regexp.MustCompile(`(?:notNow\(|(?:invalid|unknown)\([^,()]+, |Why: |\twhy[A-Z]\w+ += )"([a-z][a-z0-9-]*)"`)

// TestRefusalsAreTranslated: what a person is refused is said in every language, and
// nothing else is.
func TestRefusalsAreTranslated(t *testing.T) {
	english, given := texts(t, "en"), make(map[string]bool)
	for pattern, least := range map[string]int{"../../timer/*.go": 66, "../../timer/engine/*.go": 4, "../*.go": 6, "../live/*.go": 1} {
		found := 0
		for file, text := range program(t, pattern) {
			for _, why := range refusalInCode.FindAllStringSubmatch(text, -1) {
				found++
				given[why[1]] = true
				if _, ok := english["refused."+why[1]]; !ok {
					t.Errorf("%s: refused.%s has no text", file, why[1])
				}
			}
		}
		if found < least {
			t.Errorf("only %d refusals were found in %s", found, pattern)
		}
	}
	for key := range english {
		why, refused := strings.CutPrefix(key, "refused.")
		if why, _, _ = strings.Cut(why, "."); refused && !given[why] { // a sentence may have variants
			t.Errorf("nothing is refused with %s any more", key)
		}
	}
}

// TestListFilesAreTranslated: what is in doubt of a file with a list, and why one is not
// read, is said in every language, and nothing else is.
func TestListFilesAreTranslated(t *testing.T) {
	keys := []string{"import-refused.unreadable", "import-refused.watched"} // of the page's own
	code := regexp.MustCompile(`\t(Doubt|Refused)[A-Z]\w* += "([a-z0-9-]+)"`)
	for _, text := range program(t, "../../timer/listfile/*.go") {
		for _, found := range code.FindAllStringSubmatch(text, -1) {
			keys = append(keys, "import-"+strings.ToLower(found[1])+"."+found[2])
		}
	}
	if len(keys) < 45 {
		t.Errorf("only %d codes were found", len(keys))
	}
	english := texts(t, "en")
	for _, key := range keys {
		if _, ok := english[key]; !ok {
			t.Errorf("%s has no text", key)
		}
	}
	for key := range english {
		family, _, _ := strings.Cut(key, ".")
		if (family == "import-doubt" || family == "import-refused") && !slices.Contains(keys, key) {
			t.Errorf("no file is ever read with %s", key)
		}
	}
}

// TestWordsOfTheCoreAreTranslated: what the controller calls in one word is said in every
// language.
func TestWordsOfTheCoreAreTranslated(t *testing.T) {
	keys := []string{"preset.own-rules"}
	for _, name := range timer.PresetNames() {
		keys = append(keys, "preset."+name)
	}
	for _, kind := range timer.Kinds() {
		keys = append(keys, "kind."+string(kind))
	}
	for _, capacity := range timer.Capacities() {
		keys = append(keys, "capacity."+string(capacity))
	}
	for _, level := range timer.Levels() {
		keys = append(keys, "level."+string(level))
	}
	english := texts(t, "en")
	for _, key := range keys {
		if _, ok := english[key]; !ok {
			t.Errorf("%s has no text", key)
		}
	}
	for key := range english {
		family, _, _ := strings.Cut(key, ".")
		if slices.Contains([]string{"preset", "kind", "capacity", "level"}, family) && !slices.Contains(keys, key) {
			t.Errorf("there is nothing that is called %s", key)
		}
	}
}

// TestLanguagesAreOffered compares the names in the switch with the files.
func TestLanguagesAreOffered(t *testing.T) {
	raw, err := fs.ReadFile(web.FS, "static/base/i18n.js")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`LANGUAGES = \{(.*?)\}`).FindStringSubmatch(string(raw))
	if line == nil {
		t.Fatal("static/base/i18n.js names no LANGUAGES")
	}
	offered := map[string]string{}
	for _, pair := range regexp.MustCompile(`(\w+): "([^"]*)"`).FindAllStringSubmatch(line[1], -1) {
		offered[pair[1]] = pair[2]
	}
	for _, language := range web.Languages() {
		if name := texts(t, language)["language.name"][whole]; offered[language] != name {
			t.Errorf("%s is offered as %q and calls itself %q", language, offered[language], name)
		}
		for _, key := range []string{"language.room", "language.device"} {
			if text := texts(t, language)[key][whole]; !strings.HasPrefix(text, offered[language]+" · ") {
				t.Errorf("%s: %s is %q, and is to begin with %s alone, which the closed box says", language, key, text, offered[language])
			}
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
	keyInPage    = regexp.MustCompile("data-t(?:-label|-title)?=\"([^\"]+)\"|\\.Text `([^`]+)`")
	keyInServer  = regexp.MustCompile(`\.Text\("([^"]+)"\)`)
)

func TestTextsAndPagesAgree(t *testing.T) {
	english := texts(t, "en")
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
			used[found[1]+found[2]] = true
		}
	})
	for _, text := range program(t, "../*.go") {
		for _, found := range keyInServer.FindAllStringSubmatch(text, -1) {
			used[found[1]] = true
		}
	}
	for _, text := range english {
		for _, p := range placeholders(text) {
			if _, family, ok := strings.Cut(strings.Trim(p, "{}"), ":"); ok {
				families[family+"."] = true
			}
		}
	}
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

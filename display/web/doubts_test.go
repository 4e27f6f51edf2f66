package web_test

import (
	"regexp"
	"strings"
	"testing"
)

// doubtInCode finds the codes of what is doubted of a list.
var doubtInCode = regexp.MustCompile(`Doubt\w+ += "([a-z0-9-]+)"`)

// TestDoubtsAreTranslated: what is doubted of a list is said in every language, and
// nothing else is.
func TestDoubtsAreTranslated(t *testing.T) {
	english, given := texts(t, "en"), make(map[string]bool)
	for file, text := range program(t, "../../timer/listfile/*.go") {
		for _, code := range doubtInCode.FindAllStringSubmatch(text, -1) {
			given[code[1]] = true
			if _, ok := english["doubt."+code[1]]; !ok {
				t.Errorf("%s: doubt.%s has no text", file, code[1])
			}
		}
	}
	if len(given) < 20 {
		t.Errorf("only %d codes were found", len(given))
	}
	for key := range english {
		code, doubt := strings.CutPrefix(key, "doubt.")
		if code, _, _ = strings.Cut(code, "."); doubt && !given[code] { // where each line has its own
			t.Errorf("nothing is doubted with %s any more", key)
		}
	}
}

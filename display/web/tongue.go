package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// Tongue is a language with what is said in it, for a page that the server itself has
// to write.
type Tongue struct {
	Code  string // of the language: "zh"
	texts map[string]any
}

// Tongues reads the languages that the pages speak, in the order of [Languages].
func Tongues() ([]Tongue, error) {
	var all []Tongue
	for _, code := range Languages() {
		tongue := Tongue{Code: code, texts: make(map[string]any)}
		for folder, prefix := range map[string]string{"": "", "console/": "", "record/": "record."} {
			raw, err := fs.ReadFile(FS, "lang/"+folder+code+".json")
			var texts map[string]any
			if err == nil {
				err = json.Unmarshal(raw, &texts)
			}
			if err != nil {
				return nil, fmt.Errorf("web: lang/%s%s.json: %w", folder, code, err)
			}
			for key, text := range texts {
				tongue.texts[prefix+key] = text
			}
		}
		all = append(all, tongue)
	}
	return all, nil
}

// Text is what a key says. A key that has no text, or one in plural forms, says
// nothing.
func (t Tongue) Text(key string) string {
	text, _ := t.texts[key].(string)
	return text
}

// Fill is what a key says, with what stands in it: names and values in turn, "n", "3".
func (t Tongue) Fill(key string, with ...string) string {
	pairs := make([]string, len(with))
	for i, w := range with {
		if pairs[i] = w; i%2 == 0 {
			pairs[i] = "{" + w + "}"
		}
	}
	return strings.NewReplacer(pairs...).Replace(t.Text(key))
}

// RightToLeft says whether the language is written from right to left.
func (t Tongue) RightToLeft() bool { return t.Text("language.dir") == "rtl" }

// home is spoken with readers who understand none of the languages.
const home = "en"

// Choose finds the language of a reader as the pages do: the one that an address asks
// for by its code, else the first of those in the browser's Accept-Language that is
// spoken here, else English.
func Choose(spoken []Tongue, asked, accepted string) Tongue {
	for _, code := range slices.Concat([]string{asked}, wishes(accepted), []string{home}) {
		if i := slices.IndexFunc(spoken, func(t Tongue) bool { return t.Code == code }); i >= 0 {
			return spoken[i]
		}
	}
	return Tongue{}
}

// wishes are the languages of Accept-Language without their scripts and regions, the
// dearest first (RFC 9110, section 12.5.4).
func wishes(accepted string) []string {
	type wish struct {
		code   string
		weight float64
	}
	var all []wish
	for part := range strings.SplitSeq(accepted, ",") {
		tag, parameter, weighed := strings.Cut(part, ";")
		code, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		w := wish{code, 1}
		if weighed {
			_, q, _ := strings.Cut(parameter, "=")
			w.weight, _ = strconv.ParseFloat(strings.TrimSpace(q), 64) // what is no number is no wish
		}
		if w.weight > 0 {
			all = append(all, w)
		}
	}
	slices.SortStableFunc(all, func(a, b wish) int { return cmp.Compare(b.weight, a.weight) })
	codes := make([]string, len(all))
	for i, w := range all {
		codes[i] = w.code
	}
	return codes
}

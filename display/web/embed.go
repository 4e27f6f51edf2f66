// Package web holds the pages of the controller: the lobby, the chair's
// console, the gallery, the seat page, and that on which a delegation finds its
// turn. They are plain HTML, CSS and modules for the browser, used as they are:
// there is no build step, and nothing is fetched from anywhere but the
// controller.
//
// The pages know only the controller's outside interface. They draw every
// time from the last snapshot and from their own estimate of the controller's
// steady clock, so a page goes on rightly while its link is away.
//
// To add a language, put its files into lang and the folders in it, and its name
// into static/base/i18n.js.
package web

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

// FS holds the folders pages (one HTML file a page, of which refusal.html is a template
// that the server fills in), static (what they refer to as /static/..., and a server
// gives them as /assets/EDITION/static/...) and lang (their texts, which the modules
// fetch beside static; what only one page says is in a folder of its own, as lang/console;
// lang/record is for the record, which the server writes). The modules and style sheets
// of static lie in rooms, as packages do: an element's sheet is beside its module.
//
//go:embed pages static lang/*.json lang/console/*.json lang/when/*.json lang/booth/*.json lang/lobby/*.json lang/record/*.json
var FS embed.FS

// Languages lists the codes of the languages that the pages speak, in
// alphabetical order.
func Languages() []string {
	files, err := fs.Glob(FS, "lang/*.json")
	if err != nil {
		panic("web: " + err.Error()) // the pattern is wrong, not the files
	}
	codes := make([]string, 0, len(files))
	for _, file := range files {
		codes = append(codes, strings.TrimSuffix(path.Base(file), ".json"))
	}
	return codes
}

package display

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"

	"rostrum/display/web"
)

// entry is the tag by which a page runs its one module.
var entry = regexp.MustCompile(`<script type="module" src="/(static/[^"]+)"></script>`)

// preload writes into the head of a page, in front of its module, what that module
// imports. A browser then asks for all of it with the page's first lines; else it would
// learn of a module only from the one that imports it, a round trip for each step.
func preload(page []byte) ([]byte, error) {
	found := entry.FindSubmatchIndex(page)
	if found == nil {
		return nil, errors.New("it runs no module")
	}
	modules, err := web.Modules(string(page[found[2]:found[3]]))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Write(page[:found[0]])
	for _, name := range modules {
		fmt.Fprintf(&out, "<link rel=\"modulepreload\" href=\"/%s\">\n", name)
	}
	out.Write(page[found[0]:])
	return out.Bytes(), nil
}

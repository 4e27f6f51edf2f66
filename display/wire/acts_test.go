package wire_test

import (
	"bytes"
	"fmt"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

// The pages know the acts, and by what each is guarded, from the table that the
// parser has them from.
func TestPagesKnowTheActs(t *testing.T) {
	var out bytes.Buffer
	out.WriteString("/**\n * The acts that the controller takes. Written from its table of acts by\n" +
		" * `go test ./display/wire -update`, never by hand.\n *\n * @typedef {(\n")
	for _, c := range wire.Commands() {
		fmt.Fprintf(&out, " *   |%q\n", c.Name)
	}
	out.WriteString(" * )} Act\n */\n")
	set := func(name, comment string, guard timer.Guard) {
		fmt.Fprintf(&out, "\n/**\n * %s\n * @type {ReadonlySet<Act>}\n */\nexport const %s = new Set([\n", comment, name)
		for _, a := range timer.Acts() {
			if a.Guard == guard {
				fmt.Fprintf(&out, "  %q,\n", a.Name)
			}
		}
		out.WriteString("]);\n")
	}
	set("BY_STATEMENT", "They name the statement that they mean: the one on the floor when they were chosen.", timer.ByStatement)
	set("BY_REVISION", "They name the revision of the list that was looked at.", timer.ByRevision)
	goldenFile(t, "../web/static/base/acts.js", out.Bytes())
}

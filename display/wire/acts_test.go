package wire_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

// The pages know the acts, by what each is guarded and what is the chair's alone, from the table that the
// parser has them from.
func TestPagesKnowTheActs(t *testing.T) {
	var out bytes.Buffer
	out.WriteString("/**\n * The acts that the controller takes. Written from its table of acts by\n" +
		" * `go test ./display/wire -update`, never by hand.\n *\n * @typedef {(\n")
	for _, c := range wire.Commands() {
		fmt.Fprintf(&out, " *   |%q\n", c.Name)
	}
	out.WriteString(" * )} Act\n */\n")
	set := func(name, of, comment string, members []string) {
		fmt.Fprintf(&out, "\n/**\n * %s\n * @type {ReadonlySet<%s>}\n */\n", comment, of)
		for i, member := range members {
			members[i] = strconv.Quote(member)
		}
		line := fmt.Sprintf("export const %s = new Set([%s]);\n", name, strings.Join(members, ", "))
		if len(line) > 120 { // as the pages' formatter breaks it
			line = fmt.Sprintf("export const %s = new Set([\n  %s,\n]);\n", name, strings.Join(members, ",\n  "))
		}
		out.WriteString(line)
	}
	var byStatement, byRevision, chairAlone, chairUndoes []string
	for _, a := range timer.Acts() {
		switch a.Guard {
		case timer.ByStatement:
			byStatement = append(byStatement, a.Name)
		case timer.ByRevision:
			byRevision = append(byRevision, a.Name)
		}
		if a.May(timer.Chair) && !a.May(timer.Secretary) {
			chairAlone = append(chairAlone, a.Name)
		}
	}
	for _, f := range timer.Facts() {
		if name := timer.FactName(f); timer.MayUndo(timer.Chair, name) && !timer.MayUndo(timer.Secretary, name) {
			chairUndoes = append(chairUndoes, name)
		}
	}
	set("BY_STATEMENT", "Act", "They name the statement that they mean: the one on the floor when they were chosen.", byStatement)
	set("BY_REVISION", "Act", "They name the revision of the list that was looked at.", byRevision)
	set("CHAIR_ALONE", "Act", "They are the chair's alone: a secretary may not do them.", chairAlone)
	set("CHAIR_UNDOES", "string", "The events that the chair alone may undo, for they follow from those acts.", chairUndoes)
	goldenFile(t, "../web/static/base/acts.js", out.Bytes())
}

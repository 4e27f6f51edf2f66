package wire_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rostrum/display/wire"
	"rostrum/timer"
)

// described is what the source says of the types that go over the wire: the words that
// programmers of either side read are the same.
type described struct {
	types  map[string]string            // by name: "wire.Floor"
	fields map[string]map[string]string // by type, and name in Go
	values map[string][]any             // of the constants of a type, in their order
	means  map[string]map[string]string // by type, and value
}

func describe(t *testing.T) described {
	t.Helper()
	d := described{
		types: make(map[string]string), fields: make(map[string]map[string]string),
		values: make(map[string][]any), means: make(map[string]map[string]string),
	}
	for name, dir := range map[string]string{"wire": ".", "timer": "../../timer"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range file.Decls {
				if g, ok := decl.(*ast.GenDecl); ok {
					d.add(t, name, g)
				}
			}
		}
	}
	d.values["timer.Kind"] = anys(timer.Kinds())
	for s := timer.Dark; !strings.HasPrefix(s.String(), "signal("); s++ {
		d.number("timer.Signal", int(s), s.String())
	}
	for p := timer.Ready; !strings.HasPrefix(p.String(), "phase("); p++ {
		d.number("timer.Phase", int(p), p.String())
	}
	return d
}

// number names a value that is a number in Go.
func (d described) number(of string, n int, name string) {
	d.values[of] = append(d.values[of], name)
	if said, ok := d.means[of][strconv.Itoa(n)]; ok {
		d.means[of][name] = said
	}
}

// saidOf is what a type is, and what those of its values mean that do not say it
// themselves.
func (d described) saidOf(t reflect.Type) string {
	var meanings []string
	for _, value := range d.values[named(t)] {
		name := fmt.Sprint(value)
		if said := d.means[named(t)][name]; said != "" {
			meanings = append(meanings, name+": "+said)
		}
	}
	return strings.TrimSpace(d.types[named(t)] + " " + strings.Join(meanings, "; "))
}

func (d described) add(t *testing.T, pkg string, g *ast.GenDecl) {
	t.Helper()
	counted := "" // the type of constants that are numbered
	for i, spec := range g.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			name := pkg + "." + s.Name.Name
			d.types[name] = sentence(s.Name.Name, first(g.Doc, s.Doc))
			if of, ok := s.Type.(*ast.StructType); ok {
				d.fields[name] = fieldsOf(of)
			}
		case *ast.ValueSpec:
			if g.Tok != token.CONST {
				continue
			}
			if of, ok := s.Type.(*ast.Ident); ok && len(s.Values) == 1 {
				counted = pkg + "." + of.Name
			} else if len(s.Values) != 0 {
				counted = ""
			}
			value := strconv.Itoa(i)
			if len(s.Values) == 1 {
				if literal, ok := s.Values[0].(*ast.BasicLit); ok && literal.Kind == token.STRING {
					text, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					value = text
					d.values[counted] = append(d.values[counted], text)
				}
			}
			if d.means[counted] == nil {
				d.means[counted] = make(map[string]string)
			}
			d.means[counted][value] = sentence("", first(s.Comment, s.Doc))
		}
	}
}

func fieldsOf(s *ast.StructType) map[string]string {
	said := make(map[string]string)
	for _, f := range s.Fields.List {
		for _, name := range f.Names {
			said[name.Name] = sentence("", first(f.Comment, f.Doc))
		}
	}
	return said
}

func first(groups ...*ast.CommentGroup) string {
	for _, g := range groups {
		if g != nil {
			paragraph, _, _ := strings.Cut(g.Text(), "\n\n")
			return strings.Join(strings.Fields(paragraph), " ")
		}
	}
	return ""
}

// sentence leaves the name out of what is said of it: "GiveFloor lets …" is "Lets …",
// and a field's words begin small and have no full stop.
func sentence(name, text string) string {
	text = strings.NewReplacer("[", "", "]", "").Replace(text)
	r, size := utf8.DecodeRuneInString(strings.TrimPrefix(text, name+" "))
	if size == 0 || r == utf8.RuneError {
		return ""
	}
	rest := strings.TrimPrefix(text, name+" ")[size:]
	if name != "" {
		r = unicode.ToUpper(r)
		for _, verb := range []string{"is ", "are "} {
			if what, ok := strings.CutPrefix(string(unicode.ToLower(r))+rest, verb); ok {
				return strings.ToUpper(what[:1]) + what[1:]
			}
		}
		return string(r) + rest
	}
	if strings.HasSuffix(rest, ".") && !strings.Contains(rest, ". ") {
		r, rest = unicode.ToLower(r), strings.TrimSuffix(rest, ".")
	}
	return string(r) + rest
}

// named is a type's name as described has it.
func named(t reflect.Type) string { return t.String() }

// typeOf is the type of a field; some are plain texts in Go, although their values are
// those of a type.
func typeOf(in reflect.Type, f reflect.StructField) reflect.Type {
	switch named(in) + "." + f.Name {
	case "wire.Floor.Phase":
		return reflect.TypeFor[timer.Phase]()
	case "wire.Tick.Phase":
		return reflect.TypeFor[*timer.Phase]()
	case "timer.Amend.Kind":
		return reflect.TypeFor[timer.Kind]()
	case "timer.Amend.Capacity":
		return reflect.TypeFor[timer.Capacity]()
	case "timer.Amend.Level":
		return reflect.TypeFor[timer.Level]()
	case "timer.Amend.Letter":
		return reflect.TypeFor[timer.Letter]()
	}
	return f.Type
}

// valuesAt are those of fields whose values have no type of their own.
func (d described) valuesAt(in reflect.Type, field string) []any {
	switch named(in) + "." + field {
	case "wire.Screens.Theme":
		return anys(wire.Themes)
	case "wire.Card.Says":
		return anys(wire.Sayings)
	case "wire.Person.Kind":
		return anys([]string{wire.SessionHolder, wire.KeyHolder, wire.LinkHolder})
	case "wire.Machine.Clock":
		return anys(wire.Clocks)
	case "wire.SetRules.Preset", "wire.OpenMeeting.Preset", "wire.PrepareMeeting.Preset", "timer.ChangePrepared.Preset":
		return anys(timer.PresetNames())
	}
	return nil
}

func anys[T any](texts []T) []any {
	var out []any
	for _, text := range texts {
		out = append(out, text)
	}
	return out
}

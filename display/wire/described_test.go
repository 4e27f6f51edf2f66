package wire_test

import (
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
}

func describe(t *testing.T) described {
	t.Helper()
	d := described{types: make(map[string]string), fields: make(map[string]map[string]string), values: make(map[string][]any)}
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
		d.values["timer.Signal"] = append(d.values["timer.Signal"], s.String())
	}
	for p := timer.Ready; !strings.HasPrefix(p.String(), "phase("); p++ {
		d.values["timer.Phase"] = append(d.values["timer.Phase"], p.String())
	}
	return d
}

func (d described) add(t *testing.T, pkg string, g *ast.GenDecl) {
	t.Helper()
	for _, spec := range g.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			name := pkg + "." + s.Name.Name
			d.types[name] = sentence(s.Name.Name, first(g.Doc, s.Doc))
			if of, ok := s.Type.(*ast.StructType); ok {
				d.fields[name] = fieldsOf(of)
			}
		case *ast.ValueSpec:
			of, ok := s.Type.(*ast.Ident)
			if !ok || g.Tok != token.CONST || len(s.Values) != 1 {
				continue
			}
			if value, ok := s.Values[0].(*ast.BasicLit); ok && value.Kind == token.STRING {
				text, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				d.values[pkg+"."+of.Name] = append(d.values[pkg+"."+of.Name], text)
			}
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

// valuesAt are those of fields that are plain texts in Go.
func (d described) valuesAt(in reflect.Type, field string) []any {
	switch named(in) + "." + field {
	case "wire.Floor.Phase", "wire.Tick.Phase":
		return d.values["timer.Phase"]
	case "wire.Screens.Theme":
		return anys(wire.Themes)
	case "wire.SetRules.Preset", "wire.OpenMeeting.Preset":
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

package listfile_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rostrum/timer/listfile"
)

// Every code is one of those that pages ask for, and no two are the same.
func TestCodes(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			of := "Doubt"
			if strings.HasPrefix(spec.Names[0].Name, "Refused") {
				of = "Refused"
			}
			said[of] = append(said[of], code)
		}
		return true
	})
	for of, codes := range map[string][]string{"Doubt": listfile.DoubtCodes(), "Refused": listfile.RefusedCodes()} {
		slices.Sort(codes)
		slices.Sort(said[of])
		if !slices.Equal(codes, said[of]) || len(slices.Compact(codes)) != len(said[of]) {
			t.Errorf("%s: the codes are %q, and those that are told %q", of, said[of], codes)
		}
	}
}

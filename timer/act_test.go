package timer_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
)

// What can be decided is in the table of acts, and what can be applied in that of
// facts, each once and under a name of its own: what is not there is given by nobody,
// and read by no journal.
func TestTablesNameEveryActAndFact(t *testing.T) {
	var acts, facts, names []string
	for _, a := range timer.Acts() {
		acts, names = append(acts, reflect.TypeOf(a.Command).Name()), append(names, a.Name)
		if timer.ActOf(a.Command).Name != a.Name {
			t.Errorf("%s is not found by its command", a.Name)
		}
	}
	for _, f := range timer.Facts() {
		facts, names = append(facts, reflect.TypeOf(f).Name()), append(names, timer.FactName(f))
	}
	decided, applied := receivers(t, "decide"), receivers(t, "apply")
	for _, c := range []struct {
		what        string
		table, code []string
	}{{"acts", acts, decided}, {"facts", facts, applied}} {
		slices.Sort(c.table)
		slices.Sort(c.code)
		if !slices.Equal(c.table, c.code) {
			t.Errorf("the table of %s has\n%q, the code\n%q", c.what, c.table, c.code)
		}
	}
	slices.Sort(names)
	if once := slices.Compact(slices.Clone(names)); len(once) != len(names) || slices.Contains(names, "") {
		t.Errorf("a name is missing or stands there twice: %q", names)
	}
}

// What each role may do, as people agreed on it; the table is held to it.
func TestWhoMayDoWhat(t *testing.T) {
	chairAlone := []string{"open-meeting", "close-debate", "reopen-debate", "set-rules"}
	for _, a := range timer.Acts() {
		alone := slices.Contains(chairAlone, a.Name)
		for role, may := range map[timer.Role]bool{
			timer.Chair: true, timer.Program: true, timer.Secretary: !alone, timer.LightRole: a.Name == "start", timer.Booth: a.Name == "remind", timer.Public: false, "": false,
		} {
			_, err := timer.Meeting{}.Decide(timer.Actor{Role: role}, a.Command, at(0))
			if a.May(role) != may || errors.Is(err, timer.ErrForbidden) == may {
				t.Errorf("%s by %q: may %v, was told %v; want %v", a.Name, role, a.May(role), err, may)
			}
		}
	}
}

func TestWhoMayNotDoItMayNotUndoIt(t *testing.T) {
	secretary := timer.Actor{Role: timer.Secretary}
	m := opened(t, 3)
	for _, c := range []struct {
		do  timer.Command
		may bool
	}{
		{timer.Inscribe{Inscription: timer.Inscription{Delegation: "Japan", Kind: timer.State}}, true},
		{timer.SetRules{Preset: "note-507"}, false},
		{timer.PrepareMeeting{Opening: timer.Opening{Symbol: "S/PV.2", Rules: m.Rules}}, true},
		{timer.ChangePrepared{Prepared: 1, Preset: "note-507"}, true},
		{timer.DiscardPrepared{Prepared: 1}, true},
		{timer.CloseDebate{}, false},
		{timer.ReopenDebate{}, false},
		{timer.Suspend{}, true},
	} {
		m = must(t, m, c.do, time.Second)
		_, err := m.Decide(secretary, timer.Undo{Of: m.Rev}, at(time.Minute))
		if errors.Is(err, timer.ErrForbidden) == c.may {
			t.Errorf("%s: the secretary may undo it: %v; got %v", timer.ActOf(c.do).Name, c.may, err)
		}
		if _, err := m.Decide(chair, timer.Undo{Of: m.Rev}, at(time.Minute)); err != nil {
			t.Errorf("%s: the chair may not undo it: %v", timer.ActOf(c.do).Name, err)
		}
	}
}

// receivers are the types of this package that have a method.
func receivers(t *testing.T, method string) []string {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == method {
				if on, ok := f.Recv.List[0].Type.(*ast.Ident); ok && on.IsExported() {
					types = append(types, on.Name)
				}
			}
		}
	}
	return types
}

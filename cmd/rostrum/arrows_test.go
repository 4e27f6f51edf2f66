package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// arrows are the rooms and what each may import of ours and of those libraries
// that shape a room; small libraries of its trade need no permission. A room that
// is not here may not exist.
var arrows = map[string][]string{
	"rostrum/timer":                {},
	"rostrum/timer/engine":         {"rostrum/timer"},
	"rostrum/timer/timertest":      {"rostrum/timer", "rostrum/timer/engine"},
	"rostrum/timer/journal":        {"rostrum/timer", "go.etcd.io/bbolt"},
	"rostrum/timer/states":         {},
	"rostrum/timer/listfile":       {"rostrum/timer", "rostrum/timer/states", "github.com/xuri/excelize/v2"},
	"rostrum/display/lists":        {"rostrum/timer", "rostrum/timer/listfile", "github.com/rs/zerolog"},
	"rostrum/timer/account":        {"rostrum/timer"},
	"rostrum/timer/forecast":       {"rostrum/timer"},
	"rostrum/gpio":                 {"rostrum/timer", "periph.io/x/conn/v3", "periph.io/x/host/v3", "github.com/rs/zerolog"},
	"rostrum/gpio/gpiotest":        {},
	"rostrum/gpio/gpiotest/guest":  {},
	"rostrum/display/wire":         {"rostrum/timer", "rostrum/timer/states"},
	"rostrum/display/link":         {"rostrum/timer", "rostrum/display/wire", "github.com/gorilla/websocket"},
	"rostrum/display/web":          {},
	"rostrum/display/access":       {},
	"rostrum/display/door":         {},
	"rostrum/display/join":         {},
	"rostrum/display/packages":     {},
	"rostrum/display/metrics":      {"rostrum/timer", "rostrum/display/access", "rostrum/display/door", "github.com/prometheus/client_golang", "github.com/rs/zerolog"},
	"rostrum/display/record":       {"rostrum/timer", "rostrum/timer/account", "rostrum/timer/forecast", "rostrum/timer/states", "rostrum/display/web", "rostrum/display/wire", "github.com/xuri/excelize/v2"},
	"rostrum/display/outward":      {"rostrum/timer", "rostrum/timer/engine", "rostrum/display/wire", "github.com/rs/zerolog"},
	"rostrum/display/outward/mqtt": {"rostrum/timer", "rostrum/display/outward", "github.com/rs/zerolog", "github.com/eclipse/paho.golang"},
	"rostrum/display/outward/osc":  {"rostrum/timer", "rostrum/display/outward", "rostrum/display/door", "github.com/rs/zerolog"},
	"rostrum/display/outward/tsl":  {"rostrum/timer", "rostrum/display/outward"},
	"rostrum/display/live": {"rostrum/timer", "rostrum/timer/engine", "rostrum/display/wire", "rostrum/display/access", "rostrum/display/door",
		"github.com/gorilla/websocket", "github.com/rs/zerolog"},
	"rostrum/display": {"rostrum/timer", "rostrum/timer/engine", "rostrum/display/wire", "rostrum/display/live", "rostrum/display/web",
		"rostrum/display/access", "rostrum/display/door", "rostrum/display/join", "rostrum/display/lists", "rostrum/display/packages", "rostrum/display/record", "rostrum/timer/account", "rostrum/timer/forecast", "rostrum/timer/listfile", "rostrum/timer/states", "github.com/rs/zerolog"},
	"rostrum/cmd/internal/program": {"github.com/rs/zerolog"},
	"rostrum/cmd/internal/testbed": {"rostrum/timer", "rostrum/display/wire", "rostrum/display/access", "github.com/gorilla/websocket"},
	"rostrum/cmd/internal/browser": {"rostrum/cmd/internal/testbed"},
	"rostrum/cmd/internal/checker": {"rostrum/cmd/internal/testbed"},
	"rostrum/cmd/e2e/agents":       {},
	"rostrum/cmd/e2e/cluster":      {},
	"rostrum/cmd/e2e/crash":        {},
	"rostrum/cmd/e2e/far":          {},
	"rostrum/cmd/e2e/hall":         {},
	"rostrum/cmd/e2e/join":         {},
	"rostrum/cmd/e2e/metrics":      {},
	"rostrum/cmd/e2e/packages":     {},
	"rostrum/cmd/e2e/pages":        {},
	"rostrum/cmd/e2e/pi":           {},
	"rostrum/cmd/e2e/record":       {},
	"rostrum/cmd/e2e/room":         {},
	"rostrum/cmd/rostrum": {"rostrum/cmd/internal/program", "rostrum/timer", "rostrum/timer/engine", "rostrum/timer/journal", "rostrum/timer/journal/etcd", "rostrum/timer/listfile", "rostrum/gpio",
		"rostrum/display", "rostrum/display/wire", "rostrum/display/web", "rostrum/display/access", "rostrum/display/door", "rostrum/display/link", "rostrum/display/lists", "rostrum/display/metrics", "rostrum/display/outward", "rostrum/display/outward/mqtt", "rostrum/display/outward/osc", "rostrum/display/outward/tsl", "rostrum/display/packages", "rostrum/display/record", "rostrum/timer/account", "rostrum/timer/forecast", "github.com/rs/zerolog"},
	"rostrum/cmd/collar": {"rostrum/cmd/internal/program", "rostrum/timer", "rostrum/gpio", "rostrum/display/wire", "rostrum/display/link",
		"github.com/rs/zerolog"},

	"rostrum/timer/journal/etcd":        {"rostrum/timer", "go.etcd.io/etcd"},
	"rostrum/timer/journal/journaltest": {"rostrum/timer", "rostrum/timer/engine", "rostrum/timer/journal", "rostrum/timer/timertest"},
}

// shaping are the libraries that shape a room: none of them may be imported
// where the table does not say so.
var shaping = []string{
	"go.etcd.io/bbolt", "go.etcd.io/etcd", "periph.io/x/conn/v3", "periph.io/x/host/v3", "github.com/gorilla/websocket", "github.com/rs/zerolog",
	"github.com/xuri/excelize/v2", "github.com/prometheus/client_golang", "github.com/eclipse/paho.golang",
}

// pure are the rooms that import nothing but the standard library.
var pure = []string{"rostrum/timer", "rostrum/display/web"}

func TestArrows(t *testing.T) {
	list := exec.Command("go", "list", "-json=ImportPath,Imports", "rostrum/...")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var room struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&room); err != nil {
			t.Fatal(err)
		}
		allowed, ok := arrows[room.ImportPath]
		if !ok {
			t.Errorf("%s is not a room of the design", room.ImportPath)
			continue
		}
		for _, path := range room.Imports {
			third := strings.Contains(strings.SplitN(path, "/", 2)[0], ".")
			switch {
			case third && slices.Contains(pure, room.ImportPath):
				t.Errorf("%s imports %s; it is to import the standard library only", room.ImportPath, path)
			case (strings.HasPrefix(path, "rostrum/") || within(path, shaping)) && !within(path, allowed):
				t.Errorf("%s imports %s; there is no such arrow", room.ImportPath, path)
			}
		}
	}
}

// The agent is small, and starts on the smallest Raspberry Pi: nothing of what only a
// controller needs comes into it by a way round.
func TestAgentHasNothingOfTheController(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "rostrum/cmd/collar").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	heavy := []string{"go.etcd.io/etcd", "go.etcd.io/bbolt", "google.golang.org/grpc", "github.com/xuri/excelize/v2", "github.com/prometheus/client_golang"}
	for path := range strings.FieldsSeq(string(out)) {
		if within(path, heavy) {
			t.Errorf("the agent has %s in it", path)
		}
	}
}

// within says whether a package is one of the paths or lies below one that is
// not ours.
func within(path string, paths []string) bool {
	return slices.ContainsFunc(paths, func(p string) bool {
		return path == p || !strings.HasPrefix(p, "rostrum/") && strings.HasPrefix(path, p+"/")
	})
}

// The calculation starts nothing and waits for nothing: no goroutine, no channel, no
// lock, no timer of its own. Its clock is read by many, and is an atomic number.
func TestTimerIsACalculation(t *testing.T) {
	var files []string
	for _, room := range []string{"timer", "timer/forecast"} {
		found, err := filepath.Glob("../../" + room + "/*.go")
		if err != nil || len(found) == 0 {
			t.Fatalf("package %s was not found: %v", room, err)
		}
		files = append(files, found...)
	}
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			if path := strings.Trim(i.Path.Value, `"`); slices.Contains([]string{"sync", "context", "os", "io", "net"}, path) {
				t.Errorf("%s imports %s", name, path)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt, *ast.ChanType, *ast.SelectStmt:
				t.Errorf("%s: a goroutine or a channel", set.Position(n.Pos()))
			case *ast.SelectorExpr:
				if on, ok := n.X.(*ast.Ident); ok && on.Name == "time" && slices.Contains([]string{"Sleep", "After", "AfterFunc", "NewTimer", "Tick", "NewTicker"}, n.Sel.Name) {
					t.Errorf("%s: time.%s", set.Position(n.Pos()), n.Sel.Name)
				}
			}
			return true
		})
	}
}

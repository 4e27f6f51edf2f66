package wire_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rostrum/display/wire"
)

// What is sent is as the interface's description has it: every field, and whether it
// may be null or left out.
func TestWhatIsSentIsDescribed(t *testing.T) {
	text, err := os.ReadFile("../openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	screens := wire.DefaultScreens()
	for name, sent := range map[string]any{
		"Screens": screens, "Sync": wire.Sync{Type: "sync", T0: json.RawMessage("-1.5"), T1: 2, T2: 3.5},
		"Hello": wire.Hello{Type: "hello", Protocol: wire.Protocol, Pages: "1", Screens: &screens},
	} {
		text, err := json.Marshal(sent)
		if err != nil {
			t.Fatal(err)
		}
		d.check(t, name, name, text)
	}
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]string{
		"state": "State", "tick": "Tick", "course": "Course", "seats": "SeatsNow", "receipt": "Receipt", "error": "Refusal",
	}
	seen := make(map[string]bool)
	for _, file := range files {
		kind, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".json"), "-")
		if kind == "moments" || kind == "exchanges" || kind == "changes" { // for the pages' arithmetic, never sent
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if described[kind] == "" {
			t.Errorf("%s: nothing says what describes it", file)
			continue
		}
		seen[kind] = true
		d.check(t, file, described[kind], text)
	}
	if len(seen) != len(described) {
		t.Errorf("messages were found of %v only", seen)
	}
}

// document is as much of the description as says what a value looks like.
type document struct {
	Components struct {
		Schemas map[string]shape `json:"schemas"`
	} `json:"components"`
}

type shape struct {
	Ref        string           `json:"$ref"`
	Const      string           `json:"const"`
	Type       any              `json:"type"` // one, or several
	Enum       []string         `json:"enum"`
	Properties map[string]shape `json:"properties"`
	Required   []string         `json:"required"`
	Others     json.RawMessage  `json:"additionalProperties"` // of any name, where it is no false
	Items      *shape           `json:"items"`
	OneOf      []shape          `json:"oneOf"`
}

func (d *document) check(t *testing.T, what, name string, text []byte) {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	if members, ok := value.(map[string]any); ok && strings.HasSuffix(what, "-socket.json") { // in an envelope
		delete(members, "type")
		delete(members, "id")
	}
	if wrong := d.wrong(shape{Ref: "#/components/schemas/" + name}, value, name); wrong != "" {
		t.Errorf("%s: %s", what, wrong)
	}
}

// wrong says where a value is not what its description says, or nothing.
func (d *document) wrong(s shape, value any, at string) string {
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		named, there := d.Components.Schemas[name]
		if !there {
			return fmt.Sprintf("%s: there is no schema %s", at, name)
		}
		return d.wrong(named, value, at)
	}
	if s.OneOf != nil {
		why := ""
		for _, other := range s.OneOf {
			wrong := d.wrong(other, value, at)
			if wrong == "" {
				return ""
			}
			why += wrong + "; "
		}
		return why
	}
	if s.Const != "" {
		if value != s.Const {
			return fmt.Sprintf("%s is %v, not %q", at, value, s.Const)
		}
		return ""
	}
	kind := kindOf(value)
	types, several := s.Type.([]any)
	if !several {
		types = []any{s.Type}
	}
	if !slices.Contains(types, any(kind)) && (kind != "integer" || !slices.Contains(types, any("number"))) {
		return fmt.Sprintf("%s is of type %s, described is %v", at, kind, s.Type)
	}
	switch value := value.(type) {
	case string:
		if s.Enum != nil && !slices.Contains(s.Enum, value) {
			return fmt.Sprintf("%s is %q, described are %q", at, value, s.Enum)
		}
	case []any:
		for i, item := range value {
			if wrong := d.wrong(*s.Items, item, fmt.Sprintf("%s[%d]", at, i)); wrong != "" {
				return wrong
			}
		}
	case map[string]any:
		return d.wrongMember(s, value, at)
	}
	return ""
}

func (d *document) wrongMember(s shape, members map[string]any, at string) string {
	for _, name := range s.Required {
		if _, there := members[name]; !there {
			return fmt.Sprintf("%s has no %s, which is described as required", at, name)
		}
	}
	for name, member := range members {
		of, there := s.Properties[name]
		if !there && s.Properties == nil {
			if err := json.Unmarshal(s.Others, &of); err != nil {
				return fmt.Sprintf("%s: %v", at, err)
			}
		} else if !there {
			return fmt.Sprintf("%s has %s, which is not described", at, name)
		}
		if wrong := d.wrong(of, member, at+"."+name); wrong != "" {
			return wrong
		}
	}
	return ""
}

// kindOf is the type of a value as a schema has it.
func kindOf(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case float64:
		if value == float64(int64(value)) {
			return "integer"
		}
		return "number"
	case []any:
		return "array"
	default:
		return "object"
	}
}

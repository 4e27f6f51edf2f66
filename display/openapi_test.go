package display_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"rostrum/display/wire"
)

// schema is as much of OpenAPI as the document uses.
type schema struct {
	Ref        string            `json:"$ref"`
	Const      string            `json:"const"`
	Type       any               `json:"type"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Enum       []string          `json:"enum"`
	OneOf      []schema          `json:"oneOf"`
	Items      *schema           `json:"items"`
	Closed     any               `json:"additionalProperties"`
}

type document struct {
	OpenAPI    string                                `json:"openapi"`
	Paths      map[string]map[string]json.RawMessage `json:"paths"`
	Components struct {
		Schemas map[string]json.RawMessage `json:"schemas"`
	} `json:"components"`
}

func (d *document) schema(t *testing.T, name string) schema {
	t.Helper()
	var s schema
	if err := json.Unmarshal(d.Components.Schemas[name], &s); err != nil {
		t.Fatalf("schema %s: %v", name, err)
	}
	return s
}

func openAPI(t *testing.T, h *house) *document {
	t.Helper()
	var d document
	h.read(get("/api/v1/openapi.json"), &d)
	if !strings.HasPrefix(d.OpenAPI, "3.") {
		t.Errorf("the version is %q", d.OpenAPI)
	}
	return &d
}

func TestOpenAPIHasOnlyRoutesThatAreServed(t *testing.T) {
	h := open(t)
	d := openAPI(t, h)
	for _, want := range []string{
		"get /api/v1/state", "get /api/v1/screens", "put /api/v1/screens", "post /api/v1/commands", "post /api/v1/session", "post /api/v1/session/twin", "delete /api/v1/session", "get /api/v1/lobby",
		"get /api/v1/people", "delete /api/v1/people/{id}", "post /api/v1/invitations", "delete /api/v1/invitations/{id}",
		"post /api/v1/enrolments", "get /api/v1/machines", "post /api/v1/machines/update",
		"get /api/v1/qr.svg", "get /api/v1/trust", "get /api/v1/health", "get /api/v1/openapi.json", "get /ws",
		"get /api/v1/record", "get /api/v1/record.csv", "get /api/v1/record.xlsx", "get /api/v1/record.docx", "get /api/v1/record.svg",
		"get /api/v1/summary.json", "get /api/v1/summary.docx", "get /api/v1/paragraphs", "get /api/v1/totals", "get /api/v1/list/order", "get /api/v1/states",
		"post /api/v1/list/preview", "get /api/v1/list.csv", "get /api/v1/list.xlsx", "get /api/v1/list/sample.csv", "get /api/v1/list/sample.xlsx",
		"get /api/v1/meetings", "get /api/v1/forecast",
	} {
		method, path, _ := strings.Cut(want, " ")
		if _, there := d.Paths[path][method]; !there {
			t.Errorf("%s is missing", want)
		}
	}
	for path, methods := range d.Paths {
		for method := range methods {
			if a := h.ask(call{method: strings.ToUpper(method), path: path}); a.status == 404 {
				t.Errorf("%s %s is not served", method, path)
			}
		}
	}
}

// The parser is asked itself: for each command, each field that any command has.
func TestOpenAPIHasTheFieldsThatTheParserTakes(t *testing.T) {
	d := openAPI(t, open(t))
	values := map[string]string{
		"id": `"a"`, "rev": "1", "statement": "1", "entry": `"e1"`, "seat": `"7"`, "reason": `"r"`, "by_ms": "1", "elapsed_ms": "1", "of": "1",
		"delegation": `"d"`, "speaker": `"s"`, "kind": `"state"`, "on_behalf_of": `"o"`, "before": `"e2"`,
		"then": `"end"`, "until": `"2019-11-04T15:00:00Z"`, "preset": `"note-507"`, "name": `"n"`, "running": "true", "text": `"t"`,
		"note": "1", "paragraph": `"p"`, "proposal": "true", "started_at": `"2019-11-04T15:00:00Z"`, "ended_at": `"2019-11-04T15:00:00Z"`, "paused_ms": "1", "zone": `"UTC"`,
		"rules": `[{"kind":"state","limit_ms":null}]`, "notice": `"n"`, "again": "true", "light": "true", "line": `"slower"`, "symbol": `"S"`, "title": `"t"`, "list": `[{"delegation":"d"}]`,
		"language": `"fr"`, "iso3": `"JPN"`, "capacity": `"member"`, "level": `"minister"`, "letter": `"missing"`, "allowance_ms": "1",
		"registered_at": `"2019-11-04T15:00:00Z"`, "list_opens_at": `"2019-11-04T15:00:00Z"`, "at": `"2019-11-04T15:00:00Z"`, "by": `"level"`,
		"digest": `"d"`, "only": `[0]`, "prepared": "1", "rehearsal": "true", "from": "1",
	}
	var names []string
	for _, command := range d.schema(t, "Command").OneOf {
		do := command.Properties["do"].Const
		names = append(names, do)
		if command.Closed != false {
			t.Errorf("%s is open for other fields, the parser is not", do)
		}
		for name := range command.Properties {
			if _, known := values[name]; !known && name != "do" {
				t.Errorf("%s has field %q, for which this test has no value", do, name)
			}
		}
		body := func(without, with string) []byte {
			var b bytes.Buffer
			b.WriteString(`{"do":"` + do + `"`)
			if do == "set-rules" && with != "preset" && with != "rules" {
				b.WriteString(`,"preset":"note-507"`) // either of the two
			}
			if do == "open-meeting" && with != "prepared" && with != "list" {
				b.WriteString(`,"list":[]`) // so here
			}
			for name, value := range values {
				if name != without && (slices.Contains(command.Required, name) || name == with) {
					b.WriteString(`,"` + name + `":` + value)
				}
			}
			b.WriteString("}")
			return b.Bytes()
		}
		for name := range values {
			_, listed := command.Properties[name]
			if _, err := wire.ParseCommand(body("", name)); (err == nil) != listed {
				t.Errorf("%s: field %q is described: %v, the parser says: %v", do, name, listed, err)
			}
			if slices.Contains(command.Required, name) {
				if _, err := wire.ParseCommand(body(name, "")); err == nil {
					t.Errorf("%s: field %q is described as required, the parser does without", do, name)
				}
			}
		}
	}
	slices.Sort(names)
	var known []string
	for _, c := range wire.Commands() {
		known = append(known, c.Name)
	}
	if !slices.Equal(names, known) {
		t.Errorf("described are %q, known %q", names, known)
	}
}

package wire_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// The schemas of the interface's description are written from the types that travel;
// the rest of the document is written by hand.
func TestSchemas(t *testing.T) {
	const file = "../openapi.json"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := bytes.Cut(text, []byte("\n    \"schemas\": {"))
	_, tail, closed := bytes.Cut(text[len(head):], []byte("\n    }"))
	if !found || !closed {
		t.Fatalf("%s has no schemas among its components", file)
	}
	w := writer{described: describe(t)}
	schemas, err := json.MarshalIndent(w.all(), "    ", "  ")
	if err != nil {
		t.Fatal(err)
	}
	goldenFile(t, file, bytes.Join([][]byte{head, []byte("\n    \"schemas\": "), schemas, tail}, nil))
}

// schema is a JSON object whose members keep their order.
type schema []member

type member struct {
	name  string
	value any
}

func (s schema) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, m := range s {
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// writer writes schemas from types.
type writer struct{ described }

// shared are the types that have a name in the document, by which others refer to them.
var shared = []any{
	timer.Kind(""), timer.Dark, timer.Ready, timer.Status(""), timer.Role(""), timer.SavingState(""), wire.Code(""),
	timer.Capacity(""), timer.Level(""), timer.Letter(""), timer.Line(""), timer.ChangeWhat(""),
	wire.State{}, wire.Meeting{}, wire.Rules{}, wire.Rule{}, wire.Floor{}, timer.Signals{}, wire.Last{}, wire.Entry{},
	wire.Undo{}, timer.Notice{}, wire.Saving{}, wire.Seat{}, wire.Test{},
	wire.Receipt{}, wire.ErrorBody{}, wire.Error{}, wire.Screens{},
	wire.Hello{}, wire.StateChange{}, wire.ListChange{}, wire.UndoableChange{}, wire.EndedChange{},
	wire.Tick{}, wire.Sync{}, wire.SeatsNow{}, wire.Course{}, wire.Update{},
	wire.ListPreview{}, wire.RefusedList{}, wire.ListAgain{}, wire.ListColumn{}, wire.ListDoubt{}, wire.DoubtValue{}, wire.FileChange{},
	wire.Recorded{}, wire.RecordedStatement{}, wire.RecordedNote{}, wire.RecordedSum{}, wire.Summary{}, wire.SummaryDelegation{}, wire.Paragraphs{}, wire.Totals{}, wire.TotalledDelegation{}, wire.Forecast{},
	timer.ListOrder(""), wire.ProposedOrder{}, wire.NamesOfStates{},
	wire.People{}, wire.Person{}, wire.Invitation{}, wire.Enrolment{}, wire.Machines{}, wire.MachineNow{}, wire.Updating{}, wire.MachineName{},
	wire.Prepared{}, wire.PreparedChange{}, wire.Meetings{}, wire.MeetingLine{},
}

// nameOf is the name of such a type.
func nameOf(t reflect.Type) string {
	if t == reflect.TypeFor[wire.ErrorBody]() {
		return "Refusal"
	}
	return t.Name()
}

func (w writer) all() schema {
	var out schema
	for _, of := range shared {
		t := reflect.TypeOf(of)
		s := w.whole(t)
		if said := w.saidOf(t); said != "" {
			s = append(s, member{"description", said})
		}
		out = append(out, member{nameOf(t), s})
	}
	commands := make([]any, 0, len(wire.Commands()))
	for _, c := range wire.Commands() {
		commands = append(commands, w.command(c))
	}
	return append(out, member{"Command", schema{{"oneOf", commands}}})
}

func (w writer) command(c wire.Command) schema {
	props := schema{
		{"id", schema{{"type", "string"}, {"description", "any unique text; a repeat returns the first receipt"}}},
		{"do", schema{{"const", c.Name}}},
		{"rev", schema{{"type", "integer"}, {"description", "guard: must be the current revision"}}},
	}
	if c.Guard == timer.ByStatement {
		props = append(props, member{"statement", schema{{"type", "integer"}, {"description", "guard: must be the statement on the floor"}}})
	}
	fields, required := w.fields(reflect.TypeOf(c.Sent))
	return schema{
		{"title", c.Name}, {"description", w.types[named(reflect.TypeOf(c.Does))]},
		{"type", "object"}, {"properties", append(props, fields...)}, {"required", append([]string{"id", "do"}, required...)},
		{"additionalProperties", false}, {"x-roles", c.Roles},
	}
}

// of is the schema of a type, or where that has a name in the document, that name.
func (w writer) of(t reflect.Type) schema {
	for _, s := range shared {
		if t == reflect.TypeOf(s) {
			return schema{{"$ref", "#/components/schemas/" + nameOf(t)}}
		}
	}
	return w.whole(t)
}

func (w writer) whole(t reflect.Type) schema {
	if values := w.values[named(t)]; values != nil {
		return schema{{"type", "string"}, {"enum", values}}
	}
	if t == reflect.TypeFor[json.RawMessage]() { // of a sync: what came, sent back
		return schema{{"type", "number"}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return nullable(w.of(t.Elem()))
	case reflect.String:
		return schema{{"type", "string"}}
	case reflect.Bool:
		return schema{{"type", "boolean"}}
	case reflect.Float64:
		return schema{{"type", "number"}}
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return schema{{"type", "integer"}}
	case reflect.Interface: // of a refusal: names, numbers, times as a clock shows them
		return schema{{"type", []string{"string", "integer"}}}
	case reflect.Slice:
		return schema{{"type", "array"}, {"items", w.of(t.Elem())}}
	case reflect.Map:
		return schema{{"type", "object"}, {"additionalProperties", w.of(t.Elem())}}
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return schema{{"type", "string"}, {"format", "date-time"}}
		}
		props, required := w.fields(t)
		out := schema{{"type", "object"}, {"properties", props}}
		if required != nil {
			out = append(out, member{"required", required})
		}
		if received[t] {
			out = append(out, member{"additionalProperties", false})
		}
		return out
	default:
		panic("nothing describes a " + t.String())
	}
}

// received are the objects that the controller reads, which may have no other field.
var received = map[reflect.Type]bool{
	reflect.TypeFor[wire.Screens](): true, reflect.TypeFor[wire.Card](): true, reflect.TypeFor[wire.Listed](): true, reflect.TypeFor[wire.RuleChange](): true,
}

// fields are the members of an object, and the names of those that are always there.
func (w writer) fields(t reflect.Type) (props schema, required []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Pointer { // for operators only
			more, _ := w.fields(f.Type.Elem())
			props = append(props, more...)
			continue
		}
		if f.Anonymous {
			more, always := w.fields(f.Type)
			props, required = append(props, more...), append(required, always...)
			continue
		}
		name, how, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || onSocket(t, name, how) {
			continue
		}
		said := w.described.fields[named(t)][f.Name]
		kind := typeOf(t, f)
		s := w.of(kind)
		switch {
		case kind == reflect.TypeFor[time.Duration](): // in milliseconds
			s = schema{{"type", "integer"}}
		case kind.Kind() == reflect.Pointer && (how != "" || t == reflect.TypeFor[wire.ErrorBody]()): // never null
			s = w.of(kind.Elem())
		case name == "type": // its comment is its value
			value, err := strconv.Unquote(said)
			if err != nil {
				panic("the comment beside the type of " + named(t) + " is not its value")
			}
			s, said = schema{{"const", value}}, ""
		}
		if values := w.valuesAt(t, f.Name); values != nil {
			s = schema{{"type", "string"}, {"enum", values}}
		}
		s = append(s, limits[name+" of "+named(t)]...)
		if said != "" {
			s = append(s, member{"description", said})
		}
		props = append(props, member{name, s})
		if how == "" && !optional[name+" of "+named(t)] {
			required = append(required, name)
		}
	}
	return props, required
}

// onSocket says whether a field is of the envelope on the websocket, of what is sent
// without it over HTTP.
func onSocket(t reflect.Type, name, how string) bool {
	return name == "type" && how != "" || name == "id" && t == reflect.TypeFor[wire.Receipt]()
}

// limits are bounds that no type says; optional is what may be left out although it is
// always sent.
var (
	limits = map[string]schema{
		"next of wire.Screens":      {{"minimum", 0}, {"maximum", wire.MostNext}},
		"languages of wire.Screens": {{"maxItems", wire.MostLanguages}},
	}
	optional = map[string]bool{
		"speaker of wire.Screens": true, "overtime of wire.Screens": true, "clock of wire.Screens": true, "together of wire.Screens": true,
	}
)

// nullable is a schema that null fits too.
func nullable(s schema) schema {
	if kind, ok := s[0].value.(string); ok && s[0].name == "type" && kind != "object" {
		return append(schema{{"type", []string{kind, "null"}}}, s[1:]...)
	}
	return schema{{"oneOf", []any{s, schema{{"type", "null"}}}}}
}

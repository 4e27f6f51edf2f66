package wire_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"rostrum/display/wire"
)

// The pages know what travels from the types that travel.
func TestPagesKnowTheTypes(t *testing.T) {
	w := typist{described: describe(t), done: make(map[reflect.Type]bool)}
	w.out.WriteString("/**\n * The shapes that travel, as the controller sends them. Written from its types by\n" +
		" * `go test ./display/wire -update`, never by hand. Nothing here runs.\n")
	for _, of := range []struct {
		name   string
		values []any
	}{
		{"Phase", w.values["timer.Phase"]}, {"Signal", w.values["timer.Signal"]}, {"Status", w.values["timer.Status"]},
		{"Kind", w.values["timer.Kind"]}, {"Role", w.values["timer.Role"]}, {"SavingState", w.values["timer.SavingState"]},
		{"Code", w.values["wire.Code"]}, {"Capacity", w.values["timer.Capacity"]}, {"Level", w.values["timer.Level"]}, {"Letter", w.values["timer.Letter"]}, {"ListOrder", w.values["timer.ListOrder"]},
		{"Line", w.values["timer.Line"]},
		{"ChangeWhat", w.values["timer.ChangeWhat"]},
	} {
		fmt.Fprintf(&w.out, " *\n * @typedef {%s} %s\n", alternatives(of.values), of.name)
	}
	for _, of := range []any{
		wire.Hello{}, wire.State{}, wire.StateChange{}, wire.SeatsNow{}, wire.Tick{}, wire.Sync{}, wire.Screens{}, wire.Receipt{}, wire.Error{},
		wire.Recorded{}, wire.Summary{}, wire.Totals{}, wire.Forecast{}, wire.ListPreview{}, wire.ProposedOrder{}, wire.NamesOfStates{}, wire.People{}, wire.Invitation{}, wire.Enrolment{}, wire.Machines{}, wire.Updating{}, wire.Meetings{},
	} {
		w.declare(reflect.TypeOf(of))
	}
	w.out.WriteString(" */\nexport {};\n")
	goldenFile(t, "../web/static/base/wire.js", w.out.Bytes())
}

func alternatives(values []any) string {
	texts := make([]string, 0, len(values))
	for _, v := range values {
		texts = append(texts, fmt.Sprintf("%q", fmt.Sprint(v)))
	}
	return strings.Join(texts, "|")
}

// typist writes types for the pages, each after those that it is made of.
type typist struct {
	described
	out  bytes.Buffer
	done map[reflect.Type]bool
}

func (w *typist) declare(t reflect.Type) {
	if w.done[t] {
		return
	}
	w.done[t] = true
	properties := w.properties(t, false)
	fmt.Fprintf(&w.out, " *\n * @typedef {object} %s %s\n%s", t.Name(), w.types[named(t)], properties)
}

func (w *typist) properties(t reflect.Type, operators bool) string {
	var lines strings.Builder
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Pointer { // for operators only
			lines.WriteString(w.properties(f.Type.Elem(), true))
			continue
		}
		if f.Anonymous {
			lines.WriteString(w.properties(f.Type, operators))
			continue
		}
		name, how, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || name == "type" || t == reflect.TypeFor[wire.Receipt]() && name == "id" {
			continue // the envelope's
		}
		kind := w.kind(typeOf(t, f))
		if values := w.valuesAt(t, f.Name); values != nil {
			kind = alternatives(values)
		}
		if how != "" || operators {
			name = "[" + name + "]"
		}
		if how != "" && f.Type.Kind() == reflect.Pointer {
			kind = strings.TrimSuffix(kind, "|null")
		}
		fmt.Fprintf(&lines, " * @property {%s} %s\n", kind, strings.TrimSpace(name+" "+w.fields[named(t)][f.Name]))
	}
	return lines.String()
}

func (w *typist) kind(t reflect.Type) string {
	if w.values[named(t)] != nil {
		return t.Name()
	}
	switch t.Kind() {
	case reflect.Pointer:
		return w.kind(t.Elem()) + "|null"
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Float64, reflect.Int, reflect.Int64, reflect.Uint64:
		return "number"
	case reflect.Interface: // of a refusal
		return "string|number"
	case reflect.Slice:
		if t == reflect.TypeFor[json.RawMessage]() { // what a page sent, back as it came
			return "number"
		}
		if item := w.kind(t.Elem()); strings.Contains(item, "|") {
			return "(" + item + ")[]"
		} else {
			return item + "[]"
		}
	case reflect.Map:
		return "Record<string, " + w.kind(t.Elem()) + ">"
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return "string"
		}
		w.declare(t)
		return t.Name()
	default:
		panic("nothing writes a " + t.String())
	}
}

package journal_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"rostrum/timer"
)

// The journals that are kept have together all that a journal can tell: each fact,
// with each of its fields; all that a record has beside; and each act undone.
func TestFixturesHoldAllThatAJournalCan(t *testing.T) {
	wanted := make(holdings)
	wanted.of(reflect.TypeFor[timer.Record](), "record")
	for _, f := range timer.Facts() {
		wanted.of(reflect.TypeOf(f), timer.FactName(f))
		switch f.(type) {
		case timer.MeetingOpened, timer.Undone, timer.ClockAdopted, timer.WentUnrecorded, timer.SpeakerReminded: // stay
		default:
			wanted["undone of "+timer.FactName(f)] = true
		}
	}
	for _, k := range timer.Kinds() {
		wanted.word(k)
	}
	for _, word := range []any{
		timer.Chair, timer.Secretary, timer.LightRole, timer.Booth, timer.Program, timer.Slower, timer.Microphone, timer.Dark, timer.Flash, timer.Steady,
		timer.ThenResume, timer.ThenEnd, timer.ToTheEnd, timer.ThenWithdraw,
	} {
		wanted.word(word)
	}

	held := make(holdings)
	for _, f := range kept(t) {
		did := make(map[uint64]string)
		records, _ := read(t, f.unpacked(t), func(*timer.History, timer.Record) {})
		for _, r := range records {
			held.in(reflect.ValueOf(r), "record")
			for _, e := range r.Events {
				did[e.Rev] = timer.FactName(e.Fact)
				if fact, ok := e.Fact.(timer.Undone); ok {
					held["undone of "+did[fact.Of]] = true
				}
			}
		}
	}
	for _, what := range slices.Sorted(maps.Keys(wanted)) {
		if !held[what] {
			t.Errorf("no journal that is kept has %s; add a debate to timer/testdata, and keep it with -update", what)
		}
	}
}

// holdings names what a journal has, or is to have: the fields that are not empty.
type holdings map[string]bool

func (h holdings) word(w any) { h[fmt.Sprintf("%T %v", w, w)] = true }

// of adds the fields of a type.
func (h holdings) of(t reflect.Type, path string) {
	switch t.Kind() {
	case reflect.Pointer:
		h.of(t.Elem(), path)
	case reflect.Slice, reflect.Map:
		h.of(t.Elem(), path+"[]")
	case reflect.Interface: // each fact by its own name
	case reflect.Struct:
		if single(t) {
			h[path] = true
			return
		}
		for i := range t.NumField() {
			h.of(t.Field(i).Type, within(path, t.Field(i)))
		}
	default:
		h[path] = true
	}
}

// in adds the fields of a value that are not empty.
func (h holdings) in(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			h.in(v.Elem(), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			h.in(v.Index(i), path+"[]")
		}
	case reflect.Map:
		for k, item := range v.Seq2() {
			h.word(k.Interface())
			h.in(item, path+"[]")
		}
	case reflect.Interface:
		h.in(v.Elem(), timer.FactName(v.Interface().(timer.Fact)))
	case reflect.Struct:
		if single(v.Type()) {
			h[path] = h[path] || !v.IsZero() || v.NumField() == 0
			return
		}
		for i := range v.NumField() {
			h.in(v.Field(i), within(path, v.Type().Field(i)))
		}
	default:
		h.word(v.Interface())
		h[path] = h[path] || !v.IsZero()
	}
}

// single says whether a struct counts as one field.
func single(t reflect.Type) bool { return t.NumField() == 0 || t == reflect.TypeFor[time.Time]() }

// within is the path of a field; what is embedded has no name of its own.
func within(path string, f reflect.StructField) string {
	if f.Anonymous {
		return path
	}
	return path + "." + f.Name
}

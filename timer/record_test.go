package timer_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"rostrum/timer"
)

// facts has one of each kind, every field set.
var facts = func() []timer.Fact {
	var facts []timer.Fact
	for _, kind := range timer.Facts() {
		fact := reflect.New(reflect.TypeOf(kind)).Elem()
		fill(fact)
		facts = append(facts, fact.Interface().(timer.Fact))
	}
	return facts
}()

// fill gives a value and all that is in it something that is not nothing.
func fill(v reflect.Value) {
	switch to := v.Addr().Interface().(type) {
	case *time.Time:
		*to = at(time.Hour).Wall
		return
	case *timer.Signal:
		*to = timer.Flash
		return
	case *timer.Mark:
		*to = timer.Mark{Offset: 30 * time.Second, BeforeLimit: true}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("Côte d’Ivoire")
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint64:
		v.SetUint(3)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key)
		fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	default:
		panic("nothing fills a " + v.Type().String())
	}
}

func TestRecordRoundTrip(t *testing.T) {
	var r timer.Record
	for i, f := range facts {
		r.Events = append(r.Events, timer.Event{Rev: uint64(i + 1), At: at(time.Duration(i)), By: chair, Fact: f})
	}
	r.Command = &timer.CommandRef{ID: "id", Digest: "digest"}
	r.Notice = "notice"
	r.Observed = []timer.Observation{{Seat: "7", Signal: timer.Flash, Deadline: 1, At: 2, Late: 1, Boot: boot, Wall: at(0).Wall, Statement: 3, Error: 4}}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got timer.Record
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r, got) {
		t.Errorf("the record came back as\n%+v\nnot\n%+v", got, r)
	}
}

func TestUnknownEventIsDamage(t *testing.T) {
	var r timer.Record
	err := json.Unmarshal([]byte(`{"events":[{"rev":1,"what":"microphone-cut","fact":{}}]}`), &r)
	if !errors.Is(err, timer.ErrDamaged) {
		t.Errorf("an event of another version: %v", err)
	}
	var h timer.History
	if err := h.Add(timer.Record{Events: []timer.Event{{Rev: 2, Fact: timer.ListClosed{}}}}); !errors.Is(err, timer.ErrDamaged) {
		t.Errorf("a gap in the revisions: %v", err)
	}
	if h.Meeting.Rev != 0 || h.Meeting.ListClosed {
		t.Error("a refused record was applied")
	}
}

// Whatever a journal holds, it is read or refused; nothing breaks.
func FuzzRecord(f *testing.F) {
	for i, fact := range facts {
		text, err := json.Marshal(timer.Record{Events: []timer.Event{{Rev: uint64(i + 1), At: at(0), By: chair, Fact: fact}}})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for i := range facts { // what fits nothing: no entry, no statement
		f.Add([]byte(`{"events":[{"what":"` + timer.FactName(facts[i]) + `","fact":{}}]}`))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var r timer.Record
		if json.Unmarshal(text, &r) != nil {
			return
		}
		h := timer.History{Meeting: opened(t, 3)}
		for i := range r.Events {
			r.Events[i].Rev = h.Meeting.Rev + uint64(i) + 1
		}
		if err := h.Add(r); err != nil && !errors.Is(err, timer.ErrDamaged) {
			t.Fatal(err)
		}
		m := h.Meeting
		_ = m.AllUndoable(20)
		speaking := 0
		for _, e := range m.List {
			if e.Status == timer.HasFloor {
				speaking++
			}
		}
		if speaking > 1 {
			t.Fatalf("%d speak at once", speaking)
		}
		if m.Interrupted != nil && (m.Floor == nil || !m.Floor.Interrupts()) {
			t.Fatalf("a statement is interrupted by %+v", m.Floor)
		}
		if m.Floor != nil {
			_ = m.Floor.LitAt(1)
			_, _ = m.Floor.NextMark(1)
		}
	})
}

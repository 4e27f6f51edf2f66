package journal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/journal"
)

// value reads JSON with its numbers as they are written.
func value(t *testing.T, text []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// meant returns what was kept of each journal's meaning.
func meant(t *testing.T, all []fixture) map[fixture]meaning {
	t.Helper()
	out := make(map[fixture]meaning)
	for _, f := range all {
		text, err := os.ReadFile(f.file(".json"))
		if err != nil {
			t.Fatal(err)
		}
		var m meaning
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&m); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		out[f] = m
	}
	return out
}

// A journal that was ever written is read to the same meeting, record by record,
// and the program goes on with it.
func TestJournalsMeanWhatTheyMeant(t *testing.T) {
	all := kept(t)
	before := meant(t, all)
	for _, f := range all {
		known := make(map[string]bool) // when it was kept
		for other, m := range before {
			if other.set <= f.set {
				names(m.State, "state", known)
			}
		}
		t.Run(f.String(), func(t *testing.T) {
			path := f.unpacked(t)
			was, is := before[f], meaningOf(t, path)
			nobodyInParticular(was.State)
			if problems := compare("state", was.State, is.State, known); len(problems) > 0 {
				t.Errorf("it is read to another state:\n%s", strings.Join(problems, "\n"))
			}
			for i := range max(len(was.Course), len(is.Course)) {
				if i >= len(was.Course) || i >= len(is.Course) || was.Course[i] != is.Course[i] {
					t.Errorf("record %d led to\n%s\nand now leads to\n%s", i+1, at(was.Course, i), at(is.Course, i))
					break
				}
			}
			was.State, is.State, was.Course, is.Course = nil, nil, nil, nil
			if !reflect.DeepEqual(was, is) {
				t.Errorf("it was read to\n%+v\nand now is to\n%+v", was, is)
			}
			nothingLost(t, path)
			goOn(t, path)
		})
	}
}

// nobodyInParticular leaves one thing out of what was kept: what closed or reopened a debate
// was said to be about the first of those who had not been heard, which it never was.
func nobodyInParticular(state any) {
	told := state.(map[string]any)
	rows, _ := told["undoable"].([]any)
	for _, row := range append(slices.Clip(rows), told["undo"]) {
		if row, ok := row.(map[string]any); ok && (row["what"] == "debate-closed" || row["what"] == "debate-reopened") {
			delete(row, "about")
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "nothing"
}

// names collects the members that a state has.
func names(v any, path string, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			into[path+"."+name] = true
			names(member, path+"."+name, into)
		}
	case []any:
		for _, item := range v {
			names(item, path+"[]", into)
		}
	}
}

// compare says where what is differs from what was. A member that there was not is
// new in the interface, and allowed; one that is known was left out because it was
// empty, and has to be so.
func compare(path string, was, is any, known map[string]bool) (problems []string) {
	differs := func() []string { return append(problems, fmt.Sprintf("%s was %v and is %v", path, was, is)) }
	switch was := was.(type) {
	case map[string]any:
		is, ok := is.(map[string]any)
		if !ok {
			return differs()
		}
		for name, member := range was {
			now, ok := is[name]
			if !ok {
				problems = append(problems, fmt.Sprintf("%s.%s was %v and is gone", path, name, member))
				continue
			}
			problems = append(problems, compare(path+"."+name, member, now, known)...)
		}
		for name, member := range is {
			if _, ok := was[name]; !ok && known[path+"."+name] {
				problems = append(problems, fmt.Sprintf("%s.%s was empty and is %v", path, name, member))
			}
		}
	case []any:
		is, ok := is.([]any)
		if !ok || len(is) != len(was) {
			return differs()
		}
		for i := range was {
			problems = append(problems, compare(path+"[]", was[i], is[i], known)...)
		}
	default:
		if !reflect.DeepEqual(was, is) {
			return differs()
		}
	}
	slices.Sort(problems)
	return problems
}

// nothingLost holds that all that is stored is read: written again, a record says
// no less.
func nothingLost(t *testing.T, path string) {
	t.Helper()
	texts := stored(t, path)
	records, _ := read(t, path, func(*timer.History, timer.Record) {})
	for i, r := range records {
		again, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if problems := compare("record", value(t, texts[i]), value(t, again), nil); len(problems) > 0 {
			t.Errorf("record %d, %s, is not read whole:\n%s", i+1, texts[i], strings.Join(problems, "\n"))
		}
	}
}

// goOn lets an engine go on with a journal: it knows every command that was carried
// out, and adds the next one to the records that stay as they are.
func goOn(t *testing.T, path string) {
	t.Helper()
	before := stored(t, path)
	synctest.Test(t, func(t *testing.T) {
		j, err := journal.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		var h timer.History
		var commands []timer.Record
		err = j.Replay(func(r timer.Record) error {
			if r.Command != nil {
				commands = append(commands, r)
			}
			return h.Add(r)
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Until(h.Last.Wall.Add(later)))
		clock := timer.NewClock(h.Last.Boot, time.Now(), h.Last.Steady.Add(later))
		engine, err := engine.New(engine.Config{Run: "fixture", Clock: clock, Journal: j, History: h})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- engine.Run(ctx) }()
		do := func(id, digest string) timer.Receipt {
			receipt, err := engine.Do(ctx, timer.Actor{Role: timer.Chair},
				timer.Request{ID: id, Digest: digest, Command: timer.Note{Text: "The journal goes on."}})
			if err != nil {
				t.Errorf("%s: %v", id, err)
			}
			return receipt
		}
		for _, r := range commands {
			want := r.Receipt()
			want.Repeated = true
			if got := do(r.Command.ID, r.Command.Digest); got != want {
				t.Errorf("the repeat of %s is answered %+v; want %+v", r.Command.ID, got, want)
			}
		}
		if got := do("the next", "d"); got.Rev != h.Meeting.Rev+1 || got.Repeated || !got.Durable {
			t.Errorf("after revision %d a note is answered %+v", h.Meeting.Rev, got)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	after := stored(t, path)
	if len(after) != len(before)+1 || !slices.EqualFunc(after[:len(before)], before, bytes.Equal) {
		t.Errorf("of %d records there are %d, or they have changed", len(before), len(after))
	}
	records, _ := read(t, path, func(*timer.History, timer.Record) {})
	if len(records) != len(after) {
		t.Errorf("%d records of %d are read after one was added", len(records), len(after))
	}
}

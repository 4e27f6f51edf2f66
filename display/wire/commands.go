package wire

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"rostrum/timer"
)

// command reads the fields of an act: each as its type says, by the name that its
// JSON tag says. Three commands have fields that are lists or stand for something
// else, and are read by hand.
func (f *fields) command(a timer.Act) timer.Command {
	switch a.Command.(type) {
	case timer.Inscribe:
		return f.inscribe()
	case timer.OpenMeeting:
		return timer.OpenMeeting{
			Symbol: f.text("symbol", false), Title: f.text("title", false),
			Rules: f.preset("preset", timer.DefaultRules), List: f.inscriptions("list"),
		}
	case timer.SetRules:
		return f.setRules()
	}
	c := reflect.New(reflect.TypeOf(a.Command)).Elem()
	for i := range c.NumField() {
		if name, required := named(c.Type().Field(i)); name != "" {
			f.into(c.Field(i), name, required)
		}
	}
	return c.Interface().(timer.Command)
}

// named returns what a field is called outside, or nothing where it is not said there,
// and whether it must be.
func named(field reflect.StructField) (name string, required bool) {
	name, how, _ := strings.Cut(field.Tag.Get("json"), ",")
	if name == "-" {
		return "", false
	}
	return name, how == ""
}

// into reads one field of a command.
func (f *fields) into(field reflect.Value, name string, required bool) {
	switch to := field.Addr().Interface().(type) {
	case *timer.EntryID:
		if *to = timer.EntryID(f.text(name, required)); required && *to == "" {
			f.fail(malformed(name, "%q is missing", name))
		}
	case *time.Duration:
		*to = f.milliseconds(name)
	case **string:
		*to = f.optional(name)
	case *time.Time:
		*to = f.wall(name)
	case *uint64:
		*to, _ = f.count(name, required)
	case *int:
		n, _ := f.count(name, required)
		*to = statementNumber(n)
	default:
		if field.Kind() != reflect.String {
			panic(fmt.Sprintf("wire: nothing reads a %s, as %q is", field.Type(), name)) // a mistake in the table of acts
		}
		field.SetString(f.text(name, required))
	}
}

func (f *fields) inscribe() timer.Inscribe {
	return timer.Inscribe{
		Inscription: timer.Inscription{
			Delegation: f.text("delegation", true),
			Speaker:    f.text("speaker", false),
			Kind:       timer.Kind(f.text("kind", true)),
			OnBehalfOf: f.text("on_behalf_of", false),
		},
		Before: timer.EntryID(f.text("before", false)),
	}
}

// milliseconds keeps a number that no duration can hold out of every bound.
func (f *fields) milliseconds(name string) time.Duration {
	const most = int64(2 * timer.LongestLimit / time.Millisecond)
	ms, _ := f.integer(name, true)
	return time.Duration(max(-most, min(ms, most))) * time.Millisecond
}

package wire_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"rostrum/display/wire"
)

var spoken = []string{"ar", "en"}

func TestParseScreensReadsWhatItWrites(t *testing.T) {
	for _, s := range []wire.Screens{
		wire.DefaultScreens(),
		{Theme: "hourglass", Languages: []string{"en", "ar"}, Together: true},
		{Theme: "contrast", Next: wire.MostNext, Speaker: true, Languages: []string{}},
		{Theme: "default", Languages: []string{}, Card: &wire.Card{Says: "resumes", Time: "15:00"}},
		{Theme: "default", Languages: []string{}, Card: &wire.Card{Says: "text", Text: "Déjeuner"}},
		{Theme: "default", Languages: []string{}, Card: &wire.Card{Says: "blank"}},
	} {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := wire.ParseScreens(text, spoken); err != nil || !reflect.DeepEqual(got, s) {
			t.Errorf("%s: got %+v, %v", text, got, err)
		}
	}
}

func TestParseScreensRefusesWhole(t *testing.T) {
	for _, c := range []struct {
		body  string
		code  wire.Code
		field string
	}{
		{`[]`, wire.Malformed, ""},
		{`{"next":3,"languages":[]}`, wire.Malformed, "theme"},
		{`{"theme":"default","languages":[]}`, wire.Malformed, "next"},
		{`{"theme":"default","next":3}`, wire.Malformed, "languages"},
		{`{"theme":"disco","next":3,"languages":[]}`, wire.Invalid, "theme"},
		{`{"theme":"default","next":9,"languages":[]}`, wire.Invalid, "next"},
		{`{"theme":"default","next":18446744073709551615,"languages":[]}`, wire.Invalid, "next"},
		{`{"theme":"default","next":-1,"languages":[]}`, wire.Malformed, "next"},
		{`{"theme":"default","next":3,"languages":["tlh"]}`, wire.Invalid, "languages"},
		{`{"theme":"default","next":3,"languages":["en","en"]}`, wire.Invalid, "languages"},
		{`{"theme":"default","next":3,"languages":["en","ar","en","ar","en","ar","en"]}`, wire.Invalid, "languages"},
		{`{"theme":"default","next":3,"languages":[],"clock":"yes"}`, wire.Malformed, "clock"},
		{`{"theme":"default","next":3,"languages":[],"colour":"red"}`, wire.Malformed, "colour"},
		{`{"theme":"default","next":3,"languages":[],"card":"resumes"}`, wire.Malformed, "card"},
		{`{"theme":"default","next":3,"languages":[],"card":{}}`, wire.Malformed, "card.says"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"lunch"}}`, wire.Invalid, "card.says"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"resumes"}}`, wire.Invalid, "card.time"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"begins","time":"9:30"}}`, wire.Invalid, "card.time"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"begins","time":"24:00"}}`, wire.Invalid, "card.time"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"soon","time":"15:00"}}`, wire.Invalid, "card.time"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"blank","text":"x"}}`, wire.Invalid, "card.text"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"text","text":" "}}`, wire.Invalid, "card.text"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"text","text":"a\u202eb"}}`, wire.Invalid, "card.text"},
		{`{"theme":"default","next":3,"languages":[],"card":{"says":"soon","colour":"red"}}`, wire.Malformed, "card.colour"},
	} {
		_, err := wire.ParseScreens([]byte(c.body), spoken)
		var refused *wire.Error
		if !errors.As(err, &refused) || refused.Code != c.code || refused.Field != c.field || refused.Message == "" {
			t.Errorf("%s: got %v", c.body, err)
		}
	}
}

func FuzzParseScreens(f *testing.F) {
	f.Add([]byte(`{"theme":"hourglass","next":3,"speaker":true,"overtime":false,"clock":true,"languages":["en","ar"],"together":true}`))
	f.Add([]byte(`{"theme":"default","next":0,"languages":[]}`))
	f.Add([]byte(`{"theme":"default","next":0,"languages":[],"card":{"says":"resumes","time":"15:00"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := wire.ParseScreens(body, spoken)
		if err != nil {
			var refused *wire.Error
			if !errors.As(err, &refused) {
				t.Fatalf("%q: %v is no refusal", body, err)
			}
			return
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := wire.ParseScreens(text, spoken); err != nil || !reflect.DeepEqual(again, s) {
			t.Fatalf("%q is %+v, and written again %+v, %v", body, s, again, err)
		}
	})
}

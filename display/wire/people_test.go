package wire_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

func TestParseInvitation(t *testing.T) {
	for _, c := range []struct {
		body  string
		role  timer.Role
		name  string
		code  wire.Code
		field string
	}{
		{`{"role":"chair"}`, timer.Chair, "", "", ""},
		{`{"role":"secretary","name":"يسار الرئاسة"}`, timer.Secretary, "يسار الرئاسة", "", ""},
		{`{"role":"chair","name":null}`, timer.Chair, "", "", ""},
		{`{"role":"chair","name":"` + strings.Repeat("席", wire.MaxTablet) + `"}`, timer.Chair, strings.Repeat("席", wire.MaxTablet), "", ""},
		{`{"role":"chair","name":"` + strings.Repeat("席", wire.MaxTablet+1) + `"}`, "", "", wire.Invalid, "name"},
		{`{"role":"chair","name":"a\u202eb"}`, "", "", wire.Invalid, "name"},
		{`{"role":"chair","name":7}`, "", "", wire.Malformed, "name"},
		{`{"name":"desk 2"}`, "", "", wire.Malformed, "role"},
		{`{"role":"program"}`, "", "", wire.Invalid, "role"},
		{`{"role":"chair","role":"chair"}`, "", "", wire.Malformed, "role"},
		{`{"role":"chair","expires":"never"}`, "", "", wire.Malformed, "expires"},
		{`["chair"]`, "", "", wire.Malformed, ""},
	} {
		role, name, err := wire.ParseInvitation([]byte(c.body))
		var refused *wire.Error
		if c.code == "" && (err != nil || role != c.role || name != c.name) {
			t.Errorf("%s: got %s, %q, %v", c.body, role, name, err)
		}
		if c.code != "" && (!errors.As(err, &refused) || refused.Code != c.code || refused.Field != c.field || refused.Message == "" || role != "") {
			t.Errorf("%s: got %s, %#v", c.body, role, err)
		}
	}
}

// Whatever somebody asks for, only a person is invited, by a name that can be shown.
func FuzzParseInvitation(f *testing.F) {
	for _, c := range notOneObject {
		f.Add([]byte(c.body))
	}
	f.Add([]byte(`{"role":"secretary","name":"desk 2"}`))
	f.Add([]byte(`{"name":"\u2066left\u2069","role":"chair"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		role, name, err := wire.ParseInvitation(body)
		if err != nil {
			understandable(t, err)
			return
		}
		if !slices.Contains(wire.Invited, role) || timer.CheckText("name", name, wire.MaxTablet, false) != nil {
			t.Errorf("%q invites %s, called %q", body, role, name)
		}
	})
}

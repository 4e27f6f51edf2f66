package wire_test

import (
	"errors"
	"strings"
	"testing"

	"rostrum/display/wire"
)

// What both parsers refuse of any message, whatever it is about.
var notOneObject = []struct{ says, body string }{
	{"nothing at all", ``},
	{"white space only", " \n"},
	{"not JSON", `start`},
	{"a text", `"start"`},
	{"null", `null`},
	{"an array", `[{"id":"a","do":"start"}]`},
	{"an object that is cut off", `{"id":"a","do":"start"`},
	{"a name without a value", `{"id":"a","do"}`},
	{"a name that is no text", `{1:2}`},
	{"a comma too many", `{"id":"a","do":"start",}`},
	{"something after the object", `{"id":"a","do":"start"} x`},
	{"a second object", `{"id":"a","do":"start"}{"id":"b","do":"start"}`},
	{"a closing brace too many", `{"id":"a","do":"start"}}`},
	{"a comment", `{"id":"a","do":"start"} // please`},
	{"a byte order mark", "\ufeff" + `{"id":"a","do":"start"}`},
	{"bytes that are not UTF-8", "{\"id\":\"a\xff\",\"do\":\"start\"}"},
	{"deeper than anybody reads", `{"id":` + strings.Repeat("[", 12_000)},
}

func TestParseCommandRefusesWhatIsNotOneObject(t *testing.T) {
	for _, c := range notOneObject {
		_, err := wire.ParseCommand([]byte(c.body))
		refused(t, c.says, err, wire.Malformed, "")
	}
}

func TestParseCommandRefuses(t *testing.T) {
	for _, c := range []struct {
		says  string
		body  string
		code  wire.Code
		field string
	}{
		{"more than 64 KiB", `{"id":"a","do":"pause","reason":"` + strings.Repeat("x", wire.MaxBody) + `"}`, wire.TooLarge, ""},
		{"a field twice", `{"id":"a","do":"start","do":"end"}`, wire.Malformed, "do"},
		{"a field twice, once with an escape", `{"id":"a","do":"start","\u0064o":"end"}`, wire.Malformed, "do"},
		{"no id", `{"do":"start"}`, wire.Malformed, "id"},
		{"an empty id", `{"id":"","do":"start"}`, wire.Malformed, "id"},
		{"an id that is null", `{"id":null,"do":"start"}`, wire.Malformed, "id"},
		{"an id that is a number", `{"id":1,"do":"start"}`, wire.Malformed, "id"},
		{"an id of more than 200 bytes", `{"id":"` + strings.Repeat("x", 201) + `","do":"start"}`, wire.Malformed, "id"},
		{"no do", `{"id":"a"}`, wire.Malformed, "do"},
		{"a do that is null", `{"id":"a","do":null}`, wire.Malformed, "do"},
		{"a do that is an object", `{"id":"a","do":{"start":1}}`, wire.Malformed, "do"},
		{"an unknown do", `{"id":"a","do":"fly"}`, wire.Malformed, "do"},
		{"a do in another case", `{"id":"a","do":"Start"}`, wire.Malformed, "do"},
		{"a command of the program itself", `{"id":"a","do":"adopt-clock"}`, wire.Malformed, "do"},
		{"an unknown field", `{"id":"a","do":"start","force":true}`, wire.Malformed, "force"},
		{"a field in another case", `{"id":"a","do":"start","Rev":1}`, wire.Malformed, "Rev"},
		{"a field of another command", `{"id":"a","do":"start","by_ms":1}`, wire.Malformed, "by_ms"},
		{"a field that inscribe does not take", `{"id":"a","do":"inscribe","delegation":"Peru","kind":"state","remarks":"x"}`, wire.Malformed, "remarks"},
		{"an index that is none", `{"id":"a","do":"take-list","digest":"d","only":[0,-1]}`, wire.Malformed, "only[1]"},
		{"indices that are no list", `{"id":"a","do":"take-list","digest":"d","only":3}`, wire.Malformed, "only"},
		{"a type, which belongs to the websocket", `{"type":"do","id":"a","do":"start"}`, wire.Malformed, "type"},
		{"a field missing", `{"id":"a","do":"give-floor"}`, wire.Malformed, "entry"},
		{"a needed field that is null", `{"id":"a","do":"withdraw","entry":null}`, wire.Malformed, "entry"},
		{"a needed field that is empty", `{"id":"a","do":"move","entry":""}`, wire.Malformed, "entry"},
		{"a delegation missing", `{"id":"a","do":"inscribe","kind":"state"}`, wire.Malformed, "delegation"},
		{"a kind missing", `{"id":"a","do":"inscribe","delegation":"Peru"}`, wire.Malformed, "kind"},
		{"a text that is a number", `{"id":"a","do":"pause","reason":7}`, wire.Malformed, "reason"},
		{"a text that is a list", `{"id":"a","do":"give-floor","entry":["e1"]}`, wire.Malformed, "entry"},
		{"a number missing", `{"id":"a","do":"extend"}`, wire.Malformed, "by_ms"},
		{"a number that is null", `{"id":"a","do":"extend","by_ms":null}`, wire.Malformed, "by_ms"},
		{"a number that is a text", `{"id":"a","do":"extend","by_ms":"1000"}`, wire.Malformed, "by_ms"},
		{"a fraction", `{"id":"a","do":"extend","by_ms":1000.5}`, wire.Malformed, "by_ms"},
		{"a whole number written as a fraction", `{"id":"a","do":"extend","by_ms":1000.0}`, wire.Malformed, "by_ms"},
		{"an exponent", `{"id":"a","do":"extend","by_ms":1e3}`, wire.Malformed, "by_ms"},
		{"true", `{"id":"a","do":"extend","by_ms":true}`, wire.Malformed, "by_ms"},
		{"a whole number beyond 64 bits is a value refused", `{"id":"a","do":"extend","by_ms":9223372036854775808}`, wire.Invalid, "by_ms"},
		{"and so is a longer one", `{"id":"a","do":"extend","by_ms":-` + strings.Repeat("9", 400) + `}`, wire.Invalid, "by_ms"},
		{"a negative revision", `{"id":"a","do":"start","rev":-1}`, wire.Malformed, "rev"},
		{"a revision with a fraction", `{"id":"a","do":"start","rev":1.5}`, wire.Malformed, "rev"},
		{"a revision that is a text", `{"id":"a","do":"start","rev":"1"}`, wire.Malformed, "rev"},
		{"a negative statement", `{"id":"a","do":"start","statement":-3}`, wire.Malformed, "statement"},
		{"a statement on a command of the list", `{"id":"a","do":"close-list","statement":3}`, wire.Malformed, "statement"},
		{"a statement where the floor is given", `{"id":"a","do":"give-floor","entry":"e1","statement":3}`, wire.Malformed, "statement"},
		{"a statement on an undo", `{"id":"a","do":"undo","of":1,"statement":3}`, wire.Malformed, "statement"},
		{"an undo of nothing", `{"id":"a","do":"undo"}`, wire.Malformed, "of"},
		{"an undo of a negative revision", `{"id":"a","do":"undo","of":-1}`, wire.Malformed, "of"},
	} {
		_, err := wire.ParseCommand([]byte(c.body))
		refused(t, c.says, err, c.code, c.field)
	}
}

func TestParseCommandTakesTheLongestIDAndTheLargestBody(t *testing.T) {
	if _, err := wire.ParseCommand([]byte(`{"id":"` + strings.Repeat("x", 200) + `","do":"start"}`)); err != nil {
		t.Errorf("an id of 200 bytes: %v", err)
	}
	body := `{"id":"a","do":"start"}`
	body += strings.Repeat(" ", wire.MaxBody-len(body))
	if _, err := wire.ParseCommand([]byte(body)); err != nil {
		t.Errorf("a body of 64 KiB: %v", err)
	}
}

func TestParseCommandRefusesProcedure(t *testing.T) {
	for _, c := range []struct {
		says  string
		body  string
		code  wire.Code
		field string
	}{
		{"a ruling missing", `{"id":"a","do":"rule"}`, wire.Malformed, "then"},
		{"an end of interpretation by a word", `{"id":"a","do":"set-end","at":"soon"}`, wire.Invalid, "at"},
		{"a hand-over to nobody", `{"id":"a","do":"hand-over","seat":"3"}`, wire.Malformed, "speaker"},
		{"an absence without a choice", `{"id":"a","do":"absent","entry":"e1"}`, wire.Malformed, "then"},
		{"a correction of nobody", `{"id":"a","do":"amend","speaker":"Ms. Abe"}`, wire.Malformed, "entry"},
		{"a correction by a number", `{"id":"a","do":"amend","entry":"e1","speaker":7}`, wire.Malformed, "speaker"},
		{"a correction of what is not on the list", `{"id":"a","do":"amend","entry":"e1","remarks":"none"}`, wire.Malformed, "remarks"},
		{"a time set to what", `{"id":"a","do":"set-elapsed"}`, wire.Malformed, "elapsed_ms"},
		{"a back-dating by how much", `{"id":"a","do":"back-date"}`, wire.Malformed, "by_ms"},
		{"a reopening of which", `{"id":"a","do":"reopen"}`, wire.Malformed, "statement"},
		{"a statement as a guard of a point of order", `{"id":"a","do":"point-of-order","delegation":"China","statement":3}`, wire.Malformed, "statement"},
		{"a suspension until a word", `{"id":"a","do":"suspend","until":"tomorrow"}`, wire.Invalid, "until"},
		{"a suspension until a time without a zone", `{"id":"a","do":"suspend","until":"2019-11-04T15:00:00"}`, wire.Invalid, "until"},
		{"a suspension until a number", `{"id":"a","do":"suspend","until":15}`, wire.Malformed, "until"},
		{"a note of nothing", `{"id":"a","do":"note"}`, wire.Malformed, "text"},
		{"rules that are not named", `{"id":"a","do":"set-rules"}`, wire.Malformed, "preset"},
		{"a preset that there is not", `{"id":"a","do":"set-rules","preset":"mine"}`, wire.Invalid, "preset"},
		{"running as a text", `{"id":"a","do":"set-rules","preset":"note-507","running":"yes"}`, wire.Malformed, "running"},
		{"rules that are no list", `{"id":"a","do":"set-rules","rules":{}}`, wire.Malformed, "rules"},
		{"a rule that is no object", `{"id":"a","do":"set-rules","rules":[7]}`, wire.Malformed, "rules[0]"},
		{"a rule without a kind", `{"id":"a","do":"set-rules","rules":[{"limit_ms":1}]}`, wire.Malformed, "rules[0].kind"},
		{"a rule of an unknown kind", `{"id":"a","do":"set-rules","rules":[{"kind":"king","limit_ms":null}]}`, wire.Invalid, "rules[0].kind"},
		{"a rule of a kind in another spelling", `{"id":"a","do":"set-rules","rules":[{"kind":"Right of reply","limit_ms":null}]}`, wire.Invalid, "rules[0].kind"},
		{"two rules of one kind", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":null},{"kind":"state","limit_ms":null}]}`, wire.Invalid, "rules[1].kind"},
		{"a rule without a limit", `{"id":"a","do":"set-rules","rules":[{"kind":"state"}]}`, wire.Malformed, "rules[0].limit_ms"},
		{"a limit of nothing", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":0,"warning_ms":0}]}`, wire.Invalid, "rules[0].limit_ms"},
		{"a negative limit", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":-1,"warning_ms":0}]}`, wire.Invalid, "rules[0].limit_ms"},
		{"a limit of more than a day", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":86400001,"warning_ms":0}]}`, wire.Invalid, "rules[0].limit_ms"},
		{"a limit beyond 64 bits", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":99999999999999999999,"warning_ms":0}]}`, wire.Invalid, "rules[0].limit_ms"},
		{"a warning counted both ways", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":60000,"warning_ms":1,"warning_before_ms":1}]}`, wire.Invalid, "rules[0].warning_before_ms"},
		{"a negative grace", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":60000,"warning_ms":1,"grace_ms":-1}]}`, wire.Invalid, "rules[0].grace_ms"},
		{"a grace counted both ways", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":60000,"grace_ms":1,"grace_percent":1}]}`, wire.Invalid, "rules[0].grace_percent"},
		{"a negative share", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":60000,"grace_percent":-1}]}`, wire.Malformed, "rules[0].grace_percent"},
		{"a rule with a field too many", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":null,"bell":true}]}`, wire.Malformed, "rules[0].bell"},
		{"a meeting without a list", `{"id":"a","do":"open-meeting"}`, wire.Malformed, "list"},
		{"a prepared meeting with a list", `{"id":"a","do":"open-meeting","prepared":1,"list":[]}`, wire.Malformed, "list"},
		{"a prepared meeting without a number", `{"id":"a","do":"open-meeting","prepared":"1"}`, wire.Malformed, "prepared"},
		{"a prepared meeting of number nothing", `{"id":"a","do":"open-meeting","prepared":0}`, wire.Unknown, "prepared"},
		{"a list and a file to prepare", `{"id":"a","do":"prepare-meeting","title":"T","digest":"a","list":[]}`, wire.Malformed, "digest"},
		{"rules that there are not, to prepare", `{"id":"a","do":"prepare-meeting","title":"T","preset":"none"}`, wire.Invalid, "preset"},
		{"a zone that there is not, to prepare", `{"id":"a","do":"prepare-meeting","title":"T","zone":"Mars/Phobos"}`, wire.Invalid, "zone"},
		{"a zone that there is not, to change", `{"id":"a","do":"change-prepared","prepared":1,"zone":"Mars/Phobos"}`, wire.Invalid, "zone"},
		{"nothing to discard", `{"id":"a","do":"discard-prepared"}`, wire.Malformed, "prepared"},
		{"a meeting with nobody on a line", `{"id":"a","do":"open-meeting","list":[{"delegation":"Peru"},{"speaker":"Mr. K"}]}`, wire.Malformed, "list[1].delegation"},
		{"a meeting with a field too many on a line", `{"id":"a","do":"open-meeting","list":[{"delegation":"Peru","seq":1}]}`, wire.Malformed, "list[0].seq"},
	} {
		_, err := wire.ParseCommand([]byte(c.body))
		refused(t, c.says, err, c.code, c.field)
	}
}

// refused checks that an error is a refusal that a program and a person
// understand.
func refused(t *testing.T, says string, err error, code wire.Code, field string) {
	t.Helper()
	var told *wire.Error
	switch {
	case err == nil:
		t.Errorf("%s: was taken", says)
	case !errors.As(err, &told):
		t.Errorf("%s: %T is not a refusal: %v", says, err, err)
	case told.Code != code || told.Field != field || told.Message == "":
		t.Errorf("%s: got code %s, field %q, %q; want %s, %q and a sentence", says, told.Code, told.Field, told.Message, code, field)
	}
}

package timer_test

import (
	"encoding/json"
	"strings"
	"testing"

	"rostrum/timer"
)

// Whatever a journal can tell of a speaker, what goes out of it has no allowance, nor a
// digest of a command that told one.
func TestOutgoing(t *testing.T) {
	for _, f := range facts {
		before, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		r := timer.Record{Command: &timer.CommandRef{ID: "id", Digest: "digest"}, Events: []timer.Event{{Rev: 1, At: at(0), By: chair, Fact: f}}}
		text, err := json.Marshal(r.Outgoing())
		if err != nil {
			t.Fatal(err)
		}
		private := strings.Contains(string(before), "allowance")
		if strings.Contains(string(text), "allowance") || private == strings.Contains(string(text), "digest\":\"digest") || !strings.Contains(string(text), `"id":"id"`) {
			t.Errorf("%s goes out as %s", timer.FactName(f), text)
		}
		if again, _ := json.Marshal(f); string(again) != string(before) {
			t.Errorf("%s was changed in place", timer.FactName(f))
		}
	}
}

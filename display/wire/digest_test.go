package wire_test

import (
	"testing"

	"rostrum/display/wire"
)

// A repeat is recognized by its digest: it must not depend on how a client
// happens to write the same command, and must depend on all that it says.
func TestDigest(t *testing.T) {
	const first = `{"id":"a1","do":"move","entry":"e7","before":"e2","rev":12}`
	for _, c := range []struct {
		says string
		body string
		same bool
	}{
		{"the same", first, true},
		{"another order", `{"rev":12,"before":"e2","do":"move","entry":"e7","id":"a1"}`, true},
		{"other white space", "{ \"id\" : \"a1\",\n\t\"do\":\"move\",\"entry\":\"e7\",\r\n\"before\":\"e2\",\"rev\":12 }\n", true},
		{"another id", `{"id":"a2","do":"move","entry":"e7","before":"e2","rev":12}`, true},
		{"another command", `{"id":"a1","do":"inscribe","delegation":"e7","kind":"state","before":"e2","rev":12}`, false},
		{"another value", `{"id":"a1","do":"move","entry":"e8","before":"e2","rev":12}`, false},
		{"values exchanged", `{"id":"a1","do":"move","entry":"e2","before":"e7","rev":12}`, false},
		{"another guard", `{"id":"a1","do":"move","entry":"e7","before":"e2","rev":13}`, false},
		{"a field less", `{"id":"a1","do":"move","entry":"e7","rev":12}`, false},
	} {
		if got := digest(t, c.body) == digest(t, first); got != c.same {
			t.Errorf("%s: the digest is the same: %v", c.says, got)
		}
	}
}

// A client that lost its socket repeats the command by HTTP.
func TestDigestIsTheSameOnTheWebsocket(t *testing.T) {
	m, err := wire.ParseMessage([]byte(`{"type":"do","id":"a1","do":"withdraw","entry":"e7"}`))
	if err != nil {
		t.Fatal(err)
	}
	if m.Do.Digest != digest(t, `{"id":"a1","do":"withdraw","entry":"e7"}`) {
		t.Error("the digest depends on the way that the command came")
	}
}

func digest(t *testing.T, body string) string {
	t.Helper()
	r, err := wire.ParseCommand([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if r.Digest == "" {
		t.Fatal("the digest is empty")
	}
	return r.Digest
}

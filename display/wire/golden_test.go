package wire_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what goes over the wire with the file of that name: other
// programs read it, so that every difference must be meant.
func golden(t *testing.T, name string, message any) {
	t.Helper()
	text, err := json.MarshalIndent(message, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	goldenText(t, name, append(text, '\n'))
}

func goldenText(t *testing.T, name string, text []byte) {
	t.Helper()
	goldenFile(t, filepath.Join("testdata", name+".json"), text)
}

func goldenFile(t *testing.T, file string, text []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test ./display/wire -update makes it", err)
	}
	if !bytes.Equal(text, want) {
		t.Errorf("%s is not as it was; if that is meant, go test ./display/wire -update writes it anew\ngot:\n%s", file, firstDifference(text, want))
	}
}

// row writes a value on one line, so that a table in a golden file reads as one.
func row(t *testing.T, into *bytes.Buffer, indent string, value any, last bool) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	into.WriteString(indent)
	into.Write(text)
	if !last {
		into.WriteByte(',')
	}
	into.WriteByte('\n')
}

// firstDifference returns the first line of got that differs, with its number.
func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range g {
		if i >= len(w) || !bytes.Equal(g[i], w[i]) {
			line := string(g[i])
			if i < len(w) {
				line += "\nwant:\n" + string(w[i])
			}
			return line
		}
	}
	return "the end is missing"
}

package listfile_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"rostrum/timer/listfile"
)

// encodings writes UTF-8 text in each form that is read, by what it is.
var encodings = map[string]struct {
	name   string // what List.Encoding says
	encode func(string) []byte
}{
	"UTF-8":                 {"UTF-8", func(s string) []byte { return []byte(s) }},
	"UTF-8 with BOM":        {"UTF-8", func(s string) []byte { return []byte("\ufeff" + s) }},
	"UTF-8 with two BOMs":   {"UTF-8", func(s string) []byte { return []byte("\ufeff\ufeff" + s) }},
	"UTF-16LE with BOM":     {"UTF-16LE", utf16(unicode.LittleEndian, unicode.UseBOM)},
	"UTF-16BE with BOM":     {"UTF-16BE", utf16(unicode.BigEndian, unicode.UseBOM)},
	"UTF-16LE without BOM":  {"UTF-16LE", utf16(unicode.LittleEndian, unicode.IgnoreBOM)},
	"UTF-16BE without BOM":  {"UTF-16BE", utf16(unicode.BigEndian, unicode.IgnoreBOM)},
	"UTF-16LE with two BOM": {"UTF-16LE", func(s string) []byte { return utf16(unicode.LittleEndian, unicode.UseBOM)("\ufeff" + s) }},
}

func utf16(order unicode.Endianness, bom unicode.BOMPolicy) func(string) []byte {
	return func(s string) []byte {
		out, err := unicode.UTF16(order, bom).NewEncoder().Bytes([]byte(s))
		if err != nil {
			panic(err) // an encoder of all of Unicode has nothing to refuse
		}
		return out
	}
}

func TestEncodings(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "S-PV.8539.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := listfile.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, e := range encodings {
		t.Run(name, func(t *testing.T) {
			data := e.encode(string(text))
			got, err := listfile.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			if got.Encoding != e.name {
				t.Errorf("encoding %s, want %s", got.Encoding, e.name)
			}
			digest := sha256.Sum256(data)
			if got.Digest != hex.EncodeToString(digest[:]) {
				t.Errorf("digest %s is not that of the file's bytes", got.Digest)
			}
			if !reflect.DeepEqual(got.Inscriptions, want.Inscriptions) || !reflect.DeepEqual(got.Doubts, want.Doubts) {
				t.Errorf("the list differs from that of the UTF-8 file: %+v", got)
			}
		})
	}
}

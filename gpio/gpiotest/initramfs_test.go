package gpiotest

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
)

// What was packed is found again where the format says, with every name and every
// text at a multiple of four.
func TestArchive(t *testing.T) {
	packed := archive(map[string][]byte{"init": []byte("program"), "a": nil, "list.csv": []byte("seq"), "etc/house/key": []byte("k"), "etc/name": nil})
	found := make(map[string]string)
	var order []string
	for at := 0; at < len(packed); {
		head := packed[at:]
		if !bytes.HasPrefix(head, []byte("070701")) || at%4 != 0 {
			t.Fatalf("at %d there is no head", at)
		}
		field := func(n int) int {
			v, err := strconv.ParseInt(string(head[6+8*n:14+8*n]), 16, 64)
			if err != nil {
				t.Fatal(err)
			}
			return int(v)
		}
		size, name := field(6), string(head[110:110+field(11)-1])
		text := (110 + field(11) + 3) / 4 * 4
		found[name] = string(head[text : text+size])
		order = append(order, name)
		at += (text + size + 3) / 4 * 4
	}
	if in := strings.Join(order, " "); !strings.Contains(in, "etc etc/house etc/house/key etc/name") {
		t.Errorf("a folder is not there before what lies in it: %s", in)
	}
	if len(found) != 9 || len(order) != 9 || found["init"] != "program" || found["list.csv"] != "seq" {
		t.Errorf("found %q", found)
	}
	if _, ends := found["TRAILER!!!"]; !ends {
		t.Error("the archive does not end")
	}
}

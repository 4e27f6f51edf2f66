package etcd

import (
	"bytes"
	"testing"
)

func TestNamesOfLeaders(t *testing.T) {
	for _, proof := range [][]byte{nil, {0}, []byte("a certificate")} {
		for _, public := range []string{"", "http://10.0.0.1"} {
			text := nameOf(&Config{Address: "https://10.0.0.1:8443", Proof: proof, Public: public})
			if l := readName(text); l.Address != "https://10.0.0.1:8443" || !bytes.Equal(l.Proof, proof) || l.Public != public {
				t.Errorf("%q is read as %+v", text, l)
			}
		}
	}
	for _, text := range []string{"", "\n", "https://10.0.0.1:8443\nno base64!", "\n\n\n"} {
		if l := readName(text); len(l.Proof) != 0 {
			t.Errorf("%q proves %q", text, l.Proof)
		}
	}
}

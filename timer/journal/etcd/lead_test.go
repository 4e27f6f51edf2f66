package etcd

import (
	"bytes"
	"testing"
)

func TestNamesOfLeaders(t *testing.T) {
	for _, proof := range [][]byte{nil, {0}, []byte("a certificate")} {
		text := nameOf(&Config{Address: "https://10.0.0.1:8443", Proof: proof})
		if address, got := readName(text); address != "https://10.0.0.1:8443" || !bytes.Equal(got, proof) {
			t.Errorf("%q is read as %q, %q", text, address, got)
		}
	}
	for _, text := range []string{"", "\n", "https://10.0.0.1:8443\nno base64!", "\n\n\n"} {
		if _, proof := readName(text); len(proof) != 0 {
			t.Errorf("%q proves %q", text, proof)
		}
	}
}

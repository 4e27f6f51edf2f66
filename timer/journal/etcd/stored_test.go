package etcd

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"rostrum/timer"
	"rostrum/timer/timertest"
)

func noted(text string) timer.Record {
	return timer.Record{Events: []timer.Event{{Rev: 1, Fact: timer.Noted{Text: text}}}}
}

func TestStoredAndRead(t *testing.T) {
	bare, err := encode(1, 7, noted(""))
	if err != nil {
		t.Fatal(err)
	}
	h, _, err := headOf(bare.value)
	if err != nil {
		t.Fatal(err)
	}
	for size, parts := range map[int]int{0: 0, partSize - h.Size: 0, partSize - h.Size + 1: 2, 2*partSize - h.Size: 2, 2*partSize - h.Size + 1: 3, longest - h.Size: 16} {
		if parts > 3 && timertest.Raced() {
			continue // the same, for much longer
		}
		r := noted(strings.Repeat("x", size))
		s, err := encode(9, 7, r)
		if err != nil || len(s.parts) != parts {
			t.Fatalf("%d bytes: %d parts, %v", size, len(s.parts), err)
		}
		h, text, err := headOf(s.value)
		if err != nil || h.Parts != parts || h.Lead != 7 || parts > 0 && len(text) > 0 {
			t.Fatalf("%d bytes: its head is %+v, %v", size, h, err)
		}
		text = append(bytes.Clone(text), bytes.Join(s.parts, nil)...)
		if got, err := decode(9, h, text); err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("%d bytes: it is read as another, %v", size, err)
		}
		if _, err := decode(10, h, text); !errors.Is(err, errChecksum) {
			t.Errorf("%d bytes: under another number: %v", size, err)
		}
		if h.Lead++; h.Lead > 0 {
			if _, err := decode(9, h, text); !errors.Is(err, errChecksum) {
				t.Errorf("%d bytes: by another lead: %v", size, err)
			}
		}
	}
	if _, err := encode(9, 7, noted(strings.Repeat("x", longest-h.Size+1))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("beyond the longest: %v", err)
	}
}

func TestAnyByteChanged(t *testing.T) {
	s, err := encode(9, 7, noted("of substance"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.value {
		changed := bytes.Clone(s.value)
		changed[i] ^= 1
		h, text, err := headOf(changed)
		if err != nil {
			continue
		}
		r, err := decode(9, h, text)
		if err == nil && !reflect.DeepEqual(r, noted("of substance")) {
			t.Errorf("byte %d: it is read as %+v", i, r)
		}
	}
}

func TestWhatIsNoRecord(t *testing.T) {
	for _, value := range []string{"", "\n", "{}", "[]\n{}", `{"size":-1}` + "\n", `{"size":99999999}` + "\n", `{"parts":17}` + "\n", `{"parts":-1}` + "\n", "minutes\n"} {
		h, text, err := headOf([]byte(value))
		if err == nil {
			_, err = decode(1, h, text)
		}
		if err == nil {
			t.Errorf("%q is a record", value)
		}
	}
}

func FuzzStored(f *testing.F) {
	s, err := encode(1, 7, noted("of substance"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(s.value)
	f.Fuzz(func(t *testing.T, value []byte) {
		h, text, err := headOf(value)
		if err != nil {
			return
		}
		if r, err := decode(1, h, text); err == nil && h.Parts == 0 {
			again, err := encode(1, h.Lead, r)
			if err != nil {
				t.Fatalf("what was read cannot be written: %v", err)
			}
			h, text, err := headOf(again.value)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := decode(1, h, text); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestFormats(t *testing.T) {
	for text, want := range map[string]error{
		"rostrum journal 1": nil, "rostrum journal 4": nil, "rostrum journal 99": ErrNewer,
		"": ErrForeign, "rostrum journal": ErrForeign, "rostrum journal 0": ErrForeign, "rostrum journal 04": ErrForeign, "calvin": ErrForeign,
	} {
		if _, err := formatOf([]byte(text)); !errors.Is(err, want) {
			t.Errorf("%q: %v; want %v", text, err, want)
		}
	}
	if n, err := formatOf(nil); n != 0 || err != nil {
		t.Errorf("nothing: %d, %v", n, err)
	}
}

func TestKeysAreInOrder(t *testing.T) {
	k := keysOf("chamber")
	before := ""
	for _, n := range []uint64{1, 2, 9, 10, 15, 16, 255, 256, 1 << 40} {
		key := k.record(n)
		if key <= before {
			t.Errorf("record %d comes before the one before", n)
		}
		before = key
		if got, ok := k.number([]byte(key)); !ok || got != n {
			t.Errorf("%q: %d, %v", key, got, ok)
		}
	}
	for _, key := range []string{"", "rostrum/chamber/record/", "rostrum/chamber/record/1", k.part(1, 0), keysOf("other").record(1), "rostrum/chamber/record/000000000000000G", "rostrum/chamber/record/+00000000000000a"} {
		if n, ok := k.number([]byte(key)); ok {
			t.Errorf("%q is record %d", key, n)
		}
	}
	if k.part(1, 15) < k.part(1, 2) || k.part(2, 0) < k.partsOf(2) || k.part(1, 15) >= k.partsOf(2) {
		t.Error("parts are not in order")
	}
}

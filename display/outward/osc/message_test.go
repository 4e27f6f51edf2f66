package osc

import (
	"encoding/hex"
	"errors"
	"reflect"
	"strings"
	"testing"

	"rostrum/display/outward"
	"rostrum/timer"
)

// What goes out, byte by byte; the first is the example of the specification.
func TestGoldenPackets(t *testing.T) {
	for _, c := range []struct {
		m    Message
		want string
	}{
		{Message{"/oscillator/4/frequency", []any{float32(440)}}, "2f6f7363696c6c61746f722f342f6672657175656e637900 2c660000 43dc0000"},
		{Message{"/foo", []any{int32(1000), int32(-1), "hello", float32(1.234), float32(5.678)}},
			"2f666f6f00000000 2c69697366660000 000003e8 ffffffff 68656c6c6f000000 3f9df3b6 40b5b22d"},
		{Message{"/rostrum/start", nil}, "2f726f737472756d2f73746172740000 2c000000"},
		{Message{"/a", []any{true, false, ""}}, "2f610000 2c54467300000000 00000000"},
		{Message{"/a", []any{"a\x00b"}}, "2f610000 2c730000 61620000"},
		{Message{"/a", []any{"Côte"}}, "2f610000 2c730000 43c3b47465000000"},
	} {
		if got := hex.EncodeToString(c.m.Append(nil)); got != strings.ReplaceAll(c.want, " ", "") {
			t.Errorf("%v is\n%s; want\n%s", c.m, got, c.want)
		}
	}
}

func TestTold(t *testing.T) {
	s := outward.Shown{
		Meeting: "S/PV.8539", Title: "Working methods", Floor: true, Delegation: "Japan", Kind: timer.State, Phase: "over", Signal: timer.Flash, Running: true,
		Elapsed: 192, Limited: true, Limit: 180, Remaining: -12, Next: "Peru", Waiting: 2,
	}
	want := map[string][]any{
		"/rostrum/meeting": {"S/PV.8539", "Working methods"}, "/rostrum/floor": {int32(1)}, "/rostrum/delegation": {"Japan"}, "/rostrum/kind": {"state"},
		"/rostrum/phase": {"over"}, "/rostrum/light": {"flash"}, "/rostrum/paused": {int32(0)}, "/rostrum/running": {int32(1)},
		"/rostrum/clock": {"+0:12"}, "/rostrum/elapsed": {int32(192)}, "/rostrum/remaining": {int32(-12)}, "/rostrum/next": {"Peru"}, "/rostrum/waiting": {int32(2)},
	}
	got := make(map[string][]any)
	for _, p := range Tell(s) {
		messages, err := Parse(p)
		if err != nil || len(messages) != 1 {
			t.Fatalf("%x: %v, %v", p, messages, err)
		}
		got[messages[0].Address] = messages[0].Args
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("told\n%v; want\n%v", got, want)
	}
}

// bundled puts packets into a bundle.
func bundled(when string, packets ...[]byte) []byte {
	out := []byte("#bundle\x00" + when)
	for _, p := range packets {
		out = append(out, 0, 0, byte(len(p)>>8), byte(len(p)))
		out = append(out, p...)
	}
	return out
}

const now = "\x00\x00\x00\x00\x00\x00\x00\x01"

func TestParse(t *testing.T) {
	start, end := Message{Address: "/rostrum/start"}, Message{"/rostrum/end", []any{int32(1)}}
	for _, c := range []struct {
		says   string
		packet []byte
		want   []Message // nil: refused
	}{
		{"a message", end.Append(nil), []Message{end}},
		{"without types, as old senders do", []byte("/rostrum/start\x00\x00"), []Message{start}},
		{"a bundle", bundled(now, start.Append(nil), end.Append(nil)), []Message{start, end}},
		{"a bundle in a bundle", bundled(now, bundled(now, end.Append(nil))), []Message{end}},
		{"wider numbers", []byte("/a\x00\x00,hdNI\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x40\x08\x00\x00\x00\x00\x00\x00"), []Message{{"/a", []any{int64(2), 3.0, nil, nil}}}},
		{"nothing", nil, nil},
		{"no address", []byte("start\x00\x00\x00"), nil},
		{"no end", []byte("/rostrum"), nil},
		{"not filled up", []byte("/a\x00,\x00\x00\x00"), nil},
		{"filled up with something", []byte("/a\x00x,\x00\x00\x00"), nil},
		{"no comma", []byte("/a\x00\x00i\x00\x00\x00\x00\x00\x00\x01"), nil},
		{"cut off", []byte("/a\x00\x00,i\x00\x00\x00\x00"), nil},
		{"more than it says", []byte("/a\x00\x00,\x00\x00\x00\x00\x00\x00\x00"), nil},
		{"a blob", []byte("/a\x00\x00,b\x00\x00\x00\x00\x00\x00"), nil},
		{"a text without end", []byte("/a\x00\x00,s\x00\x00abcd"), nil},
		{"too long", make([]byte, MaxPacket+1), nil},
		{"a bundle for later", bundled("\xe0\x00\x00\x00\x00\x00\x00\x00", start.Append(nil)), nil},
		{"a bundle that is cut off", bundled(now, start.Append(nil))[:30], nil},
		{"a bundle too deep", bundled(now, bundled(now, bundled(now, bundled(now, start.Append(nil))))), nil},
		{"a bundle with too many", bundled(now, func() (all [][]byte) {
			for range mostOf + 1 {
				all = append(all, Message{Address: "/a"}.Append(nil))
			}
			return all
		}()...), nil},
	} {
		got, err := Parse(c.packet)
		if (err == nil) != (c.want != nil) || err != nil && !errors.Is(err, ErrPacket) || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.says, got, err, c.want)
		}
	}
}

// Whatever comes is refused, or is a message that is written as it was read.
func FuzzParse(f *testing.F) {
	f.Add(Message{"/rostrum/extend", []any{int32(30)}}.Append(nil))
	f.Add(Message{"/rostrum/start", []any{float32(1), true, "x"}}.Append(nil))
	f.Add(bundled(now, Message{"/rostrum/end", nil}.Append(nil), bundled(now, Message{"/a", []any{false}}.Append(nil))))
	f.Fuzz(func(t *testing.T, packet []byte) {
		messages, err := Parse(packet)
		if err != nil {
			if len(messages) > 0 {
				t.Fatalf("refused, and still %v", messages)
			}
			return
		}
		for _, m := range messages {
			_, ok, err := ActOf(m)
			if ok && err != nil {
				t.Fatalf("%v is an act and none", m)
			}
			if hasOthers(m.Args) {
				continue
			}
			again, err := Parse(m.Append(nil))
			if err != nil || len(again) != 1 || len(again[0].Args) != len(m.Args) || again[0].Address != m.Address {
				t.Fatalf("%v is read again as %v, %v", m, again, err)
			}
		}
	})
}

// hasOthers says whether there are arguments that are only read.
func hasOthers(args []any) bool {
	for _, a := range args {
		switch a.(type) {
		case int32, float32, string, bool:
		default:
			return true
		}
	}
	return false
}

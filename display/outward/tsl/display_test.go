package tsl_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"rostrum/display/outward"
	"rostrum/display/outward/tsl"
	"rostrum/timer"
)

// What goes out, byte by byte.
func TestGoldenPackets(t *testing.T) {
	ivory := outward.Shown{
		Floor: true, Delegation: "Côte d’Ivoire", Kind: timer.State, Phase: "warning", Running: true,
		Elapsed: 151, Limited: true, Limit: 180, Remaining: 29, Next: "中国", Waiting: 1,
	}
	japan := ivory
	japan.Delegation, japan.Phase, japan.Remaining, japan.Next = "Japan", "over", -12, ""
	text := func(s string) string { return hex.EncodeToString(fmt.Appendf(nil, "%-16s", s)) }
	for _, c := range []struct {
		says    string
		version tsl.Version
		first   int
		shown   outward.Shown
		want    []string
	}{
		{"nobody, 3.1", tsl.V31, 1, outward.Shown{}, []string{"81 30" + text(""), "82 30" + text(""), "83 30" + text("")}},
		{"the warning, 3.1: both lamps", tsl.V31, 1, ivory, []string{"81 33" + text("Cote d'Ivoire"), "82 33" + text("0:29"), "83 30" + text("??")}},
		{"over, 3.1: red, on the last displays", tsl.V31, 124, japan, []string{"fc 31" + text("Japan"), "fd 31" + text("+0:12"), "fe 30" + text("")}},
		{"over, 5.0", tsl.V50, 1, japan, []string{
			"2000 00 00 0000" +
				"0100 d500 0500 4a6170616e" +
				"0200 d500 0500 2b303a3132" +
				"0300 c000 0000",
		}},
		{"the warning, 5.0, with other letters", tsl.V50, 1, ivory, []string{
			"3c00 00 01 0000" +
				"0100 ff00 1a00 4300f4007400650020006400192049007600 6f00690072006500" +
				"0200 ff00 0800 30003a0032003900" +
				"0300 c000 0400 2d4efd56",
		}},
	} {
		got := tsl.Tell(c.version, c.first, c.shown)
		if len(got) != len(c.want) {
			t.Errorf("%s: %d packets", c.says, len(got))
			continue
		}
		for i, want := range c.want {
			if is := hex.EncodeToString(got[i]); is != strings.ReplaceAll(want, " ", "") {
				t.Errorf("%s, packet %d is\n%s; want\n%s", c.says, i, is, strings.ReplaceAll(want, " ", ""))
			}
		}
	}
}

// The lamps follow the clock; where it stands they are off.
func TestColours(t *testing.T) {
	for _, c := range []struct {
		phase   string
		running bool
		limited bool
		want    byte
	}{
		{"ready", false, true, 0x30}, {"speaking", true, true, 0x32}, {"warning", true, true, 0x33}, {"over", true, true, 0x31}, {"overrun", true, true, 0x31},
		{"warning", false, true, 0x30}, {"speaking", true, false, 0x30}, {outward.NoPhase, false, false, 0x30},
	} {
		s := outward.Shown{Floor: true, Delegation: "Japan", Phase: c.phase, Running: c.running, Limited: c.limited}
		if got := tsl.Tell(tsl.V31, 0, s)[0][1]; got != c.want {
			t.Errorf("%s, running %v, limited %v: %02x; want %02x", c.phase, c.running, c.limited, got, c.want)
		}
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct {
		shown outward.Shown
		want  string
	}{
		{outward.Shown{Floor: true, Delegation: "日本", Code: "JPN"}, "JPN"},
		{outward.Shown{Floor: true, Delegation: "São Tomé and Príncipe"}, "Sao Tome and Pri"},
		{outward.Shown{Floor: true, Kind: timer.PointOfOrder}, "Point of order"},
		{outward.Shown{Floor: true, Delegation: "a\tb\x7f"}, "a?b?"},
	} {
		if got := strings.TrimRight(string(tsl.Tell(tsl.V31, 0, c.shown)[0][2:]), " "); got != c.want {
			t.Errorf("%q is %q; want %q", c.shown.Delegation, got, c.want)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		version tsl.Version
		first   int
		want    error
	}{
		{tsl.V31, 0, nil}, {tsl.V31, 124, nil}, {tsl.V31, 125, tsl.ErrIndex}, {tsl.V31, -1, tsl.ErrIndex},
		{tsl.V50, 65532, nil}, {tsl.V50, 65533, tsl.ErrIndex}, {"4.0", 1, tsl.ErrVersion}, {"", 1, tsl.ErrVersion},
	} {
		if err := c.version.Check(c.first); !errors.Is(err, c.want) {
			t.Errorf("version %q from %d on: %v; want %v", c.version, c.first, err, c.want)
		}
	}
}

func ExampleTell() {
	shown := outward.Shown{Floor: true, Delegation: "Japan", Phase: "speaking", Running: true, Limited: true, Remaining: 179, Next: "Peru"}
	for _, packet := range tsl.Tell(tsl.V31, 1, shown) {
		fmt.Printf("% x %q\n", packet[:2], packet[2:])
	}
	// Output:
	// 81 32 "Japan           "
	// 82 32 "2:59            "
	// 83 30 "Peru            "
}

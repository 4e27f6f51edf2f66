package program

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// Whatever a build says of itself, it has a version, and an instant before which no
// clock is right.
func TestBuild(t *testing.T) {
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "0eadb064636e89a1a2fc05b3a6e483c1efe69062"}
	at := func(text string) debug.BuildSetting { return debug.BuildSetting{Key: "vcs.time", Value: text} }
	changed := func(text string) debug.BuildSetting { return debug.BuildSetting{Key: "vcs.modified", Value: text} }
	instant := time.Date(2026, time.November, 25, 21, 43, 44, 0, time.UTC)
	for _, c := range []struct {
		name, main string
		settings   []debug.BuildSetting
		want       Build
		says       string
	}{
		{"of a commit", "v0.0.0-2026", []debug.BuildSetting{commit, at("2026-11-25T16:43:44-05:00"), changed("false")},
			Build{Version: "0eadb064636e", At: instant}, "0eadb064636e of 2026-11-25T21:43:44Z"},
		{"of a commit and more", "v0.0.0-2026+dirty", []debug.BuildSetting{commit, at("2026-11-25T21:43:44Z"), changed("true")},
			Build{Version: "0eadb064636e", At: instant, Changed: true}, "0eadb064636e with changes of 2026-11-25T21:43:44Z"},
		{"a short hash", "", []debug.BuildSetting{{Key: "vcs.revision", Value: "17"}}, Build{Version: "17", At: writtenAt}, "17"},
		{"a time that is none", "", []debug.BuildSetting{commit, at("yesterday")}, Build{Version: "0eadb064636e", At: writtenAt}, "0eadb064636e"},
		{"of no commit", "(devel)", []debug.BuildSetting{{Key: "vcs", Value: "git"}}, Build{Version: "(devel)", At: writtenAt}, "(devel)"},
		{"that says nothing", "", nil, Build{Version: "unknown", At: writtenAt}, "unknown"},
	} {
		got := buildOf(&debug.BuildInfo{Main: debug.Module{Version: c.main}, Settings: c.settings})
		if got.Version != c.want.Version || !got.At.Equal(c.want.At) || got.Changed != c.want.Changed {
			t.Errorf("%s: %+v; want %+v", c.name, got, c.want)
		}
		if says := c.says + ", " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH; got.String() != says {
			t.Errorf("%s: it says %q; want %q", c.name, got, says)
		}
	}
	packed := Build{Version: "0eadb064636e", At: instant, Package: "1.2.0~rc1"}
	if says := packed.String(); !strings.HasPrefix(says, "0eadb064636e of 2026-11-25T21:43:44Z, package 1.2.0~rc1, go") {
		t.Errorf("of a package it says %q", says)
	}
	if b := ThisBuild(); b.Version == "" || b.At.Before(writtenAt) {
		t.Errorf("this test is of %+v", b)
	}
}

package program

import (
	"runtime/debug"
	"testing"
	"time"
)

// Whatever a build says of itself, it has a version, and an instant before which no
// clock is right.
func TestBuild(t *testing.T) {
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "0eadb064636e89a1a2fc05b3a6e483c1efe69062"}
	at := func(text string) debug.BuildSetting { return debug.BuildSetting{Key: "vcs.time", Value: text} }
	for name, c := range map[string]struct {
		info debug.BuildInfo
		want Build
	}{
		"of a commit": {
			debug.BuildInfo{Main: debug.Module{Version: "v0.0.0-2026"}, Settings: []debug.BuildSetting{commit, at("2026-11-25T21:43:44Z")}},
			Build{"0eadb064636e", time.Date(2026, time.November, 25, 21, 43, 44, 0, time.UTC)},
		},
		"a short hash":         {debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "17"}}}, Build{"17", writtenAt}},
		"a time that is none":  {debug.BuildInfo{Settings: []debug.BuildSetting{commit, at("yesterday")}}, Build{"0eadb064636e", writtenAt}},
		"of no commit":         {debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, Build{"(devel)", writtenAt}},
		"that says nothing":    {debug.BuildInfo{}, Build{"unknown", writtenAt}},
		"that names no commit": {debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs", Value: "git"}}}, Build{"unknown", writtenAt}},
	} {
		if got := buildOf(&c.info); got.Version != c.want.Version || !got.At.Equal(c.want.At) {
			t.Errorf("%s: %+v; want %+v", name, got, c.want)
		}
	}
	if b := ThisBuild(); b.Version == "" || b.At.Before(writtenAt) {
		t.Errorf("this test is of %+v", b)
	}
}

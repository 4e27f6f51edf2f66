package main

import (
	"os/exec"
	"testing"
	"time"
)

func TestDebianVersion(t *testing.T) {
	at := time.Date(2026, time.November, 27, 19, 49, 59, 0, time.UTC)
	const hash = "f433d24b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f"
	// From the oldest to the newest.
	all := []struct{ tagged, want string }{
		{"", "0.0~git20261127.194959.f433d24b1c2d"},
		{"v1.2.0-rc1-0-gf433d24", "1.2.0~rc1"},
		{"v1.2.0-rc1-3-gf433d24", "1.2.0~rc1+git3.f433d24b1c2d"},
		{"v1.2.0-0-gf433d24", "1.2.0"},
		{"v1.2.0-5-gf433d24", "1.2.0+git5.f433d24b1c2d"},
		{"v1.2.0-40-gf433d24", "1.2.0+git40.f433d24b1c2d"},
		{"v1.10.0-0-gf433d24", "1.10.0"},
	}
	_, missing := exec.LookPath("dpkg")
	for i, c := range all {
		got := debianVersion(c.tagged, hash, at)
		if got != c.want {
			t.Errorf("%q is %s; want %s", c.tagged, got, c.want)
		}
		if i == 0 || missing != nil {
			continue
		}
		if err := exec.Command("dpkg", "--compare-versions", all[i-1].want, "lt", got).Run(); err != nil {
			t.Errorf("%s is not older than %s", all[i-1].want, got)
		}
	}
}

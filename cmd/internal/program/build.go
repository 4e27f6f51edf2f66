package program

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

// writtenAt is when the programs were written, for a build that does not say of when
// it is: no clock that is right reads less.
var writtenAt = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

// packaged is which package the program is of, as Debian writes versions: what packs it has
// the linker write it here. One that was built by hand is of none.
var packaged string

// Build is which build of a program this is.
type Build struct {
	Version string    // the first digits of the commit's hash, or what Go calls a build without one
	At      time.Time // instant of the commit: no clock that is right reads less
	Changed bool      // since that commit
	Package string    // it is of, as Debian writes versions, or nothing
}

// String names the build in one line, for people and for programs that keep it.
func (b Build) String() string {
	text := b.Version
	if b.Changed {
		text += " with changes"
	}
	if !b.At.Equal(writtenAt) {
		text += " of " + b.At.UTC().Format(time.RFC3339)
	}
	if b.Package != "" {
		text += ", package " + b.Package
	}
	return fmt.Sprintf("%s, %s %s/%s", text, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// ThisBuild returns what was built into the program that runs.
func ThisBuild() Build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return buildOf(info)
}

// digits is how many of a commit's hash name it.
const digits = 12

func buildOf(info *debug.BuildInfo) Build {
	b := Build{Version: cmp.Or(info.Main.Version, "unknown"), At: writtenAt, Package: packaged}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Version = s.Value[:min(len(s.Value), digits)]
		case "vcs.time":
			if at, err := time.Parse(time.RFC3339, s.Value); err == nil {
				b.At = at
			}
		case "vcs.modified":
			b.Changed = s.Value == "true"
		}
	}
	return b
}

package packages_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/display/packages"
)

// index is as deploy/package writes it: earlier versions stay in the folder, and there is
// one of each for every kind of machine.
const index = `Package: rostrum
Version: 9.0
Architecture: arm64
Filename: ./rostrum_9.0_arm64.deb
Description: the controller
 Version: 99 of what it is not

Package: rostrum-collar
Version: 1.2.0~rc1
Architecture: arm64
Description: the agent

Package: rostrum-collar
Version: 1.10.0+git3.f433d24b1c2d
Architecture: arm64

Package: rostrum-collar
Architecture: armhf
Version: 1.9.1

Package: rostrum-collar
Version: not a version

Package: rostrum-words
Version: 2.0
Architecture: all

Package: rostrum-words
Version: 1.0
Architecture: arm64

Package: rostrum-words
Version: 3.0
Architecture: armhf

Package: broken

Version: 100

Package: rostrum-screen
Version: 0.0~git20261127.194959.f433d24b1c2d`

func TestNewestVersionIsRead(t *testing.T) {
	dir := aSource(t, signedOf(index))
	f, err := packages.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	wants := func(all map[string]string) {
		t.Helper()
		for build, want := range all {
			name, arch, _ := strings.Cut(build, ":")
			if got := f.Versions().Newest(name, arch); got != want {
				t.Errorf("the newest %s is %q, want %q", build, got, want)
			}
		}
	}
	wants(map[string]string{
		"rostrum": "9.0", "rostrum-collar": "1.10.0+git3.f433d24b1c2d", "rostrum-screen": "0.0~git20261127.194959.f433d24b1c2d", "broken": "", "": "", "other": "",
		"rostrum-collar:arm64": "1.10.0+git3.f433d24b1c2d", "rostrum-collar:armhf": "1.9.1", "rostrum-collar:amd64": "",
		"rostrum-words:arm64": "2.0", "rostrum-words:armhf": "3.0", "rostrum-words:amd64": "2.0",
	})
	// Another edition is put there while the controller runs: it counts once it is whole.
	next := signedOf("Package: rostrum-collar\nVersion: 2.0\n")
	put(t, dir, map[string]string{"Packages": next["Packages"]})
	wants(map[string]string{"rostrum-collar": "1.10.0+git3.f433d24b1c2d"})
	put(t, dir, next)
	wants(map[string]string{"rostrum-collar": "2.0", "rostrum": ""})
	if err := os.Remove(filepath.Join(dir, "Packages")); err != nil {
		t.Fatal(err)
	}
	wants(map[string]string{"rostrum-collar": "2.0"})
}

// From the oldest to the newest, as dpkg orders them: deploy/packages asks dpkg itself for
// the versions that it makes.
func TestOlder(t *testing.T) {
	all := strings.Fields("0.0~git20261127.194959.f433d24b1c2d 0.0~git20261127.195000.0e33d24b1c2d 1.2.0~rc1 1.2.0~rc1+git3.f433d24b1c2d 1.2.0 1.2.0+changed 1.2.0+git5.f433d24b1c2d 1.2.0+git40.0433d24b1c2d 1.10.0 1:0.1")
	for i, one := range all {
		for k, other := range all {
			if older, known := packages.Older(one, other); !known || older != (i < k) {
				t.Errorf("%s is older than %s: %v, %v", one, other, older, known)
			}
		}
		for _, none := range []string{"", "none", "1 2", "(devel)", strings.Repeat("~", 100)} {
			for _, c := range [][2]string{{one, none}, {none, one}} {
				if _, known := packages.Older(c[0], c[1]); known {
					t.Errorf("%q and %q are both versions", c[0], c[1])
				}
			}
		}
	}
}

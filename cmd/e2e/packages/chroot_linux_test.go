package packages_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Where no systemd runs, all three are installed, removed and purged without a complaint.
func TestInstalledInChroot(t *testing.T) {
	needsPackages(t)
	root := newRoot(t)
	copyFolder(t, built(t), filepath.Join(root, "mnt"))
	in := func(words ...string) string {
		t.Helper()
		command := exec.Command("chroot", append([]string{root}, words...)...)
		command.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"}
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", words, err, out)
		}
		return string(out)
	}
	// The screen's browser is not there, which dpkg is told not to mind.
	words := []string{"dpkg", "--force-depends", "--install"}
	for _, name := range names {
		words = append(words, "/mnt/"+filepath.Base(debOf(t, filepath.Join(root, "mnt"), name, here())))
	}
	in(words...)
	for link, is := range map[string]bool{"rostrum.service": true, "collar.service": false, "rostrum-screen.service": true} {
		_, err := os.Lstat(filepath.Join(root, "etc/systemd/system/multi-user.target.wants", link))
		if (err == nil) != is {
			t.Errorf("%s is enabled: %v", link, err == nil)
		}
	}
	for _, unit := range []string{"rostrum", "collar", "rostrum-screen"} {
		text, err := os.ReadFile(filepath.Join(root, "usr/lib/systemd/system", unit+".service"))
		if err != nil || strings.Contains(string(text), "/usr/local") {
			t.Errorf("%s.service looks in /usr/local, %v", unit, err)
		}
	}
	if users := in("getent", "passwd", "rostrum", "collar", "rostrum-screen"); strings.Count(users, "/nonexistent:/usr/sbin/nologin\n") != 3 {
		t.Errorf("the users are %s", users)
	}
	in(append([]string{"dpkg", "--remove"}, names...)...)
	out := in(append([]string{"dpkg", "--purge"}, names...)...)
	if _, err := os.Stat(filepath.Join(root, "etc/rostrum")); err == nil {
		t.Errorf("/etc/rostrum is left: %s", out)
	}
}

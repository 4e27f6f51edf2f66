// Package packages_test builds the Debian packages as a technician does, and installs,
// upgrades, removes and purges them in a Debian that is started for it.
package packages_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if workshop.dir != "" {
		_ = os.RemoveAll(workshop.dir)
	}
	os.Exit(code)
}

// workshop is where packages are built, once for all tests.
var workshop struct {
	once   sync.Once
	dir    string
	failed error
}

var errNoTools = errors.New("packages are not built here: it needs Linux, root, git, and of Debian dpkg-dev, lintian, mmdebstrap, systemd-container")

// needsPackages skips where nobody asks for them.
func needsPackages(t *testing.T) {
	t.Helper()
	testbed.Asked(t, testbed.Packages)
	for _, program := range []string{"git", "dpkg-deb", "lintian", "systemd-nspawn"} {
		if _, err := exec.LookPath(program); err != nil {
			testbed.Need(t, testbed.Packages, fmt.Errorf("%w: %w", errNoTools, err))
		}
	}
}

// inWorkshop returns a path in it. There is a clone of this source there, with what is in
// no commit yet as one more; and two keys.
func inWorkshop(t *testing.T, path ...string) string {
	t.Helper()
	workshop.once.Do(func() {
		workshop.dir, workshop.failed = os.MkdirTemp("", "rostrum-workshop")
		if workshop.failed == nil {
			workshop.failed = openWorkshop(workshop.dir)
		}
	})
	if workshop.failed != nil {
		t.Fatal(workshop.failed)
	}
	return filepath.Join(append([]string{workshop.dir}, path...)...)
}

func openWorkshop(dir string) error {
	source, err := filepath.Abs("../../..")
	if err != nil {
		return err
	}
	clone := filepath.Join(dir, "clone")
	if err := said(run(dir, "git", "clone", "--quiet", source, clone)); err != nil {
		return err
	}
	listed, err := run(source, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return said(listed, err)
	}
	for name := range strings.SplitSeq(strings.TrimRight(listed, "\x00"), "\x00") {
		if err := copyOver(filepath.Join(source, name), filepath.Join(clone, name)); err != nil {
			return err
		}
	}
	if changes, err := run(clone, "git", "status", "--porcelain"); err != nil || changes != "" {
		if err != nil {
			return said(changes, err)
		}
		if err := commit(clone, "what is in no commit yet"); err != nil {
			return err
		}
	}
	for _, key := range []string{"builder.key", "stranger.key"} {
		if err := said(run(dir, filepath.Join(clone, "deploy/package"), "--new-key", filepath.Join(dir, key))); err != nil {
			return err
		}
	}
	return nil
}

// copyOver brings a file as it is now; one that is there no more is gone there too.
func copyOver(from, to string) error {
	info, err := os.Stat(from)
	if errors.Is(err, os.ErrNotExist) {
		return os.RemoveAll(to)
	}
	if err != nil {
		return err
	}
	now, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if before, err := os.ReadFile(to); err == nil && bytes.Equal(before, now) {
		return os.Chmod(to, info.Mode().Perm())
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, now, info.Mode().Perm())
}

// commit makes one, a minute after the last: the next release.
func commit(clone, subject string) error {
	if err := said(run(clone, "git", "add", "--all")); err != nil {
		return err
	}
	last, err := run(clone, "git", "show", "--no-patch", "--format=%ct", "HEAD")
	if err != nil {
		return said(last, err)
	}
	var seconds int64
	if _, err := fmt.Sscan(last, &seconds); err != nil {
		return err
	}
	next := exec.Command("git", "-C", clone, "-c", "user.name=test", "-c", "user.email=test@rostrum.example", "commit", "--quiet", "--allow-empty", "--message", subject)
	next.Env = append(os.Environ(), fmt.Sprintf("GIT_COMMITTER_DATE=@%d +0000", seconds+60), fmt.Sprintf("GIT_AUTHOR_DATE=@%d +0000", seconds+60))
	out, err := next.CombinedOutput()
	return said(string(out), err)
}

// pack builds the packages of a clone into a folder, signed by the key that is named.
func pack(t *testing.T, clone, into, key string, more ...string) string {
	t.Helper()
	words := append(more, into)
	build := exec.Command(filepath.Join(clone, "deploy/package"), words...)
	build.Env = append(os.Environ(), "ROSTRUM_PACKAGE_KEY=")
	if key != "" {
		build.Env = append(build.Env, "ROSTRUM_PACKAGE_KEY="+inWorkshop(t, key))
	}
	out, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("deploy/package %v: %v\n%s", words, err, out)
	}
	return string(out)
}

func run(dir string, words ...string) (string, error) {
	command := exec.Command(words[0], words[1:]...)
	command.Dir = dir
	out, err := command.CombinedOutput()
	return string(out), err
}

// said is an error with what was said before it.
func said(out string, err error) error {
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

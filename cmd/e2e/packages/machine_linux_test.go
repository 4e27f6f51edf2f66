package packages_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"rostrum/cmd/internal/testbed"
)

// machine is a Debian of its own, started by systemd, with no network but its loopback.
type machine struct {
	*testing.T
	root   string // its file system, seen from here
	nspawn *testbed.Process
	first  int // its first process, as this machine counts them
}

// debianRoot names the Debian that .ci/debian-root made.
const debianRoot = "ROSTRUM_DEBIAN_ROOT"

// newRoot is that Debian, for one test to write on.
func newRoot(t *testing.T) string {
	t.Helper()
	clean := os.Getenv(debianRoot)
	if clean == "" || os.Getuid() != 0 {
		testbed.Need(t, testbed.Packages, errors.New("there is no Debian to install in: it needs root, and "+debianRoot+", which .ci/debian-root brings"))
	}
	dir := t.TempDir()
	root, changed, work := filepath.Join(dir, "root"), filepath.Join(dir, "changed"), filepath.Join(dir, "work")
	for _, one := range []string{root, changed, work} {
		if err := os.Mkdir(one, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := unix.Mount("overlay", root, "overlay", 0, "lowerdir="+clean+",upperdir="+changed+",workdir="+work); err != nil {
		testbed.Need(t, testbed.Packages, fmt.Errorf("%s cannot be laid under another folder here (%w); an installation is not played", clean, err))
	}
	t.Cleanup(func() { _ = unix.Unmount(root, unix.MNT_DETACH) })
	// Its archive is not reached from a closed room.
	if err := errors.Join(
		os.RemoveAll(filepath.Join(root, "etc/apt/sources.list")), os.RemoveAll(filepath.Join(root, "etc/apt/sources.list.d")),
		os.MkdirAll(filepath.Join(root, "etc/apt/sources.list.d"), 0o755),
		os.RemoveAll(filepath.Join(root, "etc/resolv.conf")), os.WriteFile(filepath.Join(root, "etc/hostname"), []byte("pi\n"), 0o644), os.WriteFile(filepath.Join(root, "etc/hosts"), []byte("127.0.0.1 localhost pi\n"), 0o644),
	); err != nil {
		t.Fatal(err)
	}
	return root
}

// boot starts one with a stick in it, and waits until it is up.
func boot(t *testing.T, root, stick string) *machine {
	t.Helper()
	m := &machine{T: t, root: root}
	m.nspawn = testbed.Launch(t, nil, nil, "systemd-nspawn", "--quiet", "--directory", root, "--boot", "--private-network",
		"--register=no", "--keep-unit", "--resolv-conf=off", "--timezone=off", "--link-journal=no", "--console=pipe",
		"--bind", stick+":/mnt")
	// Where its keeper alone is killed, the Debian goes on without it.
	t.Cleanup(func() {
		if m.first > 0 {
			_ = unix.Kill(m.first, unix.SIGKILL) // and all that it started with it
		}
	})
	// The first process of the Debian is the one child of this, after another that makes its
	// rooms.
	children := fmt.Sprintf("/proc/%[1]d/task/%[1]d/children", m.nspawn.Process.Pid)
	up := m.nspawn.Within(4*testbed.Patience, func() bool {
		text, _ := os.ReadFile(children)
		if _, err := fmt.Sscan(string(text), &m.first); err != nil {
			return false
		}
		state := m.is("systemctl", "is-system-running")
		return state == "running" || state == "degraded"
	})
	if !up {
		state, _ := m.try("systemctl", "list-jobs")
		testbed.Need(t, testbed.Packages, fmt.Errorf("a Debian does not start by systemd here (%s); an installation is not played", state))
	}
	return m
}

// try runs a program in the machine.
func (m *machine) try(words ...string) (string, error) {
	command := exec.Command("nsenter", append([]string{"--target", fmt.Sprint(m.first), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wdns=/"}, words...)...)
	command.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "HOME=/root"}
	out, err := command.CombinedOutput()
	return string(out), err
}

// must runs one that has to succeed.
func (m *machine) must(words ...string) string {
	m.Helper()
	out, err := m.try(words...)
	if err != nil {
		m.Fatalf("%v: %v\n%s", words, err, out)
	}
	return out
}

// is asks something of one line.
func (m *machine) is(words ...string) string {
	out, _ := m.try(words...)
	return strings.TrimSpace(out)
}

func (m *machine) path(name string) string { return filepath.Join(m.root, name) }

func (m *machine) write(name, text string) {
	m.Helper()
	if err := os.WriteFile(m.path(name), []byte(text), 0o644); err != nil {
		m.Fatal(err)
	}
}

// change replaces words of a file, which must be there.
func (m *machine) change(name string, oldnew ...string) {
	m.Helper()
	text, err := os.ReadFile(m.path(name))
	if err != nil {
		m.Fatal(err)
	}
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(string(text), oldnew[i]) {
			m.Fatalf("%s has no %q", name, oldnew[i])
		}
	}
	m.write(name, strings.NewReplacer(oldnew...).Replace(string(text)))
}

// client asks programs in the machine: its connections are made there.
func (m *machine) client() *http.Client {
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		type made struct {
			net.Conn
			error
		}
		done := make(chan made, 1)
		go func() {
			runtime.LockOSThread() // and never let go: the thread ends in the other network
			there, err := os.Open(fmt.Sprintf("/proc/%d/ns/net", m.first))
			if err == nil {
				err = unix.Setns(int(there.Fd()), unix.CLONE_NEWNET)
				_ = there.Close()
			}
			if err != nil {
				done <- made{nil, err}
				return
			}
			c, err := (&net.Dialer{}).DialContext(ctx, network, address)
			done <- made{c, err}
		}()
		one := <-done
		return one.Conn, one.error
	}
	// Whether its certificate is right is what the agent holds, by its key file.
	return &http.Client{Transport: &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, Timeout: 10 * time.Second}
}

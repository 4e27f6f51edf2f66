package packages_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/gpio/gpiotest"
)

// A Raspberry Pi with what the two packages for it install brings its light up at boot: by
// the configuration of the package but for the controller's address, and by what its unit
// starts. Not played: systemd on the emulated machine, and so the unit's sandbox, its
// watchdog and the rule for the lines' group; TestInstalled plays them on this one.
func TestPiFromPackages(t *testing.T) {
	needsPackages(t)
	testbed.AtLength(t)
	testbed.Asked(t, testbed.Pi)
	c := gpiotest.Config{Kernel: os.Getenv("ROSTRUM_PI_KERNEL"), Tree: os.Getenv("ROSTRUM_PI_TREE"), Files: make(map[string][]byte)}
	if _, err := exec.LookPath("qemu-system-aarch64"); err != nil || c.Kernel == "" || c.Tree == "" {
		testbed.Need(t, testbed.Pi, errors.New("no Raspberry Pi is emulated here: it needs qemu-system-arm, and what .ci/pi-kernel brings"))
	}
	for _, name := range []string{"rostrum", "rostrum-collar"} {
		root := unpacked(t, name, "arm64")
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			inside, _ := filepath.Rel(root, path)
			if err != nil || d.IsDir() || strings.HasPrefix(inside, "usr/share") {
				return err
			}
			c.Files[inside], err = os.ReadFile(path)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	const settings = "etc/rostrum/collar.toml"
	c.Files[settings] = []byte(strings.Replace(string(c.Files[settings]), "https://rostrum.local:8443", "http://127.0.0.1:8080", 1))
	c.Files["rules.toml"] = []byte("name = \"pi\"\n[[rule]]\nkind = \"state\"\nlimit = \"2s\"\nwarning = \"1s\"\ngrace = \"1s\"\n")
	guest := filepath.Join(t.TempDir(), "init")
	build := exec.Command("go", "build", "-o", guest, "rostrum/gpio/gpiotest/guest")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=arm64")
	out, err := build.CombinedOutput()
	if err == nil {
		c.Files["init"], err = os.ReadFile(guest)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	unit := regexp.MustCompile(`(?m)^ExecStart=(.*)$`).FindSubmatch(c.Files["usr/lib/systemd/system/collar.service"])
	if unit == nil {
		t.Fatal("the unit starts nothing")
	}

	m, err := gpiotest.Start(c)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	must := func(what map[string]any) gpiotest.Answer {
		t.Helper()
		a, err := m.Ask(what)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	until := func(what string, holds func() bool) {
		t.Helper()
		for end := time.Now().Add(4 * testbed.Patience); !holds(); <-time.After(50 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("waited in vain for %s; the agent says %s", what, must(map[string]any{"said": "collar"}).Text)
			}
		}
	}
	start := func(name string, words ...string) {
		t.Helper()
		must(map[string]any{"start": map[string]any{"name": name, "args": words}})
	}
	start("rostrum", "/usr/bin/rostrum", "serve", "--listen", "127.0.0.1:8080", "--data", "/tmp/data", "--rules", "/rules.toml", "--chair-key-file", "/tmp/chair.key")
	until("the controller to serve", func() bool { return strings.Contains(must(map[string]any{"said": "rostrum"}).Text, "\npublic ") })
	start("key", "/usr/bin/rostrum", "key", "new", "--role", "light", "--seat", "7", "--file", "/etc/rostrum/light.key", "--data", "/tmp/data")
	must(map[string]any{"wait": "key"})
	start("collar", strings.Fields(string(unit[1]))...)
	until("the light to be confirmed", func() bool {
		var s wire.State
		if err := json.Unmarshal([]byte(must(map[string]any{"http": []any{map[string]any{}}}).Texts[0]), &s); err != nil {
			t.Fatal(err)
		}
		seat := testbed.SeatOf(&s, "7")
		return seat.Connected && seat.Acknowledged
	})
	const line = 17 // as the package's configuration says
	for i, body := range []string{`{"id":"g","do":"give-floor","entry":"e1","seat":"7"}`, `{"id":"s","do":"start"}`} {
		if text := must(map[string]any{"http": []any{map[string]any{"body": body}}}).Texts[0]; !strings.Contains(text, `"rev"`) {
			t.Fatalf("command %d: %s", i, text)
		}
	}
	until("the light to flash and to be steady", func() bool { return len(m.Edges(line)) >= 5 })
	for i, e := range m.Edges(line)[:5] {
		if e.High != (i%2 == 0) {
			t.Errorf("edge %d is %+v", i+1, e)
		}
	}
	t.Log(fmt.Sprint("edges of the line: ", m.Edges(line)))
}

package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

const kiosk = "../../deploy/kiosk"

func deployed(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{"../../deploy"}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What the runbook installs is there, is where the service looks for it, and each
// setting of the sample is one that the script knows.
func TestKioskFilesAgree(t *testing.T) {
	runbook := deployed(t, "README.md")
	script := deployed(t, "kiosk", "rostrum-screen")
	unit := deployed(t, "kiosk", "rostrum-screen.service")

	files, err := os.ReadDir(kiosk)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.Contains(runbook, "deploy/kiosk/"+f.Name()+" /") {
			t.Errorf("the runbook does not install deploy/kiosk/%s", f.Name())
		}
	}
	for _, installed := range []string{"/usr/local/bin/rostrum-screen", "/etc/rostrum/screen.conf"} {
		if !strings.Contains(runbook, installed) || !strings.Contains(unit, "="+installed) {
			t.Errorf("%s is not both in the runbook and in the unit", installed)
		}
	}
	if user := "rostrum-screen"; !strings.Contains(unit, "\nUser="+user+"\n") ||
		!strings.Contains(deployed(t, "kiosk", "rostrum-screen.conf"), "\nu "+user+" ") {
		t.Error("the unit's user is not made")
	}

	setting := regexp.MustCompile(`(?m)^(SCREEN_\w+)=(.*)$`)
	var named []string
	for _, s := range setting.FindAllStringSubmatch(deployed(t, "kiosk", "screen.conf"), -1) {
		named = append(named, s[1])
		if s[1] != "SCREEN_ADDRESS" {
			continue
		}
		if u, err := url.Parse(s[2]); err != nil || u.Scheme != "http" || u.Path != "/gallery" || u.Port() != "8080" {
			t.Errorf("the sample address is %s", s[2])
		}
	}
	used := regexp.MustCompile(`SCREEN_[A-Z]+`).FindAllString(script, -1)
	slices.Sort(used)
	slices.Sort(named)
	if used = slices.Compact(used); !slices.Equal(named, used) {
		t.Errorf("the sample has %v, the script reads %v", named, used)
	}
	if !json.Valid([]byte(deployed(t, "kiosk", "chromium.json"))) {
		t.Error("the browser's policies are not JSON")
	}
}

// The screen waits for the controller, and for nobody else, before it opens a
// browser; a controller whose disk is full is one.
func TestKioskWaitsForTheController(t *testing.T) {
	for _, program := range []string{"sh", "curl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(err)
		}
	}
	var asked atomic.Int64 // each question on a goroutine of the server
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v1/health" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		switch asked.Add(1) {
		case 1: // another server, or the controller's proxy without it
			w.WriteHeader(http.StatusBadGateway)
		case 2:
			_, _ = w.Write([]byte("<!doctype html><title>welcome</title>"))
		default:
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte(`{"ok":false,"saving":"failed","tick":7}`))
		}
	}))
	defer server.Close()

	// In place of the programs of a Raspberry Pi: they print what they were given.
	bin := t.TempDir()
	for name, body := range map[string]string{
		"cage":           `[ "$1" = -h ] && echo " -r rotate" && exit; echo "cage $*"; while [ "$1" != -- ]; do shift; done; shift; exec "$@"`,
		"chromium":       `printf '%s\n' chromium "$@"`,
		"sleep":          `[ "$1" != 10 ]`, // the watch ends at once
		"systemd-notify": `:`,
		"awk":            `exit 0`,
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	show := func(address, rotate string, more ...string) (string, error) {
		c := exec.Command("sh", filepath.Join(kiosk, "rostrum-screen"))
		c.Env = []string{
			"PATH=" + bin + ":" + os.Getenv("PATH"),
			"SCREEN_ADDRESS=" + address, "SCREEN_ROTATE=" + rotate, "SCREEN_SCALE=1.5", "SCREEN_FLAGS=--one --two",
		}
		c.Env = append(c.Env, more...)
		out, err := c.CombinedOutput()
		return string(out), err
	}

	address := server.URL + "/seat/7?lang=zh"
	said, err := show(address, "180")
	if err != nil || asked.Load() < 3 {
		t.Fatalf("opened after %d questions, %v:\n%s", asked.Load(), err, said)
	}
	waiting, opened := strings.Index(said, "Waiting for the controller at "+server.URL), strings.Index(said, "cage -r -r -- ")
	if waiting < 0 || opened < waiting {
		t.Errorf("it did not wait, or did not turn the screen:\n%s", said)
	}
	words := strings.Split(strings.TrimSpace(said[strings.LastIndex(said, "chromium\n"):]), "\n")
	for _, want := range []string{
		"--kiosk", "--force-device-scale-factor=1.5", "--one", "--two",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
	} {
		if !slices.Contains(words, want) {
			t.Errorf("the browser was not given %s: %q", want, words)
		}
	}
	if last := words[len(words)-1]; last != address {
		t.Errorf("the browser opens %s", last)
	}

	// One that chooses a room knows the others by their names, and keeps what was chosen.
	state := t.TempDir()
	said, err = show(server.URL+"/overflow", "0", "SCREEN_ROOMS=http://hall.example:8081 https://[fd00::1]", "STATE_DIRECTORY="+state)
	words = strings.Split(strings.TrimSpace(said[strings.LastIndex(said, "chromium\n"):]), "\n")
	for _, want := range []string{
		"--user-data-dir=" + state + "/profile",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE hall.example, EXCLUDE fd00::1, EXCLUDE 127.0.0.1",
	} {
		if err != nil || !slices.Contains(words, want) {
			t.Errorf("the browser was not given %s, %v: %q", want, err, words)
		}
	}
	if said, err := show(server.URL+"/overflow", "0", "SCREEN_ROOMS=hall.example"); err == nil || !strings.Contains(said, "SCREEN_ROOMS must begin with") {
		t.Errorf("a room without a scheme: %v\n%s", err, said)
	}

	// Where its own controller is not there the page is that of another one of the room.
	gone := httptest.NewServer(nil)
	gone.Close()
	said, err = show(gone.URL+"/seat/7?lang=zh", "0", "SCREEN_OTHERS=http://[fd00::1]:1 "+server.URL+"/")
	words = strings.Split(strings.TrimSpace(said[strings.LastIndex(said, "chromium\n"):]), "\n")
	if last := words[len(words)-1]; err != nil || last != address {
		t.Errorf("without its controller the browser opens %s, %v:\n%s", last, err, said)
	}
	if want := "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE fd00::1, EXCLUDE 127.0.0.1, EXCLUDE 127.0.0.1"; !slices.Contains(words, want) {
		t.Errorf("the browser was not given %s: %q", want, words)
	}

	for address, rotate := range map[string]string{"rostrum.local/gallery": "0", server.URL: "45", "": "0"} {
		said, err := show(address, rotate)
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 78 || !strings.Contains(said, "/etc/rostrum/screen.conf: ") {
			t.Errorf("%q, turned by %s: %v\n%s", address, rotate, err, said)
		}
	}
}

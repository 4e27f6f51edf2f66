// Package join_test lets machines join a real controller with the line that its console
// shows, run by a shell. What would change this machine is a hand-written fake, and its /etc
// is another one.
package join_test

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }

// controller starts one that machines may join. Its source is of no package: what is
// installed is not the subject here.
func controller(t *testing.T) *testbed.Controller {
	t.Helper()
	return testbed.Start(t, t.TempDir(), "--tls", "--packages", testbed.Source(t, ""), "--public-http", "127.0.0.1:0")
}

var insecure = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} //nolint:gosec // the line is what is tested

// ask sends a request with the chair's key, reads the answer, and returns its status.
func ask(t *testing.T, c *testbed.Controller, method, path, body string, into any) int {
	t.Helper()
	request, err := http.NewRequest(method, c.Address()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+c.Key())
	request.Header.Set("Content-Type", "application/json")
	answer, err := insecure.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil || answer.StatusCode > 299 {
		t.Fatalf("%s %s: %d %s %v", method, path, answer.StatusCode, text, err)
	}
	return answer.StatusCode
}

func enrol(t *testing.T, c *testbed.Controller, body string) (e wire.Enrolment) {
	t.Helper()
	ask(t, c, http.MethodPost, "/api/v1/enrolments", body, &e)
	return e
}

// pi is a machine: its /etc, and the programs that it has beside those of this one.
type pi struct {
	t        *testing.T
	etc, bin string
}

// The fakes write down what they were asked for. sudo is not there in a root that has none.
var fakes = map[string]string{
	"apt-get":   "#!/bin/sh\necho \"apt-get $*\" >>/etc/done\n[ ! -e /etc/fails ] || { echo 'E: no such package' >&2; exit 100; }\n",
	"systemctl": "#!/bin/sh\necho \"systemctl $*\" >>/etc/done\n",
	"sudo":      "#!/bin/sh\nexec \"$@\"\n",
	"date":      "#!/bin/sh\n[ \"$1\" = +%s ] || echo \"date $*\" >>/etc/done\nexec /bin/date +%s\n",
}

// mounting are the words of a shell that may mount without being root.
func mounting(does string) []string {
	return testbed.WithOwnMounts("--map-root-user", "sh", "-c", does)
}

func newPi(t *testing.T) *pi {
	t.Helper()
	for _, needed := range []string{"unshare", "curl", "awk"} {
		if _, err := exec.LookPath(needed); err != nil {
			testbed.Need(t, testbed.Disks, err)
		}
	}
	try := mounting("true")
	if err := exec.Command(try[0], try[1:]...).Run(); err != nil { //nolint:gosec // the test's own words
		testbed.Need(t, testbed.Disks, fmt.Errorf("a folder cannot be mounted: %w", err))
	}
	dir := t.TempDir()
	p := &pi{t, filepath.Join(dir, "etc"), filepath.Join(dir, "bin")}
	for _, folder := range []string{p.etc, p.bin, filepath.Join(p.etc, "rostrum")} {
		if err := os.Mkdir(folder, 0o755); err != nil { //nolint:gosec // as on a Pi
			t.Fatal(err)
		}
	}
	for name, text := range fakes {
		p.write(filepath.Join(p.bin, name), text, 0o755)
	}
	if out, err := exec.Command("cp", "-a", "/etc/alternatives", p.etc).CombinedOutput(); err != nil { // awk is one
		t.Fatalf("%v: %s", err, out)
	}
	p.write(filepath.Join(p.etc, "passwd"), "root:x:0:0::/root:/bin/sh\ncollar:x:0:0::/nonexistent:/usr/sbin/nologin\n", 0o644)
	p.write(filepath.Join(p.etc, "group"), "root:x:0:\ncollar:x:0:\n", 0o644)
	return p
}

func (p *pi) write(path, text string, mode os.FileMode) {
	p.t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		p.t.Fatal(err)
	}
}

// paste runs a line as a person's shell does. Nothing of it may change this machine.
func (p *pi) paste(line string) (said string, code int) {
	p.t.Helper()
	words := mounting(`mount --bind "$ETC" /etc && exec sh -c "$LINE"`)
	run := exec.Command(words[0], words[1:]...) //nolint:gosec // the test's own words
	run.Env = []string{"PATH=" + p.bin + ":" + os.Getenv("PATH"), "ETC=" + p.etc, "LINE=" + line, "LC_ALL=C"}
	out, err := run.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	return string(out), run.ProcessState.ExitCode()
}

// has is a file of its /etc; nothing where there is none.
func (p *pi) has(name string) string {
	text, err := os.ReadFile(filepath.Join(p.etc, name))
	if err != nil {
		return ""
	}
	return string(text)
}

func (p *pi) wants(name string, all ...string) {
	p.t.Helper()
	for _, text := range all {
		if !strings.Contains(p.has(name), text) {
			p.t.Errorf("/etc/%s has no %q: %s", name, text, p.has(name))
		}
	}
}

const config = "# of the package\ncontroller = [\"https://rostrum.local:8443\"]\nkey_file = \"/etc/rostrum/light.key\"\nseat = [\"7=GPIO17\"]\nactive_low = true\n"

// The line of a seat makes its key, once; what else is set on the machine stays.
func TestLightJoins(t *testing.T) {
	c, p := controller(t), newPi(t)
	p.write(filepath.Join(p.etc, "rostrum", "collar.toml"), config, 0o644)
	e := enrol(t, c, `{"role":"light","seat":"12 b's","pin":"GPIO27"}`)
	if len(e.Line) > 200 || strings.Contains(e.Line, "\n") || !strings.HasPrefix(e.QR, "<svg") || !e.Local {
		t.Errorf("the enrolment is %+v", e)
	}
	t.Log(e.Line)
	said, code := p.paste(e.Line)
	t.Log(said)
	if code != 0 || !strings.Contains(said, "Identify") {
		t.Fatalf("it ended with %d", code)
	}
	p.wants("rostrum/collar.toml", `controller = ["`+c.Address()+`"]`, `key_file = "/etc/rostrum/light.key"`, `seat = ["12 b's=GPIO27"]`, "active_low = true", "# of the package")
	p.wants("apt/sources.list.d/rostrum.sources", "URIs: "+c.Address()+"/apt/", "Signed-By: /etc/apt/keyrings/rostrum.asc", "Check-Date: no")
	p.wants("apt/keyrings/rostrum.asc", "the builder's key: it's this")
	p.wants("apt/apt.conf.d/60rostrum", `Acquire::https::127.0.0.1::CAInfo "/etc/rostrum/controller.crt";`)
	p.wants("rostrum/controller.crt", "BEGIN CERTIFICATE")
	p.wants("done", "update\n", "install rostrum-collar\n", "systemctl enable --quiet collar", "systemctl restart collar\n")
	key := p.has("rostrum/light.key")
	secret, certificate, _ := strings.Cut(key, "\n")
	if info, err := os.Stat(filepath.Join(p.etc, "rostrum", "light.key")); err != nil || info.Mode().Perm() != 0o600 || !strings.HasPrefix(certificate, "-----BEGIN CERTIFICATE") {
		t.Errorf("its key: %v, %v", info, err)
	}
	if strings.Contains(said, secret) || strings.Contains(c.Process().Log.String(), secret) || strings.Contains(c.Process().Log.String(), e.Line[len(e.Line)-28:]) {
		t.Error("the key or the code was shown")
	}
	if keys := c.Run("key", "list"); !strings.Contains(keys, "light") || !strings.Contains(keys, "12 b's") {
		t.Errorf("the keys are\n%s", keys)
	}
	before := p.has("done")
	if said, code := p.paste(e.Line); code != 1 || said != "rostrum: this line was used already, or is older than a quarter of an hour: make another on the console, under Lights\n" {
		t.Errorf("pasted again it says %q, %d", said, code)
	}
	if p.has("done") != before || p.has("rostrum/light.key") != key {
		t.Error("pasted again it changed something")
	}
}

// The pin that was asked for is taken where a seat gets its first light, whatever the
// package's example says of it; later it stays as it is on the machine, and the line says so.
func TestPinOfSeat(t *testing.T) {
	c, p := controller(t), newPi(t)
	p.write(filepath.Join(p.etc, "rostrum", "collar.toml"), config, 0o644)
	for i, says := range []bool{false, true, false} {
		pin := []string{"GPIO22", "GPIO23", "GPIO22"}[i]
		said, code := p.paste(enrol(t, c, `{"role":"light","seat":"7","pin":"`+pin+`"}`).Line)
		if code != 0 || strings.Contains(said, "the pin stays") != says {
			t.Errorf("asked for %s it says, %d: %s", pin, code, said)
		}
		p.wants("rostrum/collar.toml", `seat = ["7=GPIO22"]`)
	}
}

// Another certificate, a code that is none, a download that is cut off: nothing runs.
func TestWrongLineRunsNothing(t *testing.T) {
	c, p := controller(t), newPi(t)
	e := enrol(t, c, `{"role":"light","seat":"7"}`)
	pin := strings.Index(e.Line, "sha256//") + len("sha256//")
	other := "A"
	if e.Line[pin] == 'A' {
		other = "B"
	}
	wrong := e.Line[:pin] + other + e.Line[pin+1:]
	said, _ := p.paste(wrong)
	t.Log(said)
	if !strings.Contains(said, "public key does not match") {
		t.Errorf("with another fingerprint: %s", said)
	}
	at := strings.LastIndex(e.Line, "/") + 1
	if said, code := p.paste(e.Line[:at] + "0000-0000-0000-0000|sudo sh"); code != 1 || strings.Count(said, "\n") != 1 {
		t.Errorf("with another code: %d %s", code, said)
	}
	for _, less := range []string{"2", "6", "200", "2000"} { // the last bytes never come
		if said, _ := p.paste(strings.Replace(e.Line, "|", "|head -c-"+less+"|", 1)); p.has("done") != "" {
			t.Errorf("without the last %s bytes: %s", less, said)
		}
	}
	if p.has("done") != "" || p.has("rostrum/controller.crt") != "" {
		t.Errorf("something ran: %s", p.has("done"))
	}
	p.write(filepath.Join(p.etc, "fails"), "", 0o644)
	if said, code := p.paste(e.Line); code != 1 || !strings.Contains(said, "the line may be used again") || p.has("rostrum/light.key")+p.has("rostrum/controller.crt") != "" {
		t.Errorf("where apt fails: %d %s", code, said)
	}
	if err := os.Remove(filepath.Join(p.etc, "fails")); err != nil {
		t.Fatal(err)
	}
	if said, code := p.paste(e.Line); code != 0 || p.has("rostrum/light.key") == "" {
		t.Errorf("used again: %d %s", code, said)
	}
}

// A screen has the agent without a light; a machine that has a light keeps its own.
func TestScreenJoins(t *testing.T) {
	c, p := controller(t), newPi(t)
	p.write(filepath.Join(p.etc, "rostrum", "collar.toml"), config, 0o644)
	p.write(filepath.Join(p.etc, "rostrum", "screen.conf"), "SCREEN_ADDRESS=http://rostrum.local:8080/gallery\nSCREEN_ROTATE=90\n", 0o644)
	said, code := p.paste(enrol(t, c, `{"role":"screen","page":"seat","seat":"7"}`).Line)
	t.Log(said)
	if code != 0 {
		t.Fatalf("it ended with %d", code)
	}
	public := c.Said("public")[1]
	p.wants("rostrum/screen.conf", "SCREEN_ADDRESS="+strings.TrimSuffix(public, "/gallery")+"/seat/7\n", "SCREEN_ROTATE=90")
	p.wants("rostrum/collar.toml", `key_file = "/etc/rostrum/screen.key"`, "seat = []")
	p.wants("done", "install rostrum-screen\n", "systemctl restart collar\n", "systemctl restart rostrum-screen\n")
	if keys := c.Run("key", "list"); !strings.Contains(keys, "screen") {
		t.Errorf("the keys are\n%s", keys)
	}
	if _, code := p.paste(enrol(t, c, `{"role":"light","seat":"7"}`).Line); code != 0 {
		t.Fatalf("a light beside it ended with %d", code)
	}
	if _, code := p.paste(enrol(t, c, `{"role":"screen","page":"gallery"}`).Line); code != 0 {
		t.Fatalf("another page ended with %d", code)
	}
	p.wants("rostrum/screen.conf", "SCREEN_ADDRESS="+public+"\n")
	p.wants("rostrum/collar.toml", `key_file = "/etc/rostrum/light.key"`, `seat = ["7=GPIO17"]`)
}

// A machine that has joined says so, and asks its system for an upgrade when the chair does;
// what that says reaches the chair. The system's unit is played by this test.
func TestMachineThatJoinedIsUpgraded(t *testing.T) {
	c, p := controller(t), newPi(t)
	if said, code := p.paste(enrol(t, c, `{"role":"light","seat":"7","pin":"dry"}`).Line); code != 0 {
		t.Fatalf("it ended with %d: %s", code, said)
	}
	run := filepath.Join(filepath.Dir(p.etc), "run")
	request, result := filepath.Join(run, "collar", "update"), filepath.Join(run, "rostrum-update", "result")
	for _, file := range []string{request, result} {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil { //nolint:gosec // as on a Pi
			t.Fatal(err)
		}
	}
	words := mounting(`mount --bind "$ETC" /etc && mount --bind "$RUN" /run && exec "$COLLAR" run --config /etc/rostrum/collar.toml`)
	agent := testbed.Launch(t, nil, []string{"ETC=" + p.etc, "RUN=" + run, "COLLAR=" + testbed.Binary(t, "collar")}, words...)
	is := func(what string, holds func(wire.MachineNow) bool) (now wire.MachineNow) {
		t.Helper()
		var all wire.Machines
		if !agent.Within(time.Minute, func() bool {
			ask(t, c, http.MethodGet, "/api/v1/machines", "", &all)
			if len(all.Machines) == 1 {
				now = all.Machines[0]
			}
			return now.Here && holds(now)
		}) {
			t.Fatalf("%s: the machines are %+v", what, all)
		}
		return now
	}
	m := is("come", func(wire.MachineNow) bool { return true })
	if !m.Source || m.Role != "light" || m.Update != "" || m.Old {
		t.Errorf("it says of itself %+v", m)
	}
	name, err := json.Marshal([]wire.MachineName{{ID: m.ID, Host: m.Host}})
	if err != nil {
		t.Fatal(err)
	}
	var told wire.Updating
	if status := ask(t, c, http.MethodPost, "/api/v1/machines/update", `{"machines":`+string(name)+`}`, &told); status != http.StatusAccepted || len(told.Asked) != 1 || told.WithinMS != 0 {
		t.Errorf("got %d, %+v", status, told)
	}
	if agent.AwaitFile(request); !c.Process().Says("machines are to be upgraded") {
		t.Error("the log does not say it")
	}
	for _, said := range []string{"running", "failed: this machine has no room"} {
		p.write(result, said+"\n", 0o644)
		is(said, func(m wire.MachineNow) bool { return m.Update == said })
	}
	if code := agent.Stop(); code != 0 {
		t.Errorf("the agent ended with %d", code)
	}
}

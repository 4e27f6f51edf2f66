package room_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	cryptorand "crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// broker is mosquitto on a port of its own. It keeps nothing when it ends.
type broker struct {
	testing.TB
	port, settings, program string
	process                 *testbed.Process
}

// newBroker makes one ready, or skips the test where there is no mosquitto.
func newBroker(t testing.TB) *broker {
	t.Helper()
	program, err := exec.LookPath("mosquitto")
	if err != nil {
		program = "/usr/sbin/mosquitto" // where ordinary users do not look
		_, err = os.Stat(program)
	}
	if _, wrong := exec.LookPath("mosquitto_sub"); err != nil || wrong != nil {
		testbed.Need(t, testbed.MQTT, errors.New("there is no broker here (Debian: apt-get install mosquitto mosquitto-clients); what a broker is told is not tested"))
	}
	port := testbed.FreePort(t)
	settings := filepath.Join(t.TempDir(), "mosquitto.conf")
	text := fmt.Sprintf("listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n", port)
	if os.Getuid() == 0 {
		text += "user root\n"
	}
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return &broker{TB: t, port: port, settings: settings, program: program}
}

// wantsPassword lets the broker ask for TLS and a password. It returns the certificate that
// its own is, and a file with the password.
func (b *broker) wantsPassword(user, password string) (certificate, file string) {
	b.Helper()
	dir := filepath.Dir(b.settings)
	key, err := ecdsa.GenerateKey(elliptic.P256(), cryptorand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	made, err := x509.CreateCertificate(cryptorand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "broker"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}, &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "broker"}}, &key.PublicKey, key)
	secret, wrong := x509.MarshalPKCS8PrivateKey(key)
	if err := errors.Join(err, wrong); err != nil {
		b.Fatal(err)
	}
	write := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			b.Fatal(err)
		}
		return path
	}
	certificate = write("broker.crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made}))
	keys := write("broker.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
	users := write("users", []byte(user+":"+password+"\n"))
	if out, err := exec.Command("mosquitto_passwd", "-U", users).CombinedOutput(); err != nil {
		b.Fatalf("mosquitto_passwd: %v: %s", err, out)
	}
	text, err := os.ReadFile(b.settings)
	if err != nil {
		b.Fatal(err)
	}
	write(filepath.Base(b.settings), fmt.Appendf(nil, "%s\ncertfile %s\nkeyfile %s\npassword_file %s\n",
		strings.ReplaceAll(string(text), "allow_anonymous true", "allow_anonymous false"), certificate, keys, users))
	return certificate, write("password", []byte(password+"\n"))
}

func (b *broker) start() {
	b.Helper()
	b.process = testbed.Launch(b, nil, nil, b.program, "-c", b.settings)
	if !b.process.Within(testbed.Patience, func() bool {
		c, err := net.Dial("tcp", "127.0.0.1:"+b.port)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}) {
		b.Fatalf("the broker does not serve: %s", b.process.Log)
	}
}

// hear subscribes to all there is. What was heard is a line a message: "kept" or "new",
// its topic, its text.
func (b *broker) hear(more ...string) (*testbed.Process, *testbed.Transcript) {
	b.Helper()
	heard := new(testbed.Transcript)
	words := []string{"mosquitto_sub", "-h", "127.0.0.1", "-p", b.port, "-V", "mqttv5", "-F", "%r %t %p", "-t", "#"}
	return testbed.Launch(b, heard, nil, append(words, more...)...), heard
}

// state is what a broker is told, as another program reads it.
type state struct {
	Delegation string
	Phase      string
	Running    bool
	Paused     bool
	Elapsed    int `json:"elapsed_s"`
	Remaining  int `json:"remaining_s"`
	Next       string
	Waiting    int
}

// states are all that were heard of a transcript.
func states(t testing.TB, said string) (all []state) {
	t.Helper()
	lines := strings.Split(said, "\n")
	for _, line := range lines[:len(lines)-1] { // the last one may not be whole
		if _, text, is := strings.Cut(line, " rostrum/state "); is {
			var s state
			if err := json.Unmarshal([]byte(text), &s); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			all = append(all, s)
		}
	}
	return all
}

// await waits for something in what was heard.
func await(t testing.TB, p *testbed.Process, heard *testbed.Transcript, what string, holds func(said string) bool) {
	t.Helper()
	if !p.Within(testbed.Patience, func() bool { return holds(heard.String()) }) {
		t.Fatalf("never heard: %s; heard was\n%s", what, heard)
	}
}

// newest waits until the newest state is what is meant.
func newest(t testing.TB, p *testbed.Process, heard *testbed.Transcript, what string, holds func(state) bool) {
	t.Helper()
	await(t, p, heard, what, func(said string) bool {
		all := states(t, said)
		return len(all) > 0 && holds(all[len(all)-1])
	})
}

// A broker is told the floor, keeps the newest, and knows when the controller has gone. It
// may be killed, stand still and come back: no act waits for it.
func TestBrokerIsToldTheFloor(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	b.start()
	p := controller(t, "--mqtt", "mqtt://127.0.0.1:"+b.port)
	first := p.State()
	ear, heard := b.hear()
	newest(t, ear, heard, "nobody", func(s state) bool { return s.Phase == "none" && s.Next == "Japan" && s.Waiting == 3 })
	await(t, ear, heard, "the controller is there", func(said string) bool { return strings.Contains(said, " rostrum/status online\n") })
	await(t, ear, heard, "Home Assistant's sensor", func(said string) bool {
		return strings.Contains(said, " homeassistant/sensor/rostrum/remaining_s/config {")
	})

	p.Do("1", "give-floor", map[string]any{"entry": first.List[0].Entry})
	p.Do("2", "start", nil)
	newest(t, ear, heard, "the statement, for two seconds", func(s state) bool { return s.Delegation == "Japan" && s.Phase == "speaking" && s.Elapsed >= 2 })

	// A second that was told was that second: elapsed and remaining make up the limit.
	for _, s := range states(t, heard.String()) {
		if s.Phase == "speaking" && s.Elapsed+s.Remaining != 180 && s.Elapsed+s.Remaining != 181 { // rounded down, and up
			t.Errorf("told %+v", s)
		}
	}

	// Whoever comes later finds it all kept.
	late, kept := b.hear()
	await(t, late, kept, "what is kept", func(said string) bool {
		return strings.Contains(said, "1 rostrum/state {") && strings.Contains(said, "1 rostrum/status online\n") && strings.Contains(said, "1 homeassistant/binary_sensor/rostrum/running/config {")
	})

	// The broker stands still, then is killed: the debate goes on meanwhile.
	if err := b.process.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	p.Do("3", "pause", nil)
	p.Do("4", "resume", nil)
	b.process.Kill()
	p.Do("5", "end", nil)
	p.Do("6", "give-floor", map[string]any{"entry": first.List[1].Entry})
	p.Do("7", "start", nil)
	p.Do("8", "pause", nil)

	// A new one that knows nothing is told the newest, and nothing that was before.
	b.start()
	again, after := b.hear()
	newest(t, again, after, "the newest", func(s state) bool { return s.Delegation == "Peru" && s.Paused })
	await(t, again, after, "the controller is there", func(said string) bool { return strings.Contains(said, " rostrum/status online\n") })
	for _, s := range states(t, after.String()) {
		if s.Delegation != "Peru" || !s.Paused {
			t.Errorf("it was told %+v, which was over", s)
		}
	}

	// The controller is killed: the broker says so by itself. It comes back, and is stopped.
	p.Kill()
	await(t, again, after, "the last will", func(said string) bool { return strings.Contains(said, " rostrum/status offline\n") })
	p.Restart()
	await(t, again, after, "the controller is back", func(said string) bool {
		_, since, _ := strings.Cut(said, " rostrum/status offline\n")
		return strings.Contains(since, " rostrum/status online\n")
	})
	p.Stop()
	await(t, again, after, "the last word", func(said string) bool { return strings.Count(said, " rostrum/status offline\n") >= 2 })

	for _, said := range []string{heard.String(), kept.String(), after.String()} {
		if strings.Contains(said, "PRIVATE") {
			t.Errorf("the broker was told what is private: %s", said)
		}
	}
}

// A broker that is not there when the controller starts is found later, and one that takes
// nothing does not hold up the controller's end.
func TestBrokerThatComesLate(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	p := controller(t, "--mqtt", "mqtt://127.0.0.1:"+b.port, "--mqtt-topic", "chamber/rostrum", "--mqtt-discovery", "")
	if !p.Process().Says("the broker is not reached") {
		t.Errorf("the log does not say that there is no broker: %s", p.Process().Log)
	}
	b.start()
	ear, heard := b.hear()
	await(t, ear, heard, "the controller is there", func(said string) bool { return strings.Contains(said, " chamber/rostrum/status online\n") })
	if said := heard.String(); strings.Contains(said, "homeassistant") {
		t.Errorf("Home Assistant is told though nobody wants it: %s", said)
	}
	if err := b.process.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	p.Stop()
}

// With TLS and a password a broker is told the floor; without the right one, and of another
// certificate, it is not, and the log says why without saying the password.
func TestBrokerByTLS(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	certificate, password := b.wantsPassword("rostrum", "a secret of ours")
	b.start()
	to := []string{"--mqtt", "mqtts://127.0.0.1:" + b.port, "--mqtt-user", "rostrum"}
	p := controller(t, append(to, "--mqtt-ca", certificate, "--mqtt-password-file", password)...)
	ear, heard := b.hear("--cafile", certificate, "-u", "rostrum", "-P", "a secret of ours")
	await(t, ear, heard, "the controller is there", func(said string) bool { return strings.Contains(said, " rostrum/status online\n") })
	p.Stop()

	p.Args = append(p.Args, "--mqtt-user", "nobody")
	p.Restart()
	if !p.Process().Says("the broker is not reached") {
		t.Errorf("the log does not say that the broker refuses: %s", p.Process().Log)
	}
	p.Stop()

	stranger := controller(t, append(to, "--mqtt-password-file", password)...)
	if !stranger.Process().Says("certificate") {
		t.Errorf("the log does not say that the broker is a stranger: %s", stranger.Process().Log)
	}
	stranger.Stop()
	for _, c := range []*testbed.Controller{p, stranger} {
		if strings.Contains(c.Process().Log.String(), "secret") {
			t.Errorf("the log says the password: %s", c.Process().Log)
		}
	}
}

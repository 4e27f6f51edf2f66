package join_test

import (
	"errors"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"rostrum/display/join"
)

const pin = "sha256//dxC0lyV3nBKIFeNarB8EDY1OWlaxcPL4rBLKMunqJVU="

// Nothing that a shell would read otherwise stands in a line.
func TestLine(t *testing.T) {
	at := func(host string) *url.URL { return &url.URL{Scheme: "https", Host: host} }
	line, err := join.Line(at("192.168.10.5:8443"), pin, "e224-5tg1-6n73-wbdw")
	if want := "curl -fsSk --pinnedpubkey " + pin + " https://192.168.10.5:8443/join/e224-5tg1-6n73-wbdw|sudo sh"; err != nil || line != want {
		t.Errorf("got %q, %v", line, err)
	}
	for _, host := range []string{"[fd00::1]:8443", "a b", "a;reboot", "$(reboot)", "a*", "", "-k"} {
		if line, err := join.Line(at(host), pin, "e224"); !errors.Is(err, join.ErrLine) {
			t.Errorf("%q: %q, %v", host, line, err)
		}
	}
	for _, c := range [][2]string{{"sha256//short", "e224"}, {pin, "e224|sh"}, {pin, ""}} {
		if line, err := join.Line(at("a"), c[0], c[1]); err == nil {
			t.Errorf("%q", line)
		}
	}
	for host, want := range map[string]bool{"rostrum.local": true, "10.0.0.1": true, "fd00::1": false, "a b": false} {
		if join.Writable(host) != want {
			t.Errorf("%q can be written: %v", host, !want)
		}
	}
}

// Whatever a seat is called, the script is one, and its words are what was meant.
func TestScriptIsQuoted(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	for _, seat := range []string{"7", "b's", `"; reboot #`, "$(reboot)", "`reboot`", `\`, "Côte d’Ivoire", "%s", "&|<>"} {
		text := string(join.Script(join.Machine{
			Controller: &url.URL{Scheme: "https", Host: "10.0.0.1:8443"}, Code: "e224", Seat: seat, Pin: "GPIO17",
			Authority: []byte("CERT\n"), Builder: []byte("it's a key\n"), Now: time.Unix(1, 0),
		}))
		body, last := strings.CutSuffix(text, "\nmain\n}\n")
		if !last {
			t.Fatal("the last line is not what runs it")
		}
		said, err := exec.Command(sh, "-c", body+"\nprintf '%s' \"$seat\"\n}\n").CombinedOutput()
		if err != nil || string(said) != seat {
			t.Errorf("%q is %q, %v", seat, said, err)
		}
		// Without its end nothing runs, wherever it is cut off.
		for n := len(text) - 2; n > 0; n -= 211 {
			if said, err := exec.Command(sh, "-c", text[:n]).Output(); len(said) > 0 || err == nil && strings.Contains(text[:n], "\n{") {
				t.Fatalf("of %d bytes it says %q, %v", n, said, err)
			}
		}
	}
	if said, err := exec.Command(sh, "-c", string(join.Sentence("it's over"))).CombinedOutput(); err == nil || string(said) != "rostrum: it's over\n" {
		t.Errorf("it says %q, %v", said, err)
	}
}

// An agent of a room with several controllers follows all, and its screen finds its page at
// each.
func TestScriptNamesAllControllers(t *testing.T) {
	m := join.Machine{
		Controller: &url.URL{Scheme: "https", Host: "10.0.0.1:8443"}, Now: time.Unix(1, 0),
		Others: []string{"https://10.0.0.2:8443", "https://10.0.0.3:8443"}, Shown: []string{"http://10.0.0.2:8080", "http://10.0.0.3:8080"},
	}
	for _, want := range []string{
		`controller_line='controller = ["https://10.0.0.1:8443", "https://10.0.0.2:8443", "https://10.0.0.3:8443"]'`,
		`others_line='SCREEN_OTHERS="http://10.0.0.2:8080 http://10.0.0.3:8080"'`,
	} {
		if text := string(join.Script(m)); !strings.Contains(text, want) {
			t.Errorf("the script is %.600s", text)
		}
	}
}

package pi_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"rostrum/gpio/gpiotest"
)

var update = flag.Bool("update", false, "write the crash matrix anew")

const matrixFile = "../../../deploy/crash-matrix.md"

// step is a line of the crash matrix on one of the two kernels: what was done, and what
// the pin did.
type step struct{ what, did string }

// TestPi plays what can happen to a light on an emulated Raspberry Pi: once with a
// kernel that releases the lines of a program that has ended, as Debian's does, and
// once with one that keeps them, as Raspberry Pi OS does; both at once. What the pin
// did is the crash matrix of the runbook.
func TestPi(t *testing.T) {
	var played [2][]step
	t.Run("machines", func(t *testing.T) {
		for variant, parameter := range []string{"pinctrl_bcm2835.persist_gpio_outputs=0", "pinctrl_bcm2835.persist_gpio_outputs=1"} {
			t.Run([]string{"lines released", "lines kept"}[variant], func(t *testing.T) {
				t.Parallel() // they wait for their marks most of the time
				r := newRoom(t, gpiotest.Config{Append: parameter}, roomRules)
				r.play(func(what, did string) { played[variant] = append(played[variant], step{what, did}) }, variant == 1)
			})
		}
	})
	if t.Failed() || len(played[0]) == 0 || len(played[1]) == 0 { // or one of them alone was asked for
		return
	}
	if len(played[0]) != len(played[1]) {
		t.Fatalf("of one kernel there are %d rows, of the other %d", len(played[0]), len(played[1]))
	}
	var text bytes.Buffer
	text.WriteString("# What the pin did\n\nOn an emulated Raspberry Pi 3, with a real kernel: written by `go test ./cmd/e2e/pi -run TestPi -update`, " +
		"and held by it in every run. *Released*: the kernel takes a program's lines back when it ends (Debian). " +
		"*Kept*: it leaves them as they are (Raspberry Pi OS).\n\n| what was done | lines released | lines kept |\n|---|---|---|\n")
	for i, released := range played[0] {
		kept := played[1][i]
		if released.what != kept.what {
			t.Errorf("row %d is %q with one kernel and %q with the other", i+1, released.what, kept.what)
		}
		fmt.Fprintf(&text, "| %s | %s | %s |\n", released.what, released.did, kept.did)
	}
	if *update {
		if err := os.WriteFile(matrixFile, text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	held, err := os.ReadFile(matrixFile)
	if err != nil || !bytes.Equal(held, text.Bytes()) {
		t.Errorf("the crash matrix is not what happened (%v); -update writes:\n%s", err, text.String())
	}
}

// within says how long something took, in bounds that hold on any machine.
func (r *room) within(took, bound time.Duration) string {
	r.Helper()
	if took > bound {
		r.Errorf("it took %v; want at most %v", took, bound)
	}
	return fmt.Sprintf("within %v", bound)
}

func (r *room) play(note func(what, did string), kept bool) {
	pins := func() []gpiotest.Edge { return r.Edges(lightLine) }

	// A second name of the chip, as on a Raspberry Pi 5: the library that finds the
	// lines closes standard input over it.
	r.must(map[string]any{"alias": map[string]any{"path": "/dev/gpiochip4", "text": "gpiochip0"}})
	r.startAgent("--talk", "7=GPIO22")
	r.shows("dark")
	if in := r.must(map[string]any{"stdin": "collar"}).Text; in != "/dev/null" {
		r.Errorf("the agent's standard input is %q", in)
	}
	r.until("the contact at GPIO22 to be known to the controller", func() bool { return r.seat().Contact })
	if len(pins()) != 0 || r.driven() {
		r.Errorf("at the start the pin moved: %v", pins())
	}
	note("the agent is started", "stays dark, no movement")

	now := r.speak(1)
	r.flashed(now)
	r.shows("steady")
	if !r.driven() || len(pins()) != now.edges+5 {
		r.Errorf("steady and confirmed, the pin is lit: %v; it moved: %v", r.driven(), pins()[now.edges:])
	}
	r.do("end", "")
	note("a whole statement, to steady and its end", "six edges, each at its mark; dark "+r.within(r.soon(false), time.Second))

	now = r.speak(2)
	r.until("the first flash", func() bool { return len(pins()) > now.edges })
	r.must(map[string]any{"signal": map[string]any{"name": "rostrum", "number": int(syscall.SIGKILL)}})
	r.must(map[string]any{"wait": "rostrum"})
	r.startController()
	r.flashed(now)
	r.shows("steady")
	r.do("end", "")
	r.soon(false)
	note("the controller is killed in a flash, and started again", "goes on, each edge at its mark; right at once when it is back")

	now = r.speak(3)
	r.must(map[string]any{"link": false})
	r.flashed(now)
	r.until("dark without a link", func() bool { return !r.driven() })
	const held = shortLimit + shortGrace + 3*time.Second
	if dark := pins()[now.edges+5].At; dark.Before(now.sent.Add(held-early)) || dark.After(now.taken.Add(held+slack)) {
		r.Errorf("cut off, the light went dark after %v; its holdover ends after %v", dark.Sub(now.sent), held)
	}
	r.must(map[string]any{"link": true})
	r.shows("steady")
	if !r.driven() {
		r.Error("acknowledged as steady, and dark")
	}
	r.do("end", "")
	r.soon(false)
	note("the link is cut before the first mark, for longer than the holdover (3 s here)", "plays every mark; dark when the holdover is over; steady again when the link is back")

	r.speak(4)
	r.shows("steady")
	r.must(map[string]any{"signal": map[string]any{"name": "collar", "number": int(syscall.SIGTERM)}})
	if end := r.must(map[string]any{"wait": "collar"}).Text; end != "exit status 0" {
		r.Errorf("told to stop, the agent ended with %q", end)
	}
	if r.driven() {
		r.Error("the agent was stopped, and its light is lit")
	}
	note("the agent is stopped (SIGTERM) while steady", "dark before the program has ended")
	r.startAgent()
	r.shows("steady")
	note("the agent is started in the middle of a statement", "steady again, "+"as it should be")

	r.must(map[string]any{"signal": map[string]any{"name": "collar", "number": int(syscall.SIGKILL)}})
	r.must(map[string]any{"wait": "collar"})
	if r.driven() != kept {
		r.Errorf("after kill -9 the pin is lit: %v", r.driven())
	}
	did := "dark: the kernel takes the line back"
	if kept {
		did = "**stays lit** until the stop action"
	}
	note("the agent is killed (signal 9) while steady", did)
	r.must(map[string]any{"start": command("off", "/collar", "off", "--seat", fmt.Sprint("7=GPIO", lightLine))})
	r.must(map[string]any{"wait": "off"})
	if r.driven() {
		r.Error("after the stop action the pin is lit")
	}
	note("the stop action (`collar off`) after that", "dark before it has ended")
	r.activeLow()
	note("an active-low light is started", "high from its first movement: no flash")
}

// activeLow starts a light that is lit by a low level, and reads in the kernel's own
// trace that it was never driven low.
func (r *room) activeLow() {
	r.Helper()
	r.do("end", "")
	for path, text := range map[string]string{"events/gpio/enable": "1", "trace": ""} {
		r.must(map[string]any{"write": map[string]any{"path": "/sys/kernel/tracing/" + path, "text": text}})
	}
	r.startAgent("--active-low")
	r.shows("dark")
	trace := r.must(map[string]any{"read": "/sys/kernel/tracing/trace"}).Text
	moved := false
	for line := range strings.Lines(trace) {
		// 529 is line 17 of the chip, whose first line the kernel counts as 512.
		if strings.Contains(line, "gpio_value: 529 set 0") || strings.Contains(line, "gpio_direction: 529 out (1)") {
			r.Errorf("an active-low light flashed at its start: %s", line)
		}
		moved = moved || strings.Contains(line, "529")
	}
	if !moved || !r.driven() {
		r.Errorf("the line is high: %v; the kernel saw:\n%s", r.driven(), trace)
	}
}

// Package gpiotest is a Raspberry Pi 3 without hardware: QEMU emulates the machine,
// a real arm64 kernel with the real pin controller's driver runs on it, and the
// movements of its pins come out at the moment at which they happen. It is for
// tests only.
package gpiotest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ErrGuest is what the machine could not do.
var ErrGuest = errors.New("gpiotest: the emulated machine")

// Config is what a machine is made of.
type Config struct {
	Kernel  string            // path of the kernel, vmlinuz
	Tree    string            // path of the device tree of a Raspberry Pi 3
	Files   map[string][]byte // beside the first program, "init"; all can be executed
	Append  string            // to the kernel's command line
	Virtual bool              // time is counted in instructions, and idle time passes at once
}

// Edge is one movement of an output pin.
type Edge struct {
	Line int
	High bool
	At   time.Time
}

// Machine is a running Raspberry Pi.
type Machine struct {
	// Immutable.
	dir     string
	command *exec.Cmd
	said    *bytes.Buffer // of the emulator
	control net.Conn
	lines   *bufio.Reader
	qtest   net.Conn
	all     sync.WaitGroup

	registers chan string // answers to what is read

	mu    sync.Mutex
	edges []Edge
}

const bootPatience = 2 * time.Minute

// Start boots a machine and waits until its first program answers.
func Start(c Config) (m *Machine, err error) {
	dir, err := os.MkdirTemp("", "pi") // short: the address of a socket holds 108 bytes
	if err != nil {
		return nil, err
	}
	m = &Machine{dir: dir, said: new(bytes.Buffer), registers: make(chan string, 16)}
	defer func() {
		if err != nil {
			err = errors.Join(err, fmt.Errorf("the emulator says %q", m.said))
			m.Close()
		}
	}()
	control, qtest := filepath.Join(dir, "ctl"), filepath.Join(dir, "qt")
	listen := func(path string) (net.Listener, error) { return net.Listen("unix", path) }
	forControl, err := listen(control)
	if err != nil {
		return m, err
	}
	defer func() { _ = forControl.Close() }()
	forEdges, err := listen(qtest)
	if err != nil {
		return m, err
	}
	defer func() { _ = forEdges.Close() }()
	initrd := filepath.Join(dir, "initrd")
	if err := os.WriteFile(initrd, archive(c.Files), 0o600); err != nil {
		return m, err
	}
	// One thread for all processors: with one for each it boots ten times as long.
	pace := []string{"-accel", "tcg,thread=single"}
	if c.Virtual {
		pace = []string{"-icount", "shift=0,sleep=off"}
	}
	m.command = exec.Command("qemu-system-aarch64", append(pace, //nolint:gosec // words of this file and paths of the test
		"-M", "raspi3b", "-kernel", c.Kernel, "-dtb", c.Tree, "-initrd", initrd,
		"-append", "quiet console=ttyAMA0 rdinit=/init panic=5 "+c.Append,
		"-display", "none", "-monitor", "none", "-no-reboot",
		"-serial", "null", "-serial", "chardev:ctl", "-chardev", "socket,id=ctl,path="+control,
		"-qtest", "unix:"+qtest, "-qtest-log", "none")...)
	m.command.Stderr = m.said
	if err := m.command.Start(); err != nil {
		return m, err
	}
	for _, one := range []struct {
		at net.Listener
		to *net.Conn
	}{{forControl, &m.control}, {forEdges, &m.qtest}} {
		_ = one.at.(*net.UnixListener).SetDeadline(time.Now().Add(bootPatience)) //nolint:forcetypeassert // of "unix"
		if *one.to, err = one.at.Accept(); err != nil {
			return m, err
		}
	}
	if _, err := io.WriteString(m.qtest, "irq_intercept_out /machine/soc/peripherals/gpio\n"); err != nil {
		return m, err
	}
	m.all.Go(m.watch)
	m.lines = bufio.NewReaderSize(m.control, 1<<20)
	_, err = m.hear(bootPatience)
	return m, err
}

// watch notes what the pin controller's outputs do.
func (m *Machine) watch() {
	for lines := bufio.NewScanner(m.qtest); lines.Scan(); {
		now := time.Now()
		var way string
		var line int
		if _, err := fmt.Sscanf(lines.Text(), "IRQ %s %d", &way, &line); err != nil {
			if value, ok := strings.CutPrefix(lines.Text(), "OK 0x"); ok {
				m.registers <- value
			}
			continue
		}
		m.mu.Lock()
		m.edges = append(m.edges, Edge{Line: line, High: way == "raise", At: now})
		m.mu.Unlock()
	}
}

// The registers of the pin controller: BCM2835 ARM Peripherals, section 6.1.
const (
	functionSelect = 0x3f200000 // ten lines a word, three bits each; 1 is output
	pinLevel       = 0x3f200034
)

// Driven says whether a line is an output and high. The level alone does not tell:
// the emulator keeps it when a line becomes an input.
func (m *Machine) Driven(line int) (bool, error) {
	function, err := m.register(functionSelect + line/10*4)
	if err != nil {
		return false, err
	}
	level, err := m.register(pinLevel)
	return function>>(line%10*3)&7 == 1 && level>>line&1 == 1, err
}

func (m *Machine) register(at int) (value uint64, err error) {
	if _, err := fmt.Fprintf(m.qtest, "readl %#x\n", at); err != nil {
		return 0, err
	}
	select {
	case text := <-m.registers:
		return strconv.ParseUint(text, 16, 64)
	case <-time.After(askPatience):
		return 0, fmt.Errorf("%w: a register is not answered", ErrGuest)
	}
}

// Edges returns the movements of a line so far.
func (m *Machine) Edges(line int) (all []Edge) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range m.edges {
		if e.Line == line {
			all = append(all, e)
		}
	}
	return all
}

// Answer is what the machine says.
type Answer struct {
	Text  string
	Texts []string
	Error string
}

const askPatience = 15 * time.Minute // an hour of virtual time

// Ask lets the first program do something; see the guest for what it can.
func (m *Machine) Ask(what map[string]any) (Answer, error) {
	text, err := json.Marshal(what)
	if err != nil {
		return Answer{}, err
	}
	if _, err := m.control.Write(append(text, '\n')); err != nil {
		return Answer{}, err
	}
	a, err := m.hear(askPatience)
	if err == nil && a.Error != "" {
		err = fmt.Errorf("%w: %.200s: %s", ErrGuest, text, a.Error)
	}
	return a, err
}

// hear reads the next answer; what stands between them is the kernel's.
func (m *Machine) hear(patience time.Duration) (a Answer, err error) {
	if err := m.control.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return a, err
	}
	for {
		line, err := m.lines.ReadString('\n')
		if _, text, there := strings.Cut(line, "@@"); there {
			err := json.Unmarshal([]byte(text), &a)
			return a, err
		}
		if err != nil {
			return a, fmt.Errorf("%w does not answer: %w", ErrGuest, err)
		}
	}
}

// Close ends the machine.
func (m *Machine) Close() {
	if m.command != nil && m.command.Process != nil {
		_ = m.command.Process.Kill()
		_ = m.command.Wait()
	}
	for _, c := range []net.Conn{m.control, m.qtest} {
		if c != nil {
			_ = c.Close()
		}
	}
	m.all.Wait()
	_ = os.RemoveAll(m.dir)
}

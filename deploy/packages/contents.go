package main

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

//go:embed scripts lintian
var debian embed.FS

// Where the runbook's hand-work puts the programs, and where a package does.
const byHand, packed = "/usr/local/bin/", "/usr/bin/"

// contents puts together what the packages are made of; the first failure is kept.
type contents struct {
	source   string
	programs *programs
	arch     arch
	release  *release
	licences map[string][]licensed
	err      error
}

// contentsOf returns the three packages for one kind of machine.
func contentsOf(source string, p *programs, a arch, r *release, licences map[string][]licensed) ([]*debPackage, error) {
	c := &contents{source: source, programs: p, arch: a, release: r, licences: licences}
	all := []*debPackage{c.controller(), c.agent(), c.screen()}
	return all, c.err
}

// users makes the users of a service, at its installation.
const users = "systemd | systemd-standalone-sysusers"

func (c *contents) controller() *debPackage {
	p := &debPackage{
		name:    "rostrum",
		summary: "speaking time of a debate: the controller",
		about: `It runs the limits of an open debate, shows the same time on every screen,
drives the lights at the microphones, and keeps a record of everything that
happened. The service begins with a rehearsal that this machine alone can
see; the runbook is in /usr/share/doc/rostrum.`,
		depends:  []string{users},
		suggests: []string{"rostrum-collar", "rostrum-screen"},
	}
	c.program(p, rostrum)
	c.deployed(p, "/etc/rostrum/rostrum.toml", "rostrum.toml")
	c.unit(p, "rostrum.service")
	c.unit(p, "rostrum@.service")
	c.deployed(p, "/usr/lib/sysusers.d/rostrum.conf", "sysusers.d/rostrum.conf")
	c.deployed(p, "/usr/lib/udev/rules.d/60-rostrum-gpio.rules", "udev/60-rostrum-gpio.rules")
	c.deployed(p, "/usr/share/doc/rostrum/examples/rules.toml", "rules.toml")
	for _, name := range []string{"README.md", "crash-matrix.md", "room-control.md", "wiring", "metrics", "nginx", "cluster"} {
		c.tree(p, "/usr/share/doc/rostrum/", name)
	}
	c.debian(p, c.licences[rostrum])
	return p
}

func (c *contents) agent() *debPackage {
	p := &debPackage{
		name:    "rostrum-collar",
		summary: "speaking time of a debate: the lights at the microphones",
		about: `The agent follows a controller, plays the schedule of each statement on its
own clock, so that the network may go away at any moment, and leaves its
lights dark whatever ends it. The service is started once the key of its seat
is there.`,
		depends: []string{users},
	}
	c.program(p, collar)
	c.deployed(p, "/etc/rostrum/collar.toml", "collar.toml")
	c.unit(p, "collar.service")
	c.add(p, packed+"rostrum-update", c.read("update/rostrum-update"), 0o755)
	c.unit(p, "update/rostrum-update.service")
	c.deployed(p, "/usr/lib/systemd/system/rostrum-update.path", "update/rostrum-update.path")
	c.deployed(p, "/usr/lib/sysusers.d/rostrum-collar.conf", "sysusers.d/rostrum-collar.conf")
	c.deployed(p, "/usr/lib/udev/rules.d/60-rostrum-collar-gpio.rules", "udev/60-rostrum-gpio.rules")
	c.manual(p, "rostrum-update.8", nil)
	c.debian(p, c.licences[collar])
	return p
}

func (c *contents) screen() *debPackage {
	p := &debPackage{
		name:    "rostrum-screen",
		summary: "speaking time of a debate: a screen of the public, or at a seat",
		about: `It shows one page of a controller on the whole screen from power-on, with
nobody touching it, and starts anew whatever has gone wrong. The service waits
for the next start of the machine.`,
		// The two fonts have every letter of the six languages; the agent tells the
		// controller how the machine does.
		depends: []string{users, "rostrum-collar", "cage", "xwayland", "seatd", "wlr-randr", "chromium", "curl", "fonts-noto-core", "fonts-noto-cjk"},
	}
	c.add(p, packed+"rostrum-screen", c.read("kiosk/rostrum-screen"), 0o755)
	c.deployed(p, "/etc/rostrum/screen.conf", "kiosk/screen.conf")
	c.deployed(p, "/etc/chromium/policies/managed/rostrum.json", "kiosk/chromium.json")
	c.unit(p, "kiosk/rostrum-screen.service")
	c.deployed(p, "/usr/lib/sysusers.d/rostrum-screen.conf", "kiosk/rostrum-screen.conf")
	c.deployed(p, "/usr/lib/systemd/system.conf.d/rostrum-screen.conf", "kiosk/watchdog.conf")
	c.manual(p, "rostrum-screen.8", nil)
	c.debian(p, nil)
	return p
}

// add puts a file into a package; what is in /etc belongs to whoever changes it.
func (c *contents) add(p *debPackage, at string, text []byte, mode os.FileMode) {
	p.files = append(p.files, file{at: at, text: text, mode: mode, config: strings.HasPrefix(at, "/etc/")})
}

func (c *contents) failed(err error) {
	if c.err == nil {
		c.err = err
	}
}

// read returns a file of deploy.
func (c *contents) read(name string) []byte {
	text, err := os.ReadFile(filepath.Join(c.source, "deploy", filepath.FromSlash(name)))
	if err != nil {
		c.failed(err)
	}
	return text
}

func (c *contents) deployed(p *debPackage, at, name string) { c.add(p, at, c.read(name), 0o644) }

// tree adds a file, or all that is in a folder.
func (c *contents) tree(p *debPackage, at, name string) {
	root := filepath.Join(c.source, "deploy")
	err := fs.WalkDir(os.DirFS(root), name, func(one string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			c.deployed(p, at+one, one)
		}
		return err
	})
	if err != nil {
		c.failed(err)
	}
}

// unit adds a service, which finds its program where a package puts it.
func (c *contents) unit(p *debPackage, name string) {
	text := c.read(name)
	if c.err == nil && !bytes.Contains(text, []byte("="+byHand)) {
		c.failed(fmt.Errorf("%w: %s starts nothing in %s", errBuild, name, byHand))
	}
	c.add(p, "/usr/lib/systemd/system/"+path.Base(name), bytes.ReplaceAll(text, []byte(byHand), []byte(packed)), 0o644)
}

// program adds one, with what it says of itself.
func (c *contents) program(p *debPackage, name string) {
	text, err := os.ReadFile(c.programs.path(c.arch, name))
	if err != nil {
		c.failed(err)
	}
	c.add(p, packed+name, text, 0o755)
	c.add(p, "/usr/share/bash-completion/completions/"+name, c.programs.help[name].completion(), 0o644)
	c.manual(p, name+".1", c.programs.help[name])
}

func (c *contents) manual(p *debPackage, name string, h *helpText) {
	text, err := manual(name, h, c.release)
	if err != nil {
		c.failed(err)
	}
	c.add(p, "/usr/share/man/man"+strings.TrimPrefix(path.Ext(name), ".")+"/"+name+".gz", text, 0o644)
}

// debian adds what Debian wants of every package.
func (c *contents) debian(p *debPackage, built []licensed) {
	doc := "/usr/share/doc/" + p.name + "/"
	c.add(p, doc+"copyright", copyright(c.release, built), 0o644)
	changes, err := zipped(fmt.Appendf(nil, "%s (%s) unstable; urgency=medium\n\n  * Packed from commit %s;\n    the log of its repository says what has changed.\n\n -- %s  %s\n",
		p.name, c.release.version, c.release.commit, maintainer(), c.release.at.Format(time.RFC1123Z)))
	if err != nil {
		c.failed(err)
	}
	c.add(p, doc+"changelog.gz", changes, 0o644)
	if excused, err := debian.ReadFile("lintian/" + p.name); err == nil { // else there is nothing to excuse
		c.add(p, "/usr/share/lintian/overrides/"+p.name, excused, 0o644)
	}
	p.maintaining = make(map[string]string)
	for _, when := range []string{"postinst", "prerm", "postrm"} {
		text, err := debian.ReadFile("scripts/" + p.name + "." + when)
		if err != nil {
			c.failed(err)
		}
		p.maintaining[when] = string(text)
	}
}

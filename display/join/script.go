package join

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"
)

//go:embed join.sh
var body string

// Machine is what a machine is told that joins.
type Machine struct {
	Controller *url.URL
	Others     []string // origins of the room's other controllers, which its agent also follows
	Shown      []string // those of their public doors, where its screen finds the page too
	Code       string
	Seat, Pin  string // of its light; empty for a screen
	Page       string // address of what its screen shows; empty for a light
	Authority  []byte // the certificate that the controller's comes from, PEM
	Builder    []byte // the key that the packages are signed by, armoured
	Now        time.Time
}

// Script is what the line runs.
func Script(m Machine) []byte {
	values := []struct{ name, text string }{
		{"controller", "https://" + m.Controller.Host},
		{"host", m.Controller.Hostname()},
		{"code", m.Code},
		{"now", fmt.Sprint(m.Now.Unix())},
		{"page", m.Page},
		{"others_line", `SCREEN_OTHERS="` + strings.Join(m.Shown, " ") + `"`},
		{"seat", m.Seat},
		{"controller_line", "controller = [" + controllers(m) + "]"},
		{"seat_line", "seat = [" + toml(m.Seat+"="+m.Pin) + "]"},
		{"authority", string(bytes.TrimSpace(m.Authority))},
		{"builder", string(bytes.TrimSpace(m.Builder))},
	}
	var out bytes.Buffer
	out.WriteString("#!/bin/sh\n# Makes this machine one of the room's. Nothing runs before the last brace has come.\n{\nset -eu\n")
	for _, v := range values {
		fmt.Fprintf(&out, "%s=%s\n", v.name, quoted(v.text))
	}
	out.WriteString(body)
	out.WriteString("}\n")
	return out.Bytes()
}

// controllers are all that an agent follows, as its configuration names them.
func controllers(m Machine) string {
	all := []string{toml("https://" + m.Controller.Host)}
	for _, other := range m.Others {
		all = append(all, toml(other))
	}
	return strings.Join(all, ", ")
}

// Sentence is a script that says why nothing is done.
func Sentence(text string) []byte {
	return []byte("#!/bin/sh\necho " + quoted("rostrum: "+text) + " >&2\nexit 1\n")
}

// quoted writes a text as one word of a shell.
func quoted(text string) string {
	text = strings.ReplaceAll(text, "\x00", "")
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// toml writes a text as TOML does, which escapes as JSON.
func toml(text string) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a text always can
	return strings.TrimSpace(out.String())
}

package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/timer"
)

func TestRoomRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		says string
	}{
		{"a broker that is none", []string{"--mqtt", "http://broker"}, "mqtt://HOST:PORT"},
		{"a password in an address", []string{"--mqtt", "mqtt://me:secret@broker"}, "apart"},
		{"a topic with a wildcard", []string{"--mqtt-topic", "a/#"}, "--mqtt-topic"},
		{"an OSC receiver without a port", []string{"--osc", "panel"}, "--osc"},
		{"acts in nobody's name", []string{"--osc-in", "9000"}, "--osc-key-file"},
		{"acts of anybody in the network", []string{"--osc-in", "0.0.0.0:9000", "--osc-key-file", "k"}, "--osc-from"},
		{"acts at no address", []string{"--osc-in", "here", "--osc-key-file", "k"}, "--osc-in"},
		{"a panel that is no address", []string{"--osc-in", "9000", "--osc-key-file", "k", "--osc-from", "panel"}, "--osc-from"},
		{"a display of another version", []string{"--tsl", "4.0=display:4000"}, "3.1 or 5.0"},
		{"a display beyond the last", []string{"--tsl", "3.1=display:4000", "--tsl-index", "125"}, "0 to 126"},
		{"a display without a version", []string{"--tsl", "display:4000"}, "--tsl"},
	} {
		_, err := readConfig(from(nil, c.args...))
		if !errors.Is(err, program.ErrUsage) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret@") {
			t.Errorf("%s: %v; want it to say %q", c.name, err, c.says)
		}
	}
}

// A port alone is this machine's; a network is said.
func TestActsAreTakenOnLoopbackUnlessSaid(t *testing.T) {
	for text, want := range map[string]string{
		"9000": "127.0.0.1:9000", ":9000": "127.0.0.1:9000", "localhost:9000": "127.0.0.1:9000", "[::1]:9000": "[::1]:9000",
		"0.0.0.0:9000": "0.0.0.0:9000", "192.168.10.5:9000": "192.168.10.5:9000",
	} {
		if at, err := oscAddress(text); err != nil || at.String() != want {
			t.Errorf("--osc-in %s is %v, %v; want %s", text, at, err, want)
		}
	}
}

// A panel acts in the name of a secretary's key for as long as it stands, and of no other.
func TestWhoseKeyAPanelHas(t *testing.T) {
	keys, err := access.Open(t.TempDir(), map[string]access.Grant{})
	if err != nil {
		t.Fatal(err)
	}
	made := func(role timer.Role) (string, access.Grant) {
		t.Helper()
		key, grant, err := keys.NewKey(access.Grant{Role: string(role), Name: "panel", Seats: []string{"7"}})
		if err != nil {
			t.Fatal(err)
		}
		return key, grant
	}
	hers, grant := made(timer.Secretary)
	if who, err := secretary(keys, hers); err != nil || who != (timer.Actor{Role: timer.Secretary, Name: "panel"}) {
		t.Errorf("with her key it is %v, %v", who, err)
	}
	for _, role := range []timer.Role{timer.Chair, timer.LightRole, timer.Booth} {
		key, _ := made(role)
		if who, err := secretary(keys, key); !errors.Is(err, errNotHers) || who != (timer.Actor{}) {
			t.Errorf("with a key for %s it is %v, %v", role, who, err)
		}
	}
	if _, err := keys.Revoke(grant.ID); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{hers, "", access.NewSecret()} {
		if who, err := secretary(keys, key); err == nil || who != (timer.Actor{}) {
			t.Errorf("with a key that is not there it is %v", who)
		}
	}
}

// What was named and is not there is said with its option.
func TestFilesOfTheRoomThatAreNotThere(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	for says, r := range map[string]room{"--mqtt-password-file": {MQTTPasswordFile: gone}, "--mqtt-ca": {MQTTAuthority: gone}} {
		if _, _, err := r.brokerSecrets(); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), says) {
			t.Errorf("%v; want it to say %s", err, says)
		}
	}
	if _, _, err := (&room{MQTTAuthority: write(t, "none.crt", "no certificate")}).brokerSecrets(); !errors.Is(err, program.ErrUsage) {
		t.Errorf("a file without a certificate: %v", err)
	}
	password, _, err := (&room{MQTTPasswordFile: write(t, "password", " with spaces \r\n")}).brokerSecrets()
	if err != nil || string(password) != " with spaces " {
		t.Errorf("the password is %q, %v", password, err)
	}
}

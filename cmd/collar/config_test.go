package main

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/program"
)

func from(variables map[string]string, args ...string) program.Environment {
	return program.Environment{Args: args, Lookup: func(name string) (string, bool) {
		text, ok := variables[name]
		return text, ok
	}}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The sample that the runbook installs is one that can be followed.
func TestSampleConfiguration(t *testing.T) {
	c, err := readConfig(from(nil, "--config", filepath.Join("..", "..", "deploy", "collar.toml")))
	if err == nil {
		err = c.check()
	}
	if err != nil || !slices.Equal(c.Seat, program.Words{"7=GPIO17"}) || time.Duration(c.Holdover) != usualHoldover {
		t.Errorf("the sample gives %+v, %v", c, err)
	}
}

// How long a light goes on alone is read the same from a flag, a variable and a line
// of the file; what is only tried has no line.
func TestConfigurationSources(t *testing.T) {
	file := write(t, "collar.toml", "controller = ['https://a:1', 'https://b:1']\nseat = ['7=dry', '8=dry']\nholdover = '5s'\nkey_file = 'f'\n")
	want := config{Controller: program.Words{"https://a:1", "https://b:1"}, Seat: program.Words{"7=dry", "8=dry"}, KeyFile: "f"}
	for _, c := range []struct {
		variables map[string]string
		args      []string
		holdover  time.Duration
		latency   bool
	}{
		{nil, nil, 5 * time.Second, false},
		{map[string]string{"COLLAR_HOLDOVER": "0s"}, nil, 0, false},
		{map[string]string{"COLLAR_HOLDOVER": "0s"}, []string{"--holdover", "1h", "--latency"}, time.Hour, true},
	} {
		want.Holdover, want.Latency = duration(c.holdover), c.latency
		got, err := readConfig(from(c.variables, append([]string{"--config", file}, c.args...)...))
		if err != nil || !reflect.DeepEqual(got, &want) {
			t.Errorf("%v %q: %+v, %v; want %+v", c.variables, c.args, got, err, want)
		}
	}
}

// What cannot be followed is refused with the words that name it.
func TestConfigurationRefused(t *testing.T) {
	for name, c := range map[string]struct {
		env  program.Environment
		says string
	}{
		"no controller":                   {from(nil, "--seat", "7=dry", "--key-file", "f"), "--controller https://HOST:PORT"},
		"no key":                          {from(nil, "--seat", "7=dry", "--controller", "https://a:1"), "rostrum key new"},
		"a key in clear":                  {from(nil, "--seat", "7=dry", "--controller", "http://192.0.2.1:1", "--key-file", "f"), "--controller"},
		"a measurement in the file":       {from(nil, "--config", write(t, "a.toml", "seat = ['7=dry']\nlatency = true\n")), `line 2, column 1: there is no setting "latency"`},
		"an endless holdover in the file": {from(nil, "--config", write(t, "b.toml", "seat = ['7=dry']\nholdover = '2h'\n")), "line 2, column 12: \"2h\" is not a length"},
		"an endless holdover":             {from(nil, "--seat", "7=dry", "--holdover", "2h"), "not a length"},
		"a negative one":                  {from(map[string]string{"COLLAR_HOLDOVER": "-1s"}, "--seat", "7=dry"), "COLLAR_HOLDOVER"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readConfig(c.env)
			if err == nil {
				err = got.check()
			}
			if !errors.Is(err, program.ErrUsage) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v; want a refusal that says %q", err, c.says)
			}
		})
	}
}

// A contact without its light, and pins that cannot be, are refused.
func TestLightsRefused(t *testing.T) {
	for _, c := range []struct{ seat, talk, says string }{
		{"7=dry", "8=dry", "the light of seat 8 is not driven here"},
		{"7=dry", "8", "--talk"},
		{"=dry", "", "--seat"},
		{"7=dry,7=dry", "", "--seat"},
	} {
		got, err := readConfig(from(nil, "--seat", c.seat, "--talk", c.talk))
		if err != nil {
			t.Fatal(err)
		}
		bank, err := got.open()
		if err == nil {
			_, err = got.contacts(bank)
			_ = bank.Halt()
		}
		if !errors.Is(err, program.ErrUsage) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("--seat %s --talk %s: %v", c.seat, c.talk, err)
		}
	}
}

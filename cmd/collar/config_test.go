package main

import (
	"errors"
	"os"
	"path/filepath"
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

// The sample that the runbook installs is one that can be followed.
func TestSampleConfiguration(t *testing.T) {
	c, err := readConfig(from(nil, "--config", filepath.Join("..", "..", "deploy", "collar.toml")))
	if err == nil {
		err = c.check()
	}
	if err != nil || !slices.Equal(c.Seat, words{"7=GPIO17"}) || time.Duration(c.Holdover) != usualHoldover {
		t.Errorf("the sample gives %+v, %v", c, err)
	}
}

// A flag goes before the environment, that before the file, that before the default.
func TestConfigurationSources(t *testing.T) {
	file := filepath.Join(t.TempDir(), "collar.toml")
	text := "controller = ['https://a:1', 'https://b:1']\nseat = ['7=dry', '8=dry']\nholdover = '5s'\nkey_file = 'f'\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		variables map[string]string
		args      []string
		seats     words
		holdover  time.Duration
	}{
		{nil, nil, words{"7=dry", "8=dry"}, 5 * time.Second},
		{map[string]string{"COLLAR_SEAT": "9=dry, 10=dry", "COLLAR_HOLDOVER": "0s"}, nil, words{"9=dry", "10=dry"}, 0},
		{map[string]string{"COLLAR_SEAT": "9=dry"}, []string{"--seat", "1=dry", "--seat", "2=dry"}, words{"1=dry", "2=dry"}, 5 * time.Second},
		{nil, []string{"--holdover", "1h"}, words{"7=dry", "8=dry"}, time.Hour},
	} {
		got, err := readConfig(from(c.variables, append([]string{"--config", file}, c.args...)...))
		if err != nil || !slices.Equal(got.Seat, c.seats) || time.Duration(got.Holdover) != c.holdover || len(got.Controller) != 2 {
			t.Errorf("%v %q: %+v, %v", c.variables, c.args, got, err)
		}
	}
}

// What cannot be followed is refused with the words that name it.
func TestConfigurationRefused(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, c := range map[string]struct {
		env  program.Environment
		says string
	}{
		"no light":               {from(nil, "--controller", "https://a:1", "--key-file", "f"), "--seat 7=GPIO17"},
		"no controller":          {from(nil, "--seat", "7=dry", "--key-file", "f"), "--controller https://HOST:PORT"},
		"no key":                 {from(nil, "--seat", "7=dry", "--controller", "https://a:1"), "rostrum key new"},
		"a key in clear":         {from(nil, "--seat", "7=dry", "--controller", "http://192.0.2.1:1", "--key-file", "f"), "--controller"},
		"an unknown flag":        {from(nil, "--sat", "7=dry"), "collar help"},
		"an unknown setting":     {from(nil, "--config", file("a.toml", "seat = ['7=dry']\nholdovr = '1s'\n")), `line 2, column 1: there is no setting "holdovr"`},
		"a file that is no file": {from(nil, "--config", file("b.toml", "seat = [\n")), "line"},
		"no file":                {from(nil, "--config", filepath.Join(dir, "none")), "cannot be read"},
		"an endless holdover":    {from(nil, "--seat", "7=dry", "--holdover", "2h"), "not a length"},
		"a negative one":         {from(map[string]string{"COLLAR_HOLDOVER": "-1s"}, "--seat", "7=dry"), "COLLAR_HOLDOVER"},
		"a word too much":        {from(nil, "--seat", "7=dry", "now"), `"now" is not an option`},
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

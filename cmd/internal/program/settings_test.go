package program_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

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

// A flag goes before the environment, that before the file, that before the
// default; a list is replaced, not added to.
func TestPrecedence(t *testing.T) {
	file := write(t, "carillon.toml", "tower = 'file'\nhours = ['6', '12']\n")
	other := write(t, "other.toml", "tower = 'other'\n")
	in := func(more ...string) map[string]string { // the environment
		variables := map[string]string{"CARILLON_CONFIG": file}
		for i := 0; i < len(more); i += 2 {
			variables["CARILLON_"+more[i]] = more[i+1]
		}
		return variables
	}
	for _, c := range []struct {
		name      string
		variables map[string]string
		args      []string
		want      bell
	}{
		{"nothing", nil, nil, bell{Tower: "south"}},
		{"a file", nil, []string{"--config", file}, bell{Tower: "file", Hours: program.Words{"6", "12"}}},
		{"a file of the environment", in(), nil, bell{Tower: "file", Hours: program.Words{"6", "12"}}},
		{"another file by flag", in(), []string{"--config", other}, bell{Tower: "other"}},
		{"the environment before the file", in("TOWER", "env", "HOURS", "7, 13,"), nil, bell{Tower: "env", Hours: program.Words{"7", "13"}}},
		{"an empty list of the environment", in("HOURS", ""), nil, bell{Tower: "file"}},
		{"a flag before both", in("TOWER", "env", "HOURS", "7", "MUTED", "true"),
			[]string{"--tower", "flag", "--hours", "8", "--hours", "9,10", "--muted=false"}, bell{Tower: "flag", Hours: program.Words{"8", "9", "10"}}},
		{"each where it was said last", in("MUTED", "1"), []string{"--hours", "8"}, bell{Tower: "file", Hours: program.Words{"8"}, Muted: true}},
		{"an empty list by flag adds nothing", in(), []string{"--hours", ""}, bell{Tower: "file", Hours: program.Words{"6", "12"}}},
		{"a flag with a hyphen", nil, []string{"-test-now"}, bell{Tower: "south", TestNow: true}},
		{"no variable for what is done once", in("TEST_NOW", "true"), nil, bell{Tower: "file", Hours: program.Words{"6", "12"}}},
		{"not even a wrong one", map[string]string{"CARILLON_TEST_NOW": "perhaps"}, nil, bell{Tower: "south"}},
		{"a variable of another program", map[string]string{"BELL_TOWER": "env", "TOWER": "env"}, nil, bell{Tower: "south"}},
	} {
		got, err := carillon().Read(from(c.variables, c.args...))
		if err != nil || !reflect.DeepEqual(got, &c.want) {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

// What cannot be meant is refused whole, with the words that name it.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		env  program.Environment
		says string
	}{
		{"an unknown flag", from(nil, "--bell"), "flag provided but not defined: -bell; `carillon help` lists the options"},
		{"a flag without its value", from(nil, "--tower"), "flag needs an argument: -tower; `carillon help` lists the options"},
		{"a word too many", from(nil, "--muted", "now"), "\"now\" is not an option; `carillon help` lists them"},
		{"a yes that is none", from(map[string]string{"CARILLON_MUTED": "perhaps"}), "CARILLON_MUTED: parse error"},
		{"the first of two", from(map[string]string{"CARILLON_MUTED": "perhaps", "CARILLON_TIMES": "often"}), "CARILLON_MUTED: parse error"},
		{"a yes that is none, although a flag goes before it", from(map[string]string{"CARILLON_MUTED": "perhaps"}, "--muted"), "CARILLON_MUTED: parse error"},
		{"a file that is not there", from(nil, "--config", "nowhere.toml"), "the configuration cannot be read: open nowhere.toml: "},
		{"one of the environment", from(map[string]string{"CARILLON_CONFIG": "nowhere.toml"}), "the configuration cannot be read: open nowhere.toml: "},
		{"a file without end", from(nil, "--config", write(t, "c.toml", strings.Repeat("#", program.MaxFile+1))), "c.toml: it is larger than 64 KiB"},
		{"an unknown setting", from(nil, "--config", write(t, "a.toml", "muted = true\ntowre = 'north'\n")), `a.toml: line 2, column 1: there is no setting "towre"`},
		{"a setting of one start only", from(nil, "--config", write(t, "b.toml", "test_now = true\n")), `b.toml: line 1, column 1: there is no setting "test_now"`},
	} {
		got, err := carillon().Read(c.env)
		if got != nil || !errors.Is(err, program.ErrUsage) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, %v; want it to say %q", c.name, got, err, c.says)
		}
	}
}

// Who asks for help is answered, whatever else stands beside it.
func TestHelpAsked(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"-h"}, {"--muted", "-help", "--bell"}} {
		if _, err := carillon().Read(from(nil, args...)); !errors.Is(err, flag.ErrHelp) || errors.Is(err, program.ErrUsage) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

package program_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"rostrum/cmd/internal/program"
)

// bell is what the tests' program is set to.
type bell struct {
	Tower  string        `toml:"tower"`
	Hours  program.Words `toml:"hours"`
	Muted  bool          `toml:"muted"`
	Strike struct {
		Times int `toml:"times"`
	} `toml:"strike"`
	TestNow bool `toml:"-"`
}

func newBell(fs *flag.FlagSet) *bell {
	b := &bell{Tower: "south"}
	fs.StringVar(&b.Tower, "tower", b.Tower, "the `tower` in which it hangs")
	fs.Var(&b.Hours, "hours", "the `hours` at which it strikes")
	fs.BoolVar(&b.Muted, "muted", b.Muted, "it does not strike")
	fs.IntVar(&b.Strike.Times, "times", b.Strike.Times, "how `often` it strikes")
	fs.BoolVar(&b.TestNow, "test-now", b.TestNow, "strike once")
	return b
}

// carillon rings as it is set, refuses to be tuned, and fails when it is stopped.
func carillon() program.Program[bell] {
	return program.Program[bell]{
		Name:    "carillon",
		Summary: "rings the bells",
		SubCommands: []program.SubCommand{
			{Name: "ring", Help: "ring (the default)", Run: func(_ context.Context, env program.Environment) error {
				b, err := carillon().Read(env)
				if err != nil {
					return err
				}
				fmt.Fprintf(env.Stdout, "the %s bell rings at %v\n", b.Tower, b.Hours)
				return nil
			}},
			{Name: "tune", Help: "tune a bell", Usage: tuneUsage, Run: func(_ context.Context, env program.Environment) error {
				if slices.Contains(env.Args, "-h") {
					return flag.ErrHelp
				}
				return fmt.Errorf("%w: not %q", program.ErrUsage, env.Args)
			}},
			{Name: "stop", Help: "stop", Run: func(ctx context.Context, _ program.Environment) error {
				<-ctx.Done()
				return errors.New("the bells ring on")
			}},
		},
		Options: newBell,
		Heading: "Options of ring",
		Once:    []string{"test-now"},
	}
}

const tuneUsage = "carillon tune BELL\ntunes a bell"

const carillonHelp = `carillon rings the bells.

  carillon ring     ring (the default)
  carillon tune     tune a bell
  carillon stop     stop
  carillon version  say in one line which build this is

Options of ring (each also as CARILLON_… in the environment, or in the file of --config):

  -config file
    	read options from this TOML file
  -hours hours
    	the hours at which it strikes
  -muted
    	it does not strike
  -test-now
    	strike once
  -times often
    	how often it strikes
  -tower tower
    	the tower in which it hangs (default "south")
`

// Each command line is answered with an exit code, and with words on one of the two
// outputs.
func TestRun(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for _, c := range []struct {
		args        []string
		code        int
		says, fails string
	}{
		{nil, 0, "the south bell rings at []\n", ""},
		{[]string{"ring"}, 0, "the south bell rings at []\n", ""},
		{[]string{"--tower", "north", "--hours", "6"}, 0, "the north bell rings at [6]\n", ""},
		{[]string{"ring", "--hours=6,12"}, 0, "the south bell rings at [6 12]\n", ""},
		{[]string{"ring", "--loud"}, 2, "", "carillon: usage: flag provided but not defined: -loud; `carillon help` lists the options\n"},
		{[]string{"ring", "now"}, 2, "", "carillon: usage: \"now\" is not an option; `carillon help` lists them\n"},
		{[]string{""}, 2, "", "carillon: usage: \"\" is not an option; `carillon help` lists them\n"},
		{[]string{"now"}, 2, "", "carillon: there is no sub-command \"now\"; `carillon help` lists them\n"},
		{[]string{"Ring"}, 2, "", "carillon: there is no sub-command \"Ring\"; `carillon help` lists them\n"},
		{[]string{"tune", "7", "--sharp"}, 2, "", "carillon: usage: not [\"7\" \"--sharp\"]\n" + tuneUsage + "\n"},
		{[]string{"tune", "--pitch", "help"}, 2, "", "carillon: usage: not [\"--pitch\" \"help\"]\n" + tuneUsage + "\n"},
		{[]string{"tune", "7", "-h"}, 0, tuneUsage + "\n", ""},
		{[]string{"tune", "help"}, 0, tuneUsage + "\n", ""},
		{[]string{"tune", "7", "help"}, 0, tuneUsage + "\n", ""},
		{[]string{"help", "tune"}, 0, tuneUsage + "\n", ""},
		{[]string{"ring", "help"}, 0, carillonHelp, ""},
		{[]string{"help", "now"}, 0, carillonHelp, ""},
		{[]string{"stop"}, 1, "", "carillon: the bells ring on\n"},
		{[]string{"help"}, 0, carillonHelp, ""},
		{[]string{"help", "ring", "--loud"}, 0, carillonHelp, ""},
		{[]string{"--help"}, 0, carillonHelp, ""},
		{[]string{"ring", "-h"}, 0, carillonHelp, ""},
		{[]string{"version", "--help"}, 0, carillonHelp, ""},
		{[]string{"version", "now"}, 2, "", "carillon: usage: \"now\" is not an option; `carillon help` lists them\n"},
		{[]string{"version", "--muted"}, 2, "", "carillon: usage: flag provided but not defined: -muted; `carillon help` lists the options\n"},
	} {
		env := from(nil, c.args...)
		var out, complaint strings.Builder
		env.Stdout, env.Stderr = &out, &complaint
		code := carillon().Run(ended, env)
		if code != c.code || out.String() != c.says || complaint.String() != c.fails {
			t.Errorf("%q ends with %d, says %q and complains %q; want %d, %q, %q", c.args, code, &out, &complaint, c.code, c.says, c.fails)
		}
	}
}

// Which build it is, is one line.
func TestVersion(t *testing.T) {
	env := from(nil, "version")
	var out strings.Builder
	env.Stdout = &out
	if code := carillon().Run(t.Context(), env); code != 0 {
		t.Errorf("it ends with %d", code)
	}
	line, rest, ended := strings.Cut(out.String(), "\n")
	if !strings.HasPrefix(line, "carillon ") || !strings.HasSuffix(line, ", "+runtime.Version()+" "+runtime.GOOS+"/"+runtime.GOARCH) || !ended || rest != "" {
		t.Errorf("it says %q", &out)
	}
}

package main

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// told runs the program as a command line would, with nobody at a terminal.
func told(t *testing.T, ctx context.Context, args ...string) (code int, out, complaint string) {
	t.Helper()
	var said, failed strings.Builder
	env := from(map[string]string{"XDG_STATE_HOME": t.TempDir()}, args...)
	env.Stdout, env.Stderr = &said, &failed
	code = rostrum().Run(ctx, env)
	return code, said.String(), failed.String()
}

// Who asks how something is written is told just that; who wrote it so that it cannot be
// meant, what is wrong in one line, and then how it is written.
func TestEverySubCommandSaysHowItIsWritten(t *testing.T) {
	for _, c := range rostrum().SubCommands[1:] {
		if !strings.HasPrefix(c.Usage, "rostrum "+c.Name+" ") {
			t.Errorf("%s is written %q", c.Name, c.Usage)
		}
		ways := [][]string{{c.Name}}
		switch c.Name {
		case "key":
			ways = append(ways, []string{"key", "new"}, []string{"key", "list"}, []string{"key", "revoke"})
		case "journal":
			ways = append(ways, []string{"journal", "verify"})
		}
		for _, way := range ways {
			for _, help := range []string{"--help", "-h", "help"} {
				args := append(slices.Clone(way), help)
				if code, out, complaint := told(t, t.Context(), args...); code != 0 || out != c.Usage+"\n" || complaint != "" {
					t.Errorf("%q ends with %d, says %q and complains %q", args, code, out, complaint)
				}
			}
			args := append(slices.Clone(way), "--bogus")
			code, out, complaint := told(t, t.Context(), args...)
			wrong, usage, _ := strings.Cut(complaint, "\n")
			if code != 2 || out != "" || !strings.HasPrefix(wrong, "rostrum: usage: ") || usage != c.Usage+"\n" {
				t.Errorf("%q ends with %d, says %q and complains %q", args, code, out, complaint)
			}
		}
	}
	if code, out, _ := told(t, t.Context(), "help", "invite"); code != 0 || out != inviteUsage+"\n" {
		t.Errorf("help invite ends with %d and says %q", code, out)
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	for _, c := range []struct {
		line, wrong string
	}{
		{"key", "say what is to be done: new, list or revoke"},
		{"key make", `not by "make"`},
		{"key new --bogus", "not defined: -bogus"},
		{"key new --role chair", "with --file"},
		{"key new --role king --file k", "--role is chair, secretary, light, screen, booth or metrics"},
		{"key new --role chair --file k more", `"more" is too much`},
		{"key revoke", "say which key"},
		{"key revoke --data d", "say which key"},
		{"journal", "can be verified"},
		{"journal burn", "can be verified"},
		{"archive", "the FILE to write is missing"},
		{"archive --meeting 2", "the FILE to write is missing"},
		{"backup", "the FILE to write is missing"},
		{"restore a b", `"b" is too much`},
		{"import", "the FILE with the list is missing"},
		{"report --as pdf", `no form --as "pdf"`},
		{"report --language xx", `no --language "xx"`},
		{"invite --role king", `not "king"`},
		{"invite now", `"now" is not an option`},
		{"probe now", `"now" is not an option`},
	} {
		code, out, complaint := told(t, t.Context(), strings.Fields(c.line)...)
		wrong, _, _ := strings.Cut(complaint, "\n")
		if code != 2 || out != "" || !strings.Contains(wrong, c.wrong) {
			t.Errorf("%s ends with %d, says %q and complains %q; want %q", c.line, code, out, complaint, c.wrong)
		}
	}
}

// Where no light is named, none is invented in what is said.
func TestProbeSaysWhatItMeasures(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"probe"}, "for a minute, in the dark: no light is named, so how late one would be\n"},
		{[]string{"probe", "--light", "7=dry"}, "for a minute, in the dark: 7=dry\n"},
	} {
		code, out, complaint := told(t, ended, c.args...)
		if code != 0 || !strings.HasPrefix(out, c.says) || !strings.Contains(out, "nothing was measured") {
			t.Errorf("%q ends with %d, says %q and complains %q", c.args, code, out, complaint)
		}
	}
}

package main

import (
	"slices"
	"strings"
	"testing"
)

const told = `house keeps the time.

  house run      go (the default)
  house key      make, list or "revoke" keys
  house version  say which build this is

Options (each also as HOUSE_… in the environment, or in the file of --config):

  -quiet
    	say nothing
  -seat SEAT=PIN
    	the light of a seat; .not a macro
    	on a line of its own
`

func help(t *testing.T) *helpText {
	t.Helper()
	h, err := readHelp("house", told)
	if err != nil {
		t.Fatal(err)
	}
	h.commands[1].usage = "house key new --role chair|light --file FILE\nhouse key list\nmakes keys; each with --data DIR"
	return h
}

func TestReadHelp(t *testing.T) {
	h := help(t)
	if len(h.commands) != 3 || h.commands[1].name != "key" || h.commands[1].help != `make, list or "revoke" keys` {
		t.Errorf("the commands are %+v", h.commands)
	}
	if len(h.options) != 2 || h.options[1].value != "SEAT=PIN" || !strings.HasSuffix(h.options[1].help, "not a macro on a line of its own") {
		t.Errorf("the options are %+v", h.options)
	}
	if _, err := readHelp("house", "no such program"); err == nil {
		t.Error("what says nothing of itself is taken")
	}
}

func TestWordsOfACommand(t *testing.T) {
	h := help(t)
	for i, want := range [][]string{{"--quiet", "--seat"}, {"new", "list", "--role", "--file", "--data"}, nil} {
		if got := h.wordsOf(h.commands[i]); !slices.Equal(got, want) {
			t.Errorf("%s is followed by %v; want %v", h.commands[i].name, got, want)
		}
	}
}

// Nothing that a program says can become a macro of the page.
func TestInMdoc(t *testing.T) {
	for text, want := range map[string]string{
		".Sh no":             `\&.Sh no`,
		"a\n'b":              "a\n\\&'b",
		`C:\new`:             `C:\enew`,
		"say `x --data DIR`": `say \(gax \-\-data DIR\(ga`,
	} {
		if got := inMdoc(text); got != want {
			t.Errorf("%q is written %q; want %q", text, got, want)
		}
	}
}

package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// helpText is what a program says of itself: manual page and completion are made of it,
// so that neither is ever behind the program.
type helpText struct {
	name     string
	commands []command
	options  []option
}

type command struct {
	name, help string
	usage      string // how it is written, where it has words of its own
}

type option struct{ name, value, help string }

var (
	commandLine = regexp.MustCompile(`^  (\S+) (\S+) +(\S.*)$`)
	optionLine  = regexp.MustCompile(`^  -(\S+)(?: (.+))?$`)
)

// askHelp asks a program.
func askHelp(ctx context.Context, dir, name string) (*helpText, error) {
	ask := func(words ...string) (string, error) {
		program := exec.CommandContext(ctx, filepath.Join(dir, name), words...) //nolint:gosec // just built
		program.Env = []string{}                                                // of this machine nothing is to be in it
		text, err := program.Output()
		if err != nil {
			return "", fmt.Errorf("%w: %s %s: %w", errBuild, name, strings.Join(words, " "), err)
		}
		return string(text), nil
	}
	whole, err := ask("help")
	if err != nil {
		return nil, err
	}
	h, err := readHelp(name, whole)
	if err != nil {
		return nil, err
	}
	for i, c := range h.commands {
		if c.name == "version" {
			continue
		}
		usage, err := ask(c.name, "--help")
		if err != nil {
			return nil, err
		}
		if usage != whole {
			h.commands[i].usage = strings.TrimSpace(usage)
		}
	}
	return h, nil
}

// readHelp finds sub-commands and options in what a program says.
func readHelp(name, text string) (*helpText, error) {
	h := &helpText{name: name}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := commandLine.FindStringSubmatch(line); m != nil && m[1] == name {
			h.commands = append(h.commands, command{name: m[2], help: m[3]})
		} else if m := optionLine.FindStringSubmatch(line); m != nil {
			h.options = append(h.options, option{name: m[1], value: m[2]})
		} else if about, ok := strings.CutPrefix(line, "    \t"); ok && len(h.options) > 0 {
			last := &h.options[len(h.options)-1]
			last.help = strings.TrimSpace(last.help + " " + about)
		}
	}
	if len(h.commands) == 0 || len(h.options) == 0 {
		return nil, fmt.Errorf("%w: `%s help` does not say what it can do: %.100s", errBuild, name, text)
	}
	return h, nil
}

var (
	usageOption = regexp.MustCompile(`--[a-z][a-z-]*`)
	usageWord   = regexp.MustCompile(`(?m)^\S+ (\S+) ([a-z]+)(?: |$)`)
)

// wordsOf are what may follow a sub-command: words of its own, and its options.
func (h *helpText) wordsOf(c command) (words []string) {
	if c.usage == "" {
		if c.name == "version" {
			return nil
		}
		for _, o := range h.options {
			words = append(words, "--"+o.name)
		}
		return words
	}
	for _, m := range usageWord.FindAllStringSubmatch(c.usage, -1) {
		if m[1] == c.name && !slices.Contains(words, m[2]) {
			words = append(words, m[2])
		}
	}
	for _, o := range usageOption.FindAllString(c.usage, -1) {
		if !slices.Contains(words, o) {
			words = append(words, o)
		}
	}
	if strings.Contains(c.usage, "those of serve") {
		for _, o := range h.options {
			if name := "--" + o.name; !slices.Contains(words, name) {
				words = append(words, name)
			}
		}
	}
	return words
}

// completion is what bash is told.
func (h *helpText) completion() []byte {
	var out strings.Builder
	names := make([]string, len(h.commands), len(h.commands)+1)
	for i, c := range h.commands {
		names[i] = c.name
	}
	fmt.Fprintf(&out, `# Completes the command lines of %[1]s in bash.
_%[1]s() {
  local word=${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" -eq 1 ] && [ "${word#-}" = "$word" ]; then
    mapfile -t COMPREPLY < <(compgen -W '%[2]s' -- "$word")
    return
  fi
  case ${COMP_WORDS[1]} in
`, h.name, strings.Join(append(names, "help"), " "))
	for _, c := range h.commands {
		if words := h.wordsOf(c); len(words) > 0 {
			fmt.Fprintf(&out, "  %s) words='%s' ;;\n", c.name, strings.Join(words, " "))
		}
	}
	fmt.Fprintf(&out, "  -*) words='%s' ;;\n  help) words='%s' ;;\n  esac\n", strings.Join(h.wordsOf(command{}), " "), strings.Join(names, " "))
	fmt.Fprintf(&out, `  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  if [ "${word#-}" = "$word" ]; then
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -o filenames -F _%[1]s %[1]s
`, h.name)
	return []byte(out.String())
}

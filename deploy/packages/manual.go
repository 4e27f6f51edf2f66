package main

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"strings"
)

//go:embed man
var manuals embed.FS

// manual is a manual page: what is written by hand, with the date of the release, and in
// the place of its two marks what the program says of its commands and options.
func manual(name string, h *helpText, r *release) ([]byte, error) {
	text, err := manuals.ReadFile("man/" + name)
	if err != nil {
		return nil, err
	}
	page := strings.ReplaceAll(string(text), "@DATE@", r.at.Format("January 2, 2006"))
	if h != nil {
		for mark, with := range map[string]string{"@COMMANDS@\n": h.commandsInMdoc(), "@OPTIONS@\n": h.optionsInMdoc()} {
			if !strings.Contains(page, mark) {
				return nil, fmt.Errorf("%w: man/%s has no %s", errBuild, name, strings.TrimSpace(mark))
			}
			page = strings.ReplaceAll(page, mark, with)
		}
	}
	return zipped([]byte(page))
}

func (h *helpText) commandsInMdoc() string {
	var out strings.Builder
	for _, c := range h.commands {
		fmt.Fprintf(&out, ".It Cm %s\n%s.\n", c.name, inMdoc(c.help))
		if c.usage != "" {
			fmt.Fprintf(&out, ".Bd -literal\n%s\n.Ed\n", inMdoc(c.usage))
		}
	}
	return out.String()
}

func (h *helpText) optionsInMdoc() string {
	var out strings.Builder
	for _, o := range h.options {
		fmt.Fprintf(&out, ".It Fl Fl %s", inMdoc(o.name))
		if o.value != "" {
			fmt.Fprintf(&out, " Ar %s", inMdoc(o.value))
		}
		fmt.Fprintf(&out, "\n%s.\n", inMdoc(o.help))
	}
	return out.String()
}

// inMdoc writes a text so that nothing in it is taken for a macro.
func inMdoc(text string) string {
	lines := strings.Split(strings.NewReplacer(`\`, `\e`, "`", `\(ga`, `"`, `\(dq`, "--", `\-\-`).Replace(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

// zipped is a text as Debian wants it in documentation: nothing of when or where is in it.
func zipped(text []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

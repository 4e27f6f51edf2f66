package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// licensed is a work that is built into a program, and the terms on which it may be.
type licensed struct {
	name  string
	terms string
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)(\.(txt|md))?$`)

// licencesOf reads, for each program, the licences of what it is made of, where Go keeps
// the sources that it is built from.
func licencesOf(ctx context.Context, source string) (map[string][]licensed, error) {
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("%w: go env: %w", errBuild, err)
	}
	language, err := termsIn(strings.TrimSpace(string(root)))
	if err != nil {
		return nil, fmt.Errorf("the licence of Go: %w", err)
	}
	all := make(map[string][]licensed)
	for _, name := range []string{rostrum, collar} {
		list := exec.CommandContext(ctx, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/"+name) //nolint:gosec // words of this file
		list.Dir = source
		list.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
		text, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("%w: go list: %w", errBuild, err)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		slices.Sort(lines)
		for _, line := range slices.Compact(lines) {
			work, dir, there := strings.Cut(line, "\t")
			if !there {
				continue
			}
			terms, err := termsIn(dir)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", work, err)
			}
			all[name] = append(all[name], licensed{work, terms})
		}
		all[name] = append(all[name], licensed{"Go and its library", language})
	}
	return all, nil
}

const apache = "This is licensed under the Apache License, version 2.0, the text of which is in\n/usr/share/common-licenses/Apache-2.0."

// termsIn are what the licence files of a folder say. A text that every Debian has is
// named in its place.
func termsIn(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var parts []string
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return "", err
		}
		text = bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
		if bytes.Contains(text, []byte("Apache License")) && bytes.Contains(text, []byte("TERMS AND CONDITIONS FOR USE")) {
			text = []byte(apache)
		}
		parts = append(parts, string(text))
	}
	if len(parts) == 0 {
		return "", fmt.Errorf("%w: there is no licence in %s", errBuild, dir)
	}
	return strings.Join(parts, "\n\n"), nil
}

// copyright is the file that Debian wants of every package: where it is from, whose it
// is, and the licences of all that is built into it.
func copyright(r *release, built []licensed) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, `Rostrum, speaking time of a debate.

Copyright (C) %d its authors, as the log of its repository names them. Packed from commit
%s of %s.

No licence has been declared for Rostrum itself: what may be done with it is for its
authors to say.
`, r.at.Year(), r.commit, r.at.Format("2 January 2006"))
	if len(built) > 0 {
		out.WriteString("\nBuilt into its program are the works below, each under the terms that follow it.\n")
	}
	for _, one := range built {
		fmt.Fprintf(&out, "\n%s\n%s\n\n%s\n", one.name, strings.Repeat("-", len(one.name)), one.terms)
	}
	return out.Bytes()
}

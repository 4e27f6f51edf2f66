package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
)

// mostParagraphs is how many a file may name.
const mostParagraphs = 1000

// readParagraphs reads the paragraphs that notes may be about: one a line, empty lines and
// those that begin with # left out.
func readParagraphs(env program.Environment, path string) ([]string, error) {
	if path == "" {
		return nil, nil
	}
	text, err := program.ReadFile(env, path)
	if err != nil {
		if errors.Is(err, program.ErrStopped) {
			return nil, err
		}
		return nil, fmt.Errorf("%w: the paragraphs cannot be read: %w", program.ErrUsage, err)
	}
	var out []string
	n := 0
	for line := range strings.Lines(string(bytes.TrimPrefix(text, []byte("\ufeff")))) {
		n++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if err := timer.CheckText("paragraph", line, timer.MaxName, true); err != nil {
			return nil, fmt.Errorf("%w: %s, line %d: %w", program.ErrUsage, path, n, err)
		}
		if out = append(out, line); len(out) > mostParagraphs {
			return nil, fmt.Errorf("%w: %s names more than %d paragraphs", program.ErrUsage, path, mostParagraphs)
		}
	}
	return out, nil
}

package program

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// readSettings reads a file of settings.
func readSettings(env Environment, path string, into any) error {
	text, err := ReadFile(env, path)
	switch {
	case errors.Is(err, ErrStopped), errors.Is(err, ErrTooLarge):
		return fmt.Errorf("%w: %s: %w", ErrUsage, path, err)
	case err != nil:
		return fmt.Errorf("%w: the configuration cannot be read: %w", ErrUsage, err)
	}
	if err := DecodeTOML(text, into); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrUsage, path, err)
	}
	return nil
}

// DecodeTOML reads TOML strictly: a setting that into does not have is refused, for
// a misspelt one would otherwise be as if it had not been written. An error names
// line and column, both from 1.
func DecodeTOML(text []byte, into any) error {
	err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(into)
	var missing *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &missing) && len(missing.Errors) > 0:
		row, column := missing.Errors[0].Position()
		return fmt.Errorf("line %d, column %d: there is no setting %q", row, column, strings.Join(missing.Errors[0].Key(), "."))
	case errors.As(err, &wrong):
		row, column := wrong.Position()
		return fmt.Errorf("line %d, column %d: %s", row, column, strings.TrimPrefix(wrong.Error(), "toml: "))
	}
	return err
}

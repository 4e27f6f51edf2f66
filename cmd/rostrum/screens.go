package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"rostrum/display/web"
	"rostrum/display/wire"
)

// readScreens reads how the public screens were set when the controller ran last.
// Where that cannot be read they are as by default: no debate waits for it.
func readScreens(path string) (wire.Screens, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return wire.DefaultScreens(), nil
	}
	if err != nil {
		return wire.DefaultScreens(), fmt.Errorf("the setting of the public screens cannot be read: %w", err)
	}
	screens, err := wire.ParseScreens(text, web.Languages())
	if err != nil {
		return wire.DefaultScreens(), fmt.Errorf("%s: %w", path, err)
	}
	return screens, nil
}

// screensText is what the file says.
func screensText(screens wire.Screens) ([]byte, error) {
	text, err := json.MarshalIndent(screens, "", "  ")
	return append(text, '\n'), err
}

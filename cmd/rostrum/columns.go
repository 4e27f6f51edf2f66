package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"rostrum/display/lists"
)

// columnsFile is where the controller remembers as what the columns of lists were taken.
const columnsFile = "columns.json"

// mostColumnsFile is far beyond what the controller writes.
const mostColumnsFile = 4 << 20

// readColumns reads as what the columns of lists were taken before. Where that cannot be
// read they are guessed anew: no debate waits for it.
func readColumns(path string) (lists.Columns, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && info.Size() > mostColumnsFile {
		err = fmt.Errorf("%s has %d bytes", path, info.Size())
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(path)
	}
	var columns lists.Columns
	if err == nil {
		err = json.Unmarshal(text, &columns)
	}
	if err != nil {
		return nil, fmt.Errorf("as what the columns of lists were taken cannot be read: %w", err)
	}
	return columns, nil
}

// columnsText is what the file says.
func columnsText(columns lists.Columns) ([]byte, error) {
	text, err := json.MarshalIndent(columns, "", "  ")
	return append(text, '\n'), err
}

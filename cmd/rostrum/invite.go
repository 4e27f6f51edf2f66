package main

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
)

// invite prints a new sign-in link for the controller that runs on the same
// data folder.
func invite(_ context.Context, env program.Environment) error {
	if !program.IsTerminal(env.Stdout) {
		return errors.New("a sign-in link is a key and is printed to a terminal only; a program uses the key of --chair-key-file")
	}
	store, c, dir, err := openStore(env)
	if err != nil {
		return err
	}
	address, err := os.ReadFile(filepath.Join(dir, addressFile))
	if err != nil {
		return fmt.Errorf("no controller has run on %s yet; start `rostrum serve`, or name its folder with --data", dir)
	}
	pin, err := pinFor(c, dir)
	if err != nil {
		return err
	}
	if block, _ := pem.Decode(pin); block != nil {
		fmt.Fprintln(env.Stdout, "compare  ", access.Fingerprint(block.Bytes))
	}
	return printInvitation(env.Stdout, strings.TrimSpace(string(address)), store)
}

// openStore opens the keys in the data folder that the options name.
func openStore(env program.Environment) (*access.Store, *config, string, error) {
	c, err := readConfig(env)
	if err != nil {
		return nil, nil, "", err
	}
	dir, err := c.folder(env)
	if err != nil {
		return nil, nil, "", err
	}
	store, err := access.OpenWith(steadyFor(steadyClock()), filepath.Join(dir, accessDir), nil)
	return store, c, dir, err
}

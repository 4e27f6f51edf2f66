package main

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/journal/etcd"
)

const inviteUsage = `rostrum invite [--role chair|secretary] [--name TEXT] [--data DIR | --config FILE]
prints a new one-time sign-in link for the chair's console, or the secretary's, on a terminal; TEXT is
what the tablet is called. The other options are those of serve, where the controller was given them`

// invite prints a new sign-in link for the controller that runs on the same
// data folder.
func invite(_ context.Context, env program.Environment) (failed error) {
	who, rest, err := invited(env.Args)
	if err != nil {
		return err
	}
	env.Args = rest
	if _, err := readConfig(env); err != nil { // before all else: who asks how it is written reads it anywhere
		return err
	}
	if !program.IsTerminal(env.Stdout) {
		return errors.New("a sign-in link is a key and is printed to a terminal only; a program uses the key of --chair-key-file")
	}
	store, c, dir, err := openStore(env)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, store.close()) }()
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
	return printInvitation(env.Stdout, reachedNow(c, strings.TrimSpace(string(address))), store.Store, who)
}

// reachedNow is the address of a running controller as it is reached now: it may have
// been started before the network was there, or have another address since.
func reachedNow(c *config, address string) string {
	u, err := url.Parse(address)
	if err != nil || c.onLoopback() { // at the machine's other addresses nobody listens
		return address
	}
	here := reachedBy(c)
	addr, err := netip.ParseAddr(u.Hostname())
	if gone := err == nil && !addr.IsLoopback() && !here.Has(u.Hostname()); !gone && u.Hostname() != "localhost" {
		return address
	}
	good := func(string) bool { return true }
	if c.TLSCert != "" {
		if given, err := access.NewGiven(c.TLSCert, c.TLSKey, time.Now, nil); err == nil {
			good = given.Covers
		}
	}
	u.Host = net.JoinHostPort(here.Reachable(good), u.Port())
	return u.String()
}

// invited takes out of the arguments for whose console the link is, and what the tablet is
// called.
func invited(args []string) (access.Grant, []string, error) {
	who, rest := access.Grant{Role: string(timer.Chair)}, []string(nil)
	for i := 0; i < len(args); i++ {
		option, value, given := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(args[i], "-"), "-"), "=")
		if !strings.HasPrefix(args[i], "-") || option != "role" && option != "name" {
			rest = append(rest, args[i])
			continue
		}
		if !given && i+1 < len(args) {
			i++
			value = args[i]
		}
		if option == "name" {
			who.Name = value
			continue
		}
		if who.Role = value; !slices.Contains(wire.Invited, timer.Role(value)) {
			return who, nil, fmt.Errorf("%w: a link is for --role chair, secretary or booth, not %q", program.ErrUsage, value)
		}
	}
	if err := timer.CheckText("--name", who.Name, wire.MaxTablet, false); err != nil {
		return who, nil, fmt.Errorf("%w: %w", program.ErrUsage, err)
	}
	return who, rest, nil
}

// heldKeys are the keys of a folder as a process has them that stands beside the controller.
type heldKeys struct {
	*access.Store
	cluster *etcd.Cluster // or nil
}

func (k heldKeys) close() error {
	if k.cluster == nil {
		return nil
	}
	return k.cluster.Close()
}

// openKept opens the keys of a folder that is there: whoever looks for keys in another one
// than the controller's must not take it for one without keys.
func openKept(env program.Environment) (heldKeys, error) {
	c, err := readConfig(env)
	if err != nil {
		return heldKeys{}, err
	}
	dir, err := c.folder(env)
	if err != nil {
		return heldKeys{}, err
	}
	dir = c.Cluster.folderOf(dir)
	if _, err := os.Stat(filepath.Join(dir, accessDir)); errors.Is(err, fs.ErrNotExist) {
		return heldKeys{}, fmt.Errorf("there are no keys in %s: no controller has run on that folder; name the right one with --data or --config", dir)
	}
	store, err := access.Open(filepath.Join(dir, accessDir), nil)
	return held(c, store, err)
}

// openStore opens the keys in the data folder that the options name.
func openStore(env program.Environment) (heldKeys, *config, string, error) {
	c, err := readConfig(env)
	if err != nil {
		return heldKeys{}, nil, "", err
	}
	dir, err := c.folder(env)
	if err != nil {
		return heldKeys{}, nil, "", err
	}
	store, err := access.OpenWith(livesBy(steadyClock(), timer.Stamp{}), filepath.Join(c.Cluster.folderOf(dir), accessDir), nil)
	keys, err := held(c, store, err)
	return keys, c, dir, err
}

// held shares the keys where the configuration names a cluster.
func held(c *config, store *access.Store, err error) (heldKeys, error) {
	if err != nil {
		return heldKeys{}, err
	}
	joined, err := c.Cluster.dial()
	if err != nil {
		return heldKeys{}, err
	}
	if joined != nil {
		store.Share(sharedKeys{joined})
	}
	return heldKeys{store, joined}, nil
}

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/timer"
)

const keyUsage = `rostrum key new --role chair|secretary|light|screen|booth|metrics [--seat 7] [--name TEXT] --file FILE
rostrum key list
rostrum key revoke ID
makes, lists or revokes keys; each with --data DIR or --config FILE where the keys are not in the usual folder`

// key makes, lists and revokes keys. The running controller sees it at once.
func key(_ context.Context, env program.Environment) error {
	if len(env.Args) == 0 {
		return fmt.Errorf("%w: say what is to be done: new, list or revoke", program.ErrUsage)
	}
	verb := env.Args[0]
	env.Args = env.Args[1:]
	switch verb {
	case "new":
		return newKey(env)
	case "list":
		return listKeys(env)
	case "revoke":
		return revokeKey(env)
	case "-h", "-help", "--help":
		return flag.ErrHelp
	default:
		return fmt.Errorf("%w: keys are made by new, shown by list and ended by revoke, not by %q", program.ErrUsage, verb)
	}
}

func newKey(env program.Environment) (failed error) {
	fs := flag.NewFlagSet("rostrum key new", flag.ContinueOnError)
	var seats program.Words
	role := fs.String("role", "", "")
	name := fs.String("name", "", "")
	file := fs.String("file", "", "")
	data := fs.String("data", "", "")
	config := fs.String("config", "", "")
	fs.Var(&seats, "seat", "")
	if err := parseOwn(fs, env.Args); err != nil {
		return err
	}
	switch timer.Role(*role) {
	case timer.Chair, timer.Secretary, timer.Booth, timer.Metrics, timer.Screen:
	case timer.LightRole:
		if len(seats) == 0 {
			return fmt.Errorf("%w: the key of a light names its --seat", program.ErrUsage)
		}
	default:
		return fmt.Errorf("%w: --role is chair, secretary, light, screen, booth or metrics", program.ErrUsage)
	}
	if err := timer.CheckText("--name", *name, timer.MaxName, false); err != nil {
		return fmt.Errorf("%w: %w", program.ErrUsage, err)
	}
	if *file == "" {
		return fmt.Errorf("%w: name the file that the key is to be in, with --file", program.ErrUsage)
	}
	for _, seat := range seats {
		if err := timer.CheckText("--seat", seat, timer.MaxSeat, true); err != nil {
			return fmt.Errorf("%w: %w", program.ErrUsage, err)
		}
	}
	env.Args = nil
	for name, value := range map[string]string{"--data": *data, "--config": *config} {
		if value != "" {
			env.Args = append(env.Args, name, value)
		}
	}
	store, c, dir, err := openStore(env)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, store.close()) }()
	pin, err := pinFor(c, dir)
	if err != nil {
		return err
	}
	// Made first, so that no key exists whose file could not be written.
	out, err := os.OpenFile(*file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("the key's file cannot be made: %w", err)
	}
	secret, grant, err := store.NewKey(access.Grant{Role: *role, Name: *name, Seats: seats})
	if err == nil {
		_, err = fmt.Fprintf(out, "%s\n%s", secret, pin)
	}
	if err := errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, os.Remove(*file))
	}
	fmt.Fprintf(env.Stdout, "key %s for %s is in %s; `rostrum key revoke %s` ends it\n", grant.ID, grant.Role, *file, grant.ID)
	if timer.Role(*role) == timer.LightRole && len(pin) == 0 {
		fmt.Fprintln(env.Stdout, "it pins no certificate, for no controller has served TLS from this folder yet: it is good on this machine")
	}
	return nil
}

func listKeys(env program.Environment) (failed error) {
	store, err := openKept(env)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, store.close()) }()
	all, err := store.List()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tKIND\tROLE\tNAME\tSEATS\tMADE")
	for _, g := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", g.ID, g.Kind, g.Role, g.Name, strings.Join(g.Seats, ","), g.Made.Format(time.RFC3339))
	}
	return w.Flush()
}

func revokeKey(env program.Environment) (failed error) {
	if len(env.Args) == 0 || strings.HasPrefix(env.Args[0], "-") {
		if err := parseOwn(flag.NewFlagSet("rostrum key revoke", flag.ContinueOnError), env.Args); errors.Is(err, flag.ErrHelp) {
			return err
		}
		return fmt.Errorf("%w: say which key, by its ID, first; `rostrum key list` shows them", program.ErrUsage)
	}
	id := env.Args[0]
	env.Args = env.Args[1:]
	store, err := openKept(env)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, store.close()) }()
	all, err := store.List()
	if err != nil {
		return err
	}
	n, err := store.Revoke(id)
	late := errors.Is(err, access.ErrNotEverywhere)
	if err != nil && !late {
		return err
	}
	if n == 0 {
		return fmt.Errorf("there is no key or session %q; `rostrum key list` shows them", id)
	}
	if late {
		fmt.Fprintf(env.Stdout, "revoked %s at this controller; the cluster does not answer, and the other controller will know when it does\n", id)
	} else {
		fmt.Fprintf(env.Stdout, "revoked %s; its connections end within 5 seconds\n", id)
	}
	if slices.ContainsFunc(all, func(g access.Grant) bool { return g.ID == id && g.Kind == access.KindKeyFile }) {
		fmt.Fprintln(env.Stdout, "it is that of --chair-key-file: remove the file, and the next start of the controller makes a new one")
	}
	return nil
}

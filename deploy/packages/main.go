// Packages builds the Debian packages of Rostrum, and the source from which apt installs
// them; deploy/package runs it. It is a module of its own, so that what only a builder
// needs is in no program that is shipped.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

const usage = `deploy/package [--key FILE] [--arch amd64,arm64,armhf] DIR
builds the packages, their sums, bills of materials and the source for apt into DIR; signed by
the OpenPGP key in FILE, or in that which ROSTRUM_PACKAGE_KEY names (with a passphrase in
ROSTRUM_PACKAGE_PASSPHRASE where it has one)
deploy/package --new-key FILE
makes such a key`

// The variables that say who signs.
const (
	keyVariable        = "ROSTRUM_PACKAGE_KEY"
	passphraseVariable = "ROSTRUM_PACKAGE_PASSPHRASE"
)

// errUsage is a command line that cannot be meant.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout)
	switch {
	case err == nil:
		return
	case errors.Is(err, flag.ErrHelp):
		fmt.Println(usage)
		return
	}
	fmt.Fprintln(os.Stderr, "deploy/package:", err)
	if errors.Is(err, errUsage) {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	os.Exit(1)
}

// options are what was asked for.
type options struct {
	source, into string // the clone, and the folder that is written
	sbom         string // the program that writes bills of materials
	key          string // who signs; nobody where it is empty
	arches       []arch
}

func run(ctx context.Context, args []string, out io.Writer) error {
	o := options{arches: allArches}
	var newKey, arches string
	fs := flag.NewFlagSet("package", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.source, "source", ".", "")
	fs.StringVar(&o.sbom, "sbom", "cyclonedx-gomod", "")
	fs.StringVar(&o.key, "key", os.Getenv(keyVariable), "")
	fs.StringVar(&arches, "arch", "", "")
	fs.StringVar(&newKey, "new-key", "", "")
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return fmt.Errorf("%w: %w", errUsage, err)
	case newKey != "" && fs.NArg() == 0:
		return makeKey(newKey, out)
	case fs.NArg() != 1 || newKey != "":
		return fmt.Errorf("%w: say the one folder DIR that the packages are written to", errUsage)
	}
	var err error
	if o.source, err = filepath.Abs(o.source); err != nil {
		return err
	}
	if o.into, err = filepath.Abs(fs.Arg(0)); err != nil {
		return err
	}
	if arches != "" {
		if o.arches, err = archesNamed(arches); err != nil {
			return err
		}
	}
	return build(ctx, o, out)
}

// build writes everything into the folder. What can be wrong is found before anything is
// written there.
func build(ctx context.Context, o options, out io.Writer) error {
	signer, err := readKey(o.key)
	if err != nil {
		return err
	}
	if err := setApart(o); err != nil {
		return err
	}
	r, err := releaseOf(ctx, o.source)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "rostrum %s\n", r.version)
	if r.changed {
		fmt.Fprintln(out, "this clone has changes that are in no commit: nobody can build the same packages again")
	}
	work, err := os.MkdirTemp("", "rostrum-packages")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	programs, err := buildPrograms(ctx, o, r, work)
	if err != nil {
		return err
	}
	licences, err := licencesOf(ctx, o.source)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.into, 0o755); err != nil { //nolint:gosec // for everybody to read
		return err
	}
	for _, a := range o.arches {
		stage := filepath.Join(work, "stage-"+a.debian)
		contents, err := contentsOf(o.source, programs, a, r, licences)
		if err != nil {
			return err
		}
		for _, p := range contents {
			size, err := p.write(stage, o.into, a, r)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "%s  %d bytes\n", p.fileName(a, r), size)
		}
	}
	if err := writeBills(ctx, o, programs, r); err != nil {
		return err
	}
	return publish(o.into, r, signer, out)
}

// setApart makes a folder in the clone one that git does not look into: what is built is no
// change of what it is built from.
func setApart(o options) error {
	inside, err := filepath.Rel(o.source, o.into)
	if err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return nil //nolint:nilerr // another disk is outside
	}
	if inside == "." {
		return fmt.Errorf("%w: DIR is the clone itself; say another folder", errUsage)
	}
	if err := os.MkdirAll(o.into, 0o755); err != nil { //nolint:gosec // for everybody to read
		return err
	}
	return writeFile(filepath.Join(o.into, ".gitignore"), []byte("*\n"))
}

// fileName is that of a package, by the rule of Debian.
func (p *debPackage) fileName(a arch, r *release) string {
	return strings.Join([]string{p.name, r.version, a.debian}, "_") + ".deb"
}

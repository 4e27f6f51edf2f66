package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// arch is a kind of machine, in Debian's word and in Go's.
type arch struct {
	debian string
	goarch string
	more   []string // of the environment
}

// A 32-bit Raspberry Pi of the first kind has an ARMv6; Raspberry Pi OS calls it armhf too.
var allArches = []arch{
	{"amd64", "amd64", []string{"GOAMD64=v1"}},
	{"arm64", "arm64", []string{"GOARM64=v8.0"}},
	{"armhf", "arm", []string{"GOARM=6"}},
}

func archesNamed(text string) (named []arch, err error) {
	for name := range strings.SplitSeq(text, ",") {
		found := false
		for _, a := range allArches {
			if a.debian == name {
				named, found = append(named, a), true
			}
		}
		if !found {
			return nil, fmt.Errorf("%w: there is no --arch %q; there are amd64, arm64 and armhf", errUsage, name)
		}
	}
	return named, nil
}

// The programs that are packed.
const (
	rostrum = "rostrum"
	collar  = "collar"
)

var errBuild = errors.New("the programs cannot be built")

// packagedIn is where a program says which package it is of: an agent tells the controller,
// which knows by that whether it has a newer one.
const packagedIn = "rostrum/cmd/internal/program.packaged"

// programs are where those that were built lie.
type programs struct {
	dir  string
	help map[string]*helpText
}

func (p *programs) path(a arch, name string) string { return filepath.Join(p.dir, a.debian, name) }

// buildPrograms builds both for every machine, without a trace of where, and asks them
// what they say of themselves.
func buildPrograms(ctx context.Context, o options, r *release, work string) (*programs, error) {
	p := &programs{dir: filepath.Join(work, "programs"), help: make(map[string]*helpText)}
	native := ""
	for _, a := range o.arches {
		if err := goBuild(ctx, o.source, r, filepath.Join(p.dir, a.debian), append([]string{"GOOS=linux", "GOARCH=" + a.goarch}, a.more...)); err != nil {
			return nil, err
		}
		if runtime.GOOS == "linux" && runtime.GOARCH == a.goarch {
			native = filepath.Join(p.dir, a.debian)
		}
	}
	if native == "" {
		native = filepath.Join(p.dir, "native")
		if err := goBuild(ctx, o.source, r, native, []string{"GOOS=" + runtime.GOOS, "GOARCH=" + runtime.GOARCH}); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{rostrum, collar} {
		help, err := askHelp(ctx, native, name)
		if err != nil {
			return nil, err
		}
		p.help[name] = help
	}
	return p, nil
}

func goBuild(ctx context.Context, source string, r *release, into string, settings []string) error {
	if err := os.MkdirAll(into, 0o755); err != nil { //nolint:gosec // for everybody to read
		return err
	}
	words := []string{"build", "-trimpath", "-buildvcs=true", "-ldflags", "-s -w -X " + packagedIn + "=" + r.version, "-o", into + string(filepath.Separator), "./cmd/" + rostrum, "./cmd/" + collar}
	command := exec.CommandContext(ctx, "go", words...) //nolint:gosec // words of this file
	command.Dir = source
	command.Env = append(append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOEXPERIMENT=", "GOFIPS140=off", "GOWORK=off"), settings...)
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %w: %s", errBuild, err, out)
	}
	return nil
}

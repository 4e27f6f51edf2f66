package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// writeBills writes, for each program that is packed, what it is made of, as CycloneDX has
// it: read from the program itself, and with nothing of when or by whom.
func writeBills(ctx context.Context, o options, p *programs, r *release) error {
	for _, a := range o.arches {
		for program, name := range map[string]string{rostrum: "rostrum", collar: "rostrum-collar"} {
			to := filepath.Join(o.into, name+"_"+r.version+"_"+a.debian+".cdx.json")
			bill := exec.CommandContext(ctx, o.sbom, "bin", "-json", "-std", "-noserial", "-notimestamp", "-version", "v"+r.version, "-output", to+".part", p.path(a, program)) //nolint:gosec // words of this file
			if out, err := bill.CombinedOutput(); err != nil {
				return fmt.Errorf("%w: the bill of materials of %s: %w: %s", errBuild, program, err, out)
			}
			if err := os.Rename(to+".part", to); err != nil {
				return err
			}
		}
	}
	return nil
}

package main

import (
	"fmt"

	"github.com/rs/zerolog"

	"rostrum/display/packages"
)

// openPackages opens the room's own source, or nil where none is named. That nobody
// believes it is said, and said to nobody's harm: it is served all the same.
func openPackages(dir string, log zerolog.Logger) (*packages.Folder, error) {
	if dir == "" {
		return nil, nil //nolint:nilnil // none is a choice
	}
	source, err := packages.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("--packages: %w", err)
	}
	if err := source.Torn(); err != nil {
		log.Warn().Err(err).Str("folder", dir).Msg("the packages are not served until all that belongs together is there; if nobody is copying them, copy the folder once more")
		return source, nil
	}
	if !source.Signed() {
		log.Warn().Str("folder", dir).Msg("the packages are not signed: no machine installs them; have deploy/package sign them with the builder's key")
	}
	return source, nil
}

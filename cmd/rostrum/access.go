package main

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/access"
	"rostrum/timer"
)

// openAccess opens the keys, with that of the chair's file.
func openAccess(c *config, dir string, clock access.Clock, log zerolog.Logger) (*access.Store, error) {
	fixed := make(map[string]access.Grant)
	var key string
	if c.ChairKeyFile != "" {
		var err error
		if key, err = access.KeyFile(c.ChairKeyFile); err != nil {
			return nil, err
		}
		if err := weighKey(c, key, log); err != nil {
			return nil, err
		}
		fixed[key] = access.Grant{Role: string(timer.Chair), Name: "key file"}
	}
	keys, err := access.OpenWith(clock, filepath.Join(dir, accessDir), fixed)
	if err == nil && key != "" && keys.Revoked(key) {
		log.Warn().Str("file", c.ChairKeyFile).Msg("the chair's key was revoked and is not taken; remove its file, and the next start makes a new one")
	}
	return keys, err
}

// weighKey refuses a chair's key that can be guessed over a network. On this machine
// alone it is said.
func weighKey(c *config, key string, log zerolog.Logger) error {
	bits := access.KeyBits(key)
	switch {
	case bits >= access.StrongKey:
		return nil
	case !c.onLoopback():
		return fmt.Errorf("the chair's key in %s can be guessed: by its length and the characters in it it is worth %d bits at the most, and a network wants %d; remove the file, and the next start makes a new key", c.ChairKeyFile, bits, access.StrongKey)
	}
	log.Warn().Str("file", c.ChairKeyFile).Int("bits", bits).Msg("the chair's key can be guessed; remove the file to have a new one made")
	return nil
}

// livesBy is the machine's steady clock as the lives of keys are counted by it, and the
// latest that the journal knows of the one before.
func livesBy(c *timer.Clock, last timer.Stamp) access.Clock {
	return access.Clock{
		Boot: c.Boot(), Now: func() time.Duration { return time.Duration(c.Steady()) },
		Last: access.Moment{Deadline: access.Deadline{Boot: last.Boot, At: time.Duration(last.Steady)}, Wall: last.Wall},
	}
}

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// looseFiles says, in a sentence each, which files that hold keys, or folders of them,
// other users of this machine can read or write.
func looseFiles(c *config, dir string) []string {
	if runtime.GOOS == "windows" {
		return nil // where modes say nothing of who may read
	}
	var out []string
	look := func(what, path string, tight fs.FileMode) {
		info, err := os.Stat(path)
		if path == "" || err != nil {
			return // it is made, or whoever needs it says that it is not there
		}
		switch mode := info.Mode().Perm(); {
		case mode&0o006 != 0:
			out = append(out, fmt.Sprintf("%s, %s, has mode %04o: every user of this machine can read it; chmod %o %s", what, path, mode, tight, path))
		case mode&0o020 != 0:
			out = append(out, fmt.Sprintf("%s, %s, has mode %04o: its group can write it; chmod %o %s", what, path, mode, tight, path))
		}
	}
	look("the chair's key", c.ChairKeyFile, 0o600)
	look("the key of the certificate", c.TLSKey, 0o600)
	look("the key of OSC", c.Room.OSCKeyFile, 0o600)
	look("the password for the broker", c.Room.MQTTPasswordFile, 0o600)
	look("the folder of journal and keys", dir, 0o700)
	look("the folder of keys", filepath.Join(dir, accessDir), 0o700)
	look("the folder of the authority", filepath.Join(dir, accessDir, authorityDir), 0o700)
	look("the key of the authority", filepath.Join(dir, accessDir, authorityDir, "authority.key"), 0o600)
	return out
}

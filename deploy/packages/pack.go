package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/goreleaser/nfpm/v2"
	"github.com/goreleaser/nfpm/v2/deb"
	"github.com/goreleaser/nfpm/v2/files"
)

// debPackage is what is installed together.
type debPackage struct {
	name        string
	summary     string   // its first line in lists of packages
	about       string   // the paragraph below
	depends     []string // Debian's packages
	suggests    []string
	files       []file
	maintaining map[string]string // its scripts, by Debian's name for when they run
}

// file is one that a package installs.
type file struct {
	at     string
	text   []byte
	mode   os.FileMode
	config bool // left alone by an upgrade where somebody has changed it
}

// write puts a package into a folder, byte for byte the same from any machine, and says
// how large it is.
func (p *debPackage) write(stage, into string, a arch, r *release) (size int, err error) {
	info := &nfpm.Info{
		Name: p.name, Arch: a.debian, Platform: "linux", Version: r.version, VersionSchema: "none",
		Section: "misc", Priority: "optional", Maintainer: maintainer(),
		Description: p.summary + "\n" + strings.TrimSpace(p.about), DisableGlobbing: true, MTime: r.at,
		Overridables: nfpm.Overridables{
			Depends: p.depends, Suggests: p.suggests,
			// The highest level takes three times as long, and saves one byte in two hundred.
			Deb: nfpm.Deb{Compression: "gzip:6"},
		},
	}
	dir := filepath.Join(stage, p.name)
	lay := func(name string, text []byte) (string, error) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return "", err
		}
		return path, os.WriteFile(path, text, 0o600)
	}
	for _, f := range p.files {
		path, err := lay(f.at, f.text)
		if err != nil {
			return 0, err
		}
		kind := files.TypeFile
		if f.config {
			kind = files.TypeConfigNoReplace
		}
		info.Contents = append(info.Contents, &files.Content{Source: path, Destination: f.at, Type: kind,
			FileInfo: &files.ContentFileInfo{Mode: f.mode, MTime: r.at, Owner: "root", Group: "root"}})
	}
	for when, to := range map[string]*string{
		"preinst": &info.Scripts.PreInstall, "postinst": &info.Scripts.PostInstall,
		"prerm": &info.Scripts.PreRemove, "postrm": &info.Scripts.PostRemove,
	} {
		if text := p.maintaining[when]; text != "" {
			if *to, err = lay("DEBIAN/"+when, []byte(text)); err != nil {
				return 0, err
			}
		}
	}
	var out bytes.Buffer
	if err := deb.Default.Package(nfpm.WithDefaults(info), &out); err != nil {
		return 0, fmt.Errorf("packing %s: %w", p.name, err)
	}
	return out.Len(), writeFile(filepath.Join(into, p.fileName(a, r)), out.Bytes())
}

// writeFile writes what everybody may read, whole or not at all.
func writeFile(path string, text []byte) error {
	half := path + ".part"
	if err := os.WriteFile(half, text, 0o644); err != nil { //nolint:gosec // for everybody to read
		return err
	}
	return os.Rename(half, path)
}

// maintainer is who answers for the packages: who builds them, where that is said as
// Debian's own tools want it said.
func maintainer() string {
	name, address := os.Getenv("DEBFULLNAME"), os.Getenv("DEBEMAIL")
	if name == "" || address == "" {
		return "Rostrum's builder <builder@rostrum.example>"
	}
	return fmt.Sprintf("%s <%s>", name, address)
}

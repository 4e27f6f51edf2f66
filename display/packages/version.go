package packages

import (
	"strings"

	"pault.ag/go/debian/version"
)

// forAll is the architecture of a package that every machine takes.
const forAll = "all"

// Versions are the newest ones of an edition's packages.
type Versions map[build]string

// build names a package for one architecture, or for whatever where that is empty.
type build struct{ name, arch string }

// Versions returns the newest ones in the edition that is served.
func (f *Folder) Versions() Versions {
	now, _ := f.look()
	if now == nil {
		return nil
	}
	return now.newest
}

// Newest returns the newest version of a package that a machine of an architecture takes,
// or nothing: a folder may have a newer one for others. An empty architecture stands for
// all of them.
func (v Versions) Newest(name, arch string) string {
	one, all := v[build{name, arch}], v[build{name, forAll}]
	if older, known := Older(one, all); older || !known && one == "" {
		return all
	}
	return one
}

// newestOf reads the newest version of each package, of each architecture and of whatever.
// What is no version is left out, as apt does.
func newestOf(index []byte) Versions {
	newest := make(Versions)
	var name, arch, is string
	keep := func() {
		for _, b := range []build{{name, arch}, {name, ""}} {
			older, known := Older(newest[b], is)
			if name != "" && (older || !known && newest[b] == "" && valid(is)) {
				newest[b] = is
			}
		}
		name, arch, is = "", "", ""
	}
	for line := range strings.Lines(string(index)) {
		switch {
		case strings.TrimSpace(line) == "":
			keep()
		case strings.HasPrefix(line, "Package:"):
			name = strings.TrimSpace(strings.TrimPrefix(line, "Package:"))
		case strings.HasPrefix(line, "Architecture:"):
			arch = strings.TrimSpace(strings.TrimPrefix(line, "Architecture:"))
		case strings.HasPrefix(line, "Version:"):
			is = strings.TrimSpace(strings.TrimPrefix(line, "Version:"))
		}
	}
	keep()
	return newest
}

func valid(text string) bool {
	_, err := version.Parse(text)
	return err == nil
}

// Older says whether one version of a package comes before another, as Debian orders them,
// and whether both are versions at all.
func Older(one, other string) (older, known bool) {
	a, err := version.Parse(one)
	if err != nil {
		return false, false
	}
	b, err := version.Parse(other)
	if err != nil {
		return false, false
	}
	return version.Compare(a, b) < 0, true
}

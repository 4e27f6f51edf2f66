package packages

import (
	"strings"

	"pault.ag/go/debian/version"
)

// Newest returns the newest version of a package in the edition that is served, or nothing.
func (f *Folder) Newest(name string) string {
	now, _ := f.look()
	if now == nil {
		return ""
	}
	return now.newest[name]
}

// newestOf reads the newest version of each package, of whatever architecture. What is no
// version is left out, as apt does.
func newestOf(index []byte) map[string]string {
	newest := make(map[string]string)
	var name, is string
	keep := func() {
		older, known := Older(newest[name], is)
		if name != "" && (older || !known && newest[name] == "" && valid(is)) {
			newest[name] = is
		}
		name, is = "", ""
	}
	for line := range strings.Lines(string(index)) {
		switch {
		case strings.TrimSpace(line) == "":
			keep()
		case strings.HasPrefix(line, "Package:"):
			name = strings.TrimSpace(strings.TrimPrefix(line, "Package:"))
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

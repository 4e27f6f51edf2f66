package packages

import (
	"bufio"
	"io"
	"strings"
	"sync"
	"time"

	"pault.ag/go/debian/version"
)

// largestIndex is how many bytes of an index are read: room for ten thousand packages.
const largestIndex = 8 << 20

// index is what the index was when it was read last.
type index struct {
	mu       sync.Mutex
	size     int64
	modified time.Time
	newest   map[string]string // version by package
}

// Newest returns the newest version of a package, or nothing. The index is read again when
// it is another one: new packages may have been put there.
func (f *Folder) Newest(name string) string {
	f.index.mu.Lock()
	defer f.index.mu.Unlock()
	file, err := f.open(indexFile)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return ""
	}
	if f.index.newest == nil || info.Size() != f.index.size || !info.ModTime().Equal(f.index.modified) {
		f.index.size, f.index.modified, f.index.newest = info.Size(), info.ModTime(), newestOf(file)
	}
	return f.index.newest[name]
}

// newestOf reads the newest version of each package, of whatever architecture. What is no
// version is left out, as apt does.
func newestOf(from io.Reader) map[string]string {
	newest := make(map[string]string)
	var name, is string
	keep := func() {
		older, known := Older(newest[name], is)
		if name != "" && (older || !known && newest[name] == "" && valid(is)) {
			newest[name] = is
		}
		name, is = "", ""
	}
	lines := bufio.NewScanner(io.LimitReader(from, largestIndex))
	for lines.Scan() {
		switch line := lines.Text(); {
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

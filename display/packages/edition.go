package packages

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"strconv"
	"strings"
	"time"
)

// ErrTorn is a folder in which what is signed and what lies there are not of one making:
// somebody is copying packages into it, or was cut off.
var ErrTorn = errors.New("packages: the folder is not whole")

// largestIndex is how many bytes of an index are read. That of all of Debian has fifty
// million.
const largestIndex = 64 << 20

// edition is one making of the source: what is signed, and the indexes that it is for, byte
// for byte. It is kept in memory, so that no machine gets half of one and half of another.
type edition struct {
	files  map[string][]byte // the indexes, by name
	hashed map[string]string // their names, by their sums
	newest Versions
}

// stamp says whether a file is another one than before, without reading it.
type stamp struct {
	size int64
	at   time.Time
}

// stamps are those of the indexes that lie there.
func (f *Folder) stamps() map[string]stamp {
	all := make(map[string]stamp)
	for name := range kinds {
		if info, err := f.root.Lstat(name); err == nil && info.Mode().IsRegular() {
			all[name] = stamp{info.Size(), info.ModTime()}
		}
	}
	return all
}

// look takes up what lies in the folder where that is another edition, and whole. Until it
// is, the one before is served: its packages are there still, for no two have one name.
func (f *Folder) look() (now, before *edition) {
	f.mu.Lock()
	defer f.mu.Unlock()
	lie := f.stamps()
	if f.torn == nil && maps.Equal(lie, f.seen) {
		return f.now, f.before
	}
	e, err := f.read(lie)
	if err == nil && !maps.Equal(f.stamps(), lie) {
		err = fmt.Errorf("%w: it is being written", ErrTorn)
	}
	if f.torn = err; err == nil {
		if f.now != nil && !bytes.Equal(f.now.files[inRelease], e.files[inRelease]) {
			f.before = f.now
		}
		f.now, f.seen = e, lie
	}
	return f.now, f.before
}

// Torn says why what lies in the folder is not served as it lies, or nil where it is.
func (f *Folder) Torn() error {
	f.look()
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.torn
}

// read reads an edition, and holds it against what it says of itself.
func (f *Folder) read(lie map[string]stamp) (*edition, error) {
	e := &edition{files: make(map[string][]byte), hashed: make(map[string]string)}
	is := make(map[string]string) // the sums by name
	for name := range lie {
		file, err := f.open(name)
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(io.LimitReader(file, largestIndex))
		if err := errors.Join(err, file.Close()); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFolder, err)
		}
		sum := fmt.Sprintf("%x", sha256.Sum256(text))
		e.files[name], e.hashed[sum], is[name] = text, name, sum
	}
	for _, needed := range []string{index, release} {
		if e.files[needed] == nil {
			return nil, fmt.Errorf("%w: there is no %s", ErrTorn, needed)
		}
	}
	head := release
	if e.files[inRelease] != nil {
		head = inRelease
	}
	for name, end := range ends {
		if text := e.files[name]; text != nil && !bytes.HasSuffix(bytes.TrimSpace(text), []byte(end)) {
			return nil, fmt.Errorf("%w: %s is not complete", ErrTorn, name)
		}
	}
	sums := summed(e.files[head])
	for name := range kinds {
		if name == index || e.files[name] != nil && sums[name] != "" {
			if is[name] != sums[name] {
				return nil, fmt.Errorf("%w: %s is not the one that %s is for", ErrTorn, name, head)
			}
		}
	}
	for name, size := range listed(e.files[index]) {
		info, err := f.root.Lstat(name)
		if err != nil || !info.Mode().IsRegular() || info.Size() != size {
			return nil, fmt.Errorf("%w: %s has %s, which is not there or not complete", ErrTorn, index, name)
		}
	}
	e.newest = newestOf(e.files[index])
	return e, nil
}

// ends are the last words of what has some: what ends otherwise was cut off.
var ends = map[string]string{inRelease: "-----END PGP SIGNATURE-----", KeyFile: "-----END PGP PUBLIC KEY BLOCK-----"}

// summed are the sums of indexes by their names, of what is signed.
func summed(head []byte) map[string]string {
	all := make(map[string]string)
	here := false
	for line := range bytes.Lines(head) {
		if line[0] != ' ' {
			here = bytes.HasPrefix(line, []byte("SHA256:"))
		} else if parts := strings.Fields(string(line)); here && len(parts) == 3 {
			all[parts[2]] = parts[0]
		}
	}
	return all
}

// listed are the packages of an index by their names, with their sizes.
func listed(index []byte) map[string]int64 {
	all := make(map[string]int64)
	name := ""
	for line := range bytes.Lines(index) {
		field, value, _ := strings.Cut(strings.TrimSpace(string(line)), ": ")
		switch field {
		case "Package":
			name = ""
		case "Filename":
			name = strings.TrimPrefix(value, "./")
		case "Size":
			if size, err := strconv.ParseInt(value, 10, 64); err == nil && name != "" {
				all[name] = size
			}
		}
	}
	return all
}

// byHash is where apt asks for an index by its sum, so that it gets the one that its
// signature is for, also while another edition takes its place.
const byHash = "by-hash/SHA256/"

// indexed finds an index by its name, or by its sum.
func indexed(name string, now, before *edition) ([]byte, string, error) {
	sum, hashed := strings.CutPrefix(name, byHash)
	for _, e := range []*edition{now, before} {
		if e == nil {
			continue
		}
		if hashed {
			name = e.hashed[sum]
		}
		if text, ok := e.files[name]; ok {
			return text, name, nil
		}
		if !hashed {
			break // by its name it is that of now, or none
		}
	}
	return nil, "", fmt.Errorf("%w: %w", ErrFolder, fs.ErrNotExist)
}

package packages

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"
)

// ErrFolder is a folder from which nothing can be installed.
var ErrFolder = errors.New("packages: the folder cannot be used")

// The files of a source, beside its packages.
const (
	index     = "Packages"
	release   = "Release"
	inRelease = "InRelease"
	KeyFile   = "rostrum.asc" // the builder's public key
)

// kinds are the files of a source by their names, and what they are. No page is among
// them: a browser runs none of it.
var kinds = map[string]string{
	index: text, "Packages.gz": "application/gzip", "Packages.xz": "application/x-xz",
	release: text, inRelease: text, "Release.gpg": text, KeyFile: text, "SHA256SUMS": text,
}

const (
	text    = "text/plain; charset=utf-8"
	debKind = "application/vnd.debian.binary-package"
)

// deb is the name of a package's file, by the rules of Debian's for names, versions and
// architectures. apt writes the colon of a version as %3a.
var deb = regexp.MustCompile(`^[a-z0-9][a-z0-9+.-]+_[0-9]([A-Za-z0-9.+~-]|%3a)*_[a-z0-9-]+\.deb$`)

// Folder is a source of packages. Its methods may be called by several goroutines.
type Folder struct {
	root *os.Root
	once sync.Once

	mu     sync.Mutex // of the following
	now    *edition   // nil while none was whole
	before *edition
	seen   map[string]stamp // of the edition of now
	torn   error
}

// Open looks whether a folder is a source.
func Open(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: there is no folder %s; deploy/package %s makes it", ErrFolder, dir, dir)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFolder, err)
	}
	f := &Folder{root: root}
	for _, needed := range []string{index, release} {
		file, err := f.open(needed)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%w: in %s there is no %s, by which apt finds what there is; deploy/package %s makes it", ErrFolder, dir, needed, dir), f.Close())
		}
		_ = file.Close()
	}
	f.look()
	return f, nil
}

// Close ends it; nothing is served any more.
func (f *Folder) Close() (err error) {
	f.once.Do(func() { err = f.root.Close() })
	return err
}

// Signed says whether somebody vouches for the packages, and by which key that is seen.
// It is looked at each time: new packages may have been put there.
func (f *Folder) Signed() bool {
	now, _ := f.look()
	return now != nil && now.files[inRelease] != nil && now.files[KeyFile] != nil
}

// Key returns the builder's public key, armoured.
func (f *Folder) Key() ([]byte, error) {
	now, _ := f.look()
	if now == nil || now.files[KeyFile] == nil {
		return nil, fmt.Errorf("%w: there is no %s", ErrFolder, KeyFile)
	}
	return now.files[KeyFile], nil
}

// Serve answers with the file of a name, whole, in parts, or that it is as it was.
func (f *Folder) Serve(w http.ResponseWriter, r *http.Request, name string) error {
	h := w.Header()
	if !deb.MatchString(name) {
		now, before := f.look()
		text, name, err := indexed(name, now, before)
		if err != nil {
			return err
		}
		h.Set("Content-Type", kinds[name])
		h.Set("Cache-Control", "no-cache") // asked again each time, and mostly answered with 304
		h.Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(text)))
		// Without a time: that of a file says nothing where a clock may be wrong, and apt keeps
		// an old index for which it is told that none is newer.
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(text))
		return nil
	}
	file, err := f.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	h.Set("Content-Type", debKind)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", fmt.Sprintf(`"%x-%x"`, info.Size(), info.ModTime().UnixNano()))
	http.ServeContent(w, r, name, info.ModTime(), file)
	return nil
}

// open opens a file of the source: one that lies there itself, under a name that apt asks
// for. A link is none, wherever it points to; nor is what would keep whoever opens it.
func (f *Folder) open(name string) (*os.File, error) {
	none := fmt.Errorf("%w: %w", ErrFolder, fs.ErrNotExist)
	if _, known := kinds[name]; !known && !deb.MatchString(name) {
		return nil, none
	}
	lies, err := f.root.Lstat(name)
	if err != nil || !lies.Mode().IsRegular() {
		return nil, none
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, none
	}
	if is, err := file.Stat(); err != nil || !os.SameFile(lies, is) {
		_ = file.Close()
		return nil, none
	}
	return file, nil
}

// Named returns the file that a path below the source names. What apt asks a flat source
// for begins with a point: ./InRelease.
func Named(rest string) (name string, ok bool) {
	name = strings.TrimPrefix(rest, "./")
	if sum, hashed := strings.CutPrefix(name, byHash); hashed {
		return name, sum != "" && !strings.Contains(sum, "/")
	}
	return name, name != "" && path.Base(name) == name && !strings.HasPrefix(name, ".")
}

package display

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"

	"rostrum/display/web"
)

// pages are the embedded files. What a page refers to has the edition in its address:
// a browser keeps it for good, and a page of one program never mixes with the modules
// of another.
type pages struct {
	edition string // digest of all files
	files   map[string]*file
	refusal *template.Template
	record  *template.Template
	tongues []web.Tongue
	states  map[string]*file // what States are called
}

type file struct {
	body   []byte
	kind   string
	etag   string // without the quotes
	packed func() []byte
}

// assets is where the files are that belong to an edition.
const assets = "/assets/"

// embedded are the pages of this build: nobody changes them, and what is computed of them
// is computed once, however many servers there are.
var embedded = sync.OnceValues(loadPages)

func loadPages() (*pages, error) {
	p := &pages{files: make(map[string]*file)}
	whole := sha256.New()
	err := fs.WalkDir(web.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(web.FS, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(whole, "%s %d\n%s", name, len(body), body)
		p.files[name] = &file{body: body, kind: contentType(name)}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("display: the embedded pages cannot be read: %w", err)
	}
	p.edition = hex.EncodeToString(whole.Sum(nil)[:8])
	for name, f := range p.files {
		if path.Ext(name) == ".html" {
			if f.body, err = preload(f.body); err != nil {
				return nil, fmt.Errorf("display: %s: %w", name, err)
			}
			f.body = bytes.ReplaceAll(f.body, []byte(`"/static/`), []byte(`"`+assets+p.edition+`/static/`))
		}
		f.seal()
	}
	if p.states, err = namesOfStates(); err != nil {
		return nil, err
	}
	if p.tongues, err = web.Tongues(); err != nil {
		return nil, fmt.Errorf("display: the embedded languages cannot be read: %w", err)
	}
	if p.refusal, err = template.New("refusal").Parse(string(p.files["pages/refusal.html"].body)); err != nil {
		return nil, fmt.Errorf("display: the page of refusals cannot be read: %w", err)
	}
	if p.record, err = template.New("record").Parse(string(p.files["pages/record.html"].body)); err != nil {
		return nil, fmt.Errorf("display: the page of the record cannot be read: %w", err)
	}
	return p, nil
}

// seal names the file by what is in it, which does not change any more.
func (f *file) seal() {
	sum := sha256.Sum256(f.body)
	f.etag = hex.EncodeToString(sum[:8])
	f.packed = sync.OnceValue(func() []byte { return pack(f.body) })
}

// entry is the tag by which a page runs its one module; script that of what runs in
// browsers that know no modules, where a page is made for these.
var (
	entry  = regexp.MustCompile(`<script type="module" src="/(static/[^"]+)"></script>`)
	script = regexp.MustCompile(`<script src="/static/old/[^"]+"></script>`)
)

// preload writes into the head of a page, in front of its module, what that module
// imports. A browser then asks for all of it with the page's first lines; else it would
// learn of a module only from the one that imports it, a round trip for each step.
func preload(page []byte) ([]byte, error) {
	found := entry.FindSubmatchIndex(page)
	if found == nil && script.Match(page) {
		return page, nil
	}
	if found == nil {
		return nil, errors.New("it runs no module")
	}
	modules, err := web.Modules(string(page[found[2]:found[3]]))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Write(page[:found[0]])
	for _, name := range modules {
		fmt.Fprintf(&out, "<link rel=\"modulepreload\" href=\"/%s\">\n", name)
	}
	out.Write(page[found[0]:])
	return out.Bytes(), nil
}

// pack returns the gzip of a text.
func pack(body []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic("display: " + err.Error()) // the level is wrong, not the text
	}
	_, _ = w.Write(body) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// contentType does not ask the system's tables: they differ, and a module with
// the wrong type is not run.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json":
		return "application/json; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	default:
		return mime.TypeByExtension(path.Ext(name))
	}
}

// asset finds what a page of this edition refers to, or nil.
func (p *pages) asset(r *http.Request) *file {
	name := r.PathValue("name")
	if r.PathValue("edition") != p.edition || strings.HasPrefix(name, "pages/") {
		return nil
	}
	return p.files[name]
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	body, etag := f.body, f.etag
	if takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body, etag = f.packed(), f.etag+"-gzip"
	}
	h.Set("ETag", `"`+etag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

func takesGzip(r *http.Request) bool { return accepts(r.Header.Get("Accept-Encoding"), "gzip") }

// accepts reads Accept and its like as far as browsers write them: what is listed by
// its name is taken, unless its weight is 0 (RFC 9110, section 12.5).
func accepts(list, what string) bool {
	for one := range strings.SplitSeq(list, ",") {
		name, weight, _ := strings.Cut(one, ";")
		if strings.EqualFold(strings.TrimSpace(name), what) {
			_, q, _ := strings.Cut(weight, "=")
			return strings.Trim(q, " 0.") != "" || strings.TrimSpace(q) == ""
		}
	}
	return false
}

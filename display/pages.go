package display

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"rostrum/display/web"
)

// pages are the embedded files, each with an identity by which a browser asks
// whether its copy is still right.
type pages struct {
	files map[string]file
}

type file struct {
	body []byte
	kind string
	etag string
}

func loadPages() (*pages, error) {
	p := &pages{files: make(map[string]file)}
	err := fs.WalkDir(web.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(web.FS, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		p.files[name] = file{body: body, kind: contentType(name), etag: `"` + hex.EncodeToString(sum[:8]) + `"`}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("display: the embedded pages cannot be read: %w", err)
	}
	return p, nil
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

func (p *pages) serve(name string) http.HandlerFunc {
	f, ok := p.files[name]
	return func(w http.ResponseWriter, r *http.Request) {
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.kind)
		h.Set("ETag", f.etag)
		h.Set("Cache-Control", "no-cache") // keep it, but ask first: the program may be another one
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
	}
}

func (p *pages) file(w http.ResponseWriter, r *http.Request) {
	p.serve(strings.TrimPrefix(r.URL.Path, "/"))(w, r)
}

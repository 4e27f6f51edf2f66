package packages_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/display/packages"
)

// aSource writes a folder of packages.
func aSource(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, files)
	return dir
}

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

const collar = "rostrum-collar_1.0~2+3_arm64.deb"

func signed() map[string]string { return signedOf("Package: rostrum\n") }

// signedOf is a source of an index.
func signedOf(index string) map[string]string {
	head := fmt.Sprintf("Origin: Rostrum\nSHA256:\n %x %d Packages\n", sha256.Sum256([]byte(index)), len(index))
	return map[string]string{"Packages": index, "Release": head, "InRelease": head + "\n-----END PGP SIGNATURE-----\n", packages.KeyFile: aKey, collar: "0123456789"}
}

const aKey = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n-----END PGP PUBLIC KEY BLOCK-----\n"

func TestSourceIsSaidToBeSigned(t *testing.T) {
	dir := aSource(t, signed())
	f, err := packages.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if key, err := f.Key(); !f.Signed() || err != nil || string(key) != aKey {
		t.Errorf("signed: %v, key %q, %v", f.Signed(), key, err)
	}
	if err := os.Remove(filepath.Join(dir, "InRelease")); err != nil || f.Signed() {
		t.Error("without its signature it is still said to be signed", err)
	}
}

func TestFolderThatIsNoSource(t *testing.T) {
	file := filepath.Join(aSource(t, signed()), "Packages")
	for name, dir := range map[string]string{
		"that is not there": filepath.Join(t.TempDir(), "none"), "that is a file": file,
		"without an index": aSource(t, map[string]string{"Release": "x"}), "without a release": aSource(t, map[string]string{"Packages": "x"}),
	} {
		f, err := packages.Open(dir)
		if !errors.Is(err, packages.ErrFolder) || f != nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("a folder %s: %v, %v", name, f, err)
		}
	}
}

// Only what apt asks for is there; nothing beside the folder, and nothing that a link
// points to.
func TestWhatIsServed(t *testing.T) {
	files := signed()
	for _, hidden := range []string{".netrc", "notes.txt", "rostrum.key", "x.deb", "Rostrum_1_arm64.deb"} {
		files[hidden] = "secret"
	}
	dir := aSource(t, files)
	link := "rostrum_2_arm64.deb"
	if err := os.Symlink(filepath.Join(dir, collar), filepath.Join(dir, link)); err != nil {
		t.Skip(err)
	}
	folder := "rostrum_3_arm64.deb"
	if err := os.Mkdir(filepath.Join(dir, folder), 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := packages.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	for name, want := range map[string]int{
		"Packages": 200, "InRelease": 200, packages.KeyFile: 200, collar: 200,
		".netrc": 404, "notes.txt": 404, "rostrum.key": 404, "x.deb": 404, "Rostrum_1_arm64.deb": 404, "Packages.gz": 404,
		link: 404, folder: 404, "../" + filepath.Base(dir) + "/Packages": 404, "": 404, ".": 404,
	} {
		w := httptest.NewRecorder()
		err := f.Serve(w, httptest.NewRequest(http.MethodGet, "/", nil), name)
		if got := w.Code; (err == nil) != (want == 200) || err == nil && got != want || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%q: got %d %q, %v; want %d", name, got, w.Body, err, want)
		}
	}
	for rest, want := range map[string]string{"./InRelease": "InRelease", "InRelease": "InRelease", "": "", "./": "", "../x": "", "a/b": "", ".hidden": "", "./.hidden": ""} {
		if name, ok := packages.Named(rest); ok != (want != "") || ok && name != want {
			t.Errorf("%q names %q, %v", rest, name, ok)
		}
	}
}

// A package that was cut off in the middle is gone on with; one that has not changed is
// not sent again.
func TestPartsAndTheSameAgain(t *testing.T) {
	f, err := packages.Open(aSource(t, signed()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	ask := func(header, value string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		if header != "" {
			r.Header.Set(header, value)
		}
		w := httptest.NewRecorder()
		if err := f.Serve(w, r, collar); err != nil {
			t.Fatal(err)
		}
		return w
	}
	whole := ask("", "")
	tag, at := whole.Header().Get("ETag"), whole.Header().Get("Last-Modified")
	if tag == "" || at == "" || whole.Body.String() != "0123456789" || whole.Header().Get("Content-Type") != "application/vnd.debian.binary-package" {
		t.Errorf("got %v %q", whole.Header(), whole.Body)
	}
	if w := ask("Range", "bytes=4-"); w.Code != 206 || w.Body.String() != "456789" {
		t.Errorf("a part is %d %q", w.Code, w.Body)
	}
	for header, value := range map[string]string{"If-None-Match": tag, "If-Modified-Since": at} {
		if w := ask(header, value); w.Code != 304 || w.Body.Len() > 0 {
			t.Errorf("%s: got %d %q", header, w.Code, w.Body)
		}
	}
}

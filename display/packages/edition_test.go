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

// anEdition is one as deploy/package writes it, of one package.
func anEdition(version string) map[string]string {
	name, text := "rostrum-collar_"+version+"_arm64.deb", "the bytes of "+version
	index := fmt.Sprintf("Package: rostrum-collar\nFilename: ./%s\nSize: %d\nDescription: x\n\n", name, len(text))
	head := fmt.Sprintf("Origin: Rostrum\nSHA256:\n %x %d Packages\n", sha256.Sum256([]byte(index)), len(index))
	return map[string]string{name: text, "Packages": index, "Release": head, "InRelease": head + "\n-----END PGP SIGNATURE-----\n", packages.KeyFile: aKey}
}

// While new packages are being copied in, in whatever order, a machine gets one edition: the
// old one until the new one is complete. An index is there by the sum that is signed for as
// long as a machine may ask for it that read the signature before.
func TestNoHalfEdition(t *testing.T) {
	old, next := anEdition("1.0"), anEdition("1.1")
	for _, order := range [][]string{
		{"InRelease", "Packages", "Release", packages.KeyFile, "rostrum-collar_1.1_arm64.deb"}, // as cp does
		{"rostrum-collar_1.1_arm64.deb", "Packages", "Release", "InRelease", packages.KeyFile},
		{"Release", "rostrum-collar_1.1_arm64.deb", "InRelease", packages.KeyFile, "Packages"},
	} {
		dir := aSource(t, old)
		f, err := packages.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		ask := func(name string) string {
			w := httptest.NewRecorder()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			if !strings.HasSuffix(name, ".deb") {
				r.Header.Set("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT") // of a clock that was wrong
			}
			if err := f.Serve(w, r, name); err != nil {
				return "none"
			}
			return w.Body.String()
		}
		served := func(e map[string]string) bool {
			return ask("InRelease") == e["InRelease"] && ask("Packages") == e["Packages"]
		}
		sum := fmt.Sprintf("by-hash/SHA256/%x", sha256.Sum256([]byte(old["Packages"])))
		if !served(old) || f.Torn() != nil || ask(sum) != old["Packages"] {
			t.Fatalf("the first is not served: %v", f.Torn())
		}
		taken := false
		for _, name := range order {
			whole := []byte(next[name])
			for _, part := range [][]byte{whole[:len(whole)/2], whole} {
				if err := os.WriteFile(filepath.Join(dir, name), part, 0o600); err != nil {
					t.Fatal(err)
				}
				isNew := served(next)
				if isNew == served(old) || taken && !isNew {
					t.Errorf("%v: with %d bytes of %s a mixture is served", order, len(part), name)
				}
				taken = isNew
				if ask(sum) != old["Packages"] || ask("rostrum-collar_1.0_arm64.deb") != "the bytes of 1.0" {
					t.Errorf("%v: with %d bytes of %s what is signed before is gone", order, len(part), name)
				}
			}
		}
		if !taken || f.Torn() != nil || !f.Signed() {
			t.Errorf("%v: the new edition is not taken: %v", order, f.Torn())
		}
	}
}

// A folder that was cut off is opened, serves nothing, and says why; it is taken when the
// rest comes.
func TestFolderThatIsNotWhole(t *testing.T) {
	files := anEdition("1.0")
	deb := "rostrum-collar_1.0_arm64.deb"
	whole := files[deb]
	files[deb] = whole[:3]
	dir := aSource(t, files)
	f, err := packages.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if err := f.Torn(); !errors.Is(err, packages.ErrTorn) || f.Signed() {
		t.Errorf("a package of three bytes: %v, signed %v", err, f.Signed())
	}
	if err := f.Serve(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil), "InRelease"); err == nil {
		t.Error("it is served all the same")
	}
	if err := os.WriteFile(filepath.Join(dir, deb), []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err := f.Key(); f.Torn() != nil || err != nil || string(key) != aKey {
		t.Errorf("the rest has come: %v, %v", f.Torn(), err)
	}
}

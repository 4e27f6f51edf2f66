package access_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"rostrum/display/access"
)

func open(t *testing.T, dir string) *access.Store {
	t.Helper()
	s, err := access.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestKeyIsKnownByItsSecretOnly(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	secret, made, err := s.NewKey(access.Grant{Role: "light", Name: "desk 7", Seats: []string{"7"}})
	if err != nil {
		t.Fatal(err)
	}
	// Another process, or this one after a restart, knows it too.
	for name, store := range map[string]*access.Store{"the same store": s, "another one": open(t, dir)} {
		g, err := store.Key(secret)
		if err != nil || g.Role != "light" || g.Name != "desk 7" || len(g.Seats) != 1 || g.Seats[0] != "7" || g.ID != made.ID || g.Kind != access.KindKey {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
		for says, wrong := range map[string]string{
			"nothing": "", "another secret": access.NewSecret(), "the public name": made.ID,
			"a secret and more": secret + "x", "another case": strings.ToUpper(secret), "a path": "../keys/" + made.ID,
		} {
			if g, err := store.Key(wrong); !errors.Is(err, access.ErrUnknown) {
				t.Errorf("%s, %s: got %+v, %v", name, says, g, err)
			}
		}
		if _, err := store.Session(secret); !errors.Is(err, access.ErrUnknown) {
			t.Errorf("%s: a key was taken for a session: %v", name, err)
		}
		if _, _, err := store.Redeem(secret); !errors.Is(err, access.ErrExpired) {
			t.Errorf("%s: a key was taken for an invitation: %v", name, err)
		}
	}
}

func TestOnlyHashesAreOnTheDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "access")
	s := open(t, dir)
	key, _, err := s.NewKey(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	invite, _, err := s.Invite(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	used, _, err := s.Invite(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	session, _, err := s.Redeem(used)
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if d.IsDir() {
			if info.Mode().Perm() != 0o700 {
				t.Errorf("the folder %s has mode %v", path, info.Mode().Perm())
			}
			return nil
		}
		files++
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", path, info.Mode().Perm())
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, secret := range []string{key, invite, used, session} {
			if bytes.Contains(text, []byte(secret)) || strings.Contains(path, secret) {
				t.Errorf("%s tells a secret", path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files != 3 {
		t.Errorf("there are %d files; want those of the key, the invitation and the session, and no left-over", files)
	}
}

func TestInvitationOpensOneSessionOnly(t *testing.T) {
	s := open(t, t.TempDir())
	invite, _, err := s.Invite(access.Grant{Role: "chair", Name: "tablet"})
	if err != nil {
		t.Fatal(err)
	}
	var opened atomic.Int32
	var all sync.WaitGroup
	together := make(chan struct{})
	for range 8 {
		all.Go(func() {
			<-together
			secret, _, err := s.Redeem(invite)
			switch {
			case err == nil:
				opened.Add(1)
				if g, err := s.Session(secret); err != nil || g.Role != "chair" || g.Name != "tablet" {
					t.Errorf("the session is %+v, %v", g, err)
				}
			case !errors.Is(err, access.ErrExpired):
				t.Errorf("refused with %v", err)
			}
		})
	}
	close(together)
	all.Wait()
	if n := opened.Load(); n != 1 {
		t.Errorf("%d sessions were opened", n)
	}
	if _, _, err := s.Redeem(invite); !errors.Is(err, access.ErrExpired) {
		t.Errorf("used once more: %v", err)
	}
}

func TestSessionKeepsWhatTheInvitationAllowed(t *testing.T) {
	s := open(t, t.TempDir())
	invite, _, err := s.Invite(access.Grant{Role: "light", Name: "bench", Seats: []string{"7", "8"}})
	if err != nil {
		t.Fatal(err)
	}
	_, g, err := s.Redeem(invite)
	if err != nil || g.Role != "light" || g.Name != "bench" || len(g.Seats) != 2 {
		t.Errorf("got %+v, %v", g, err)
	}
}

// A disk that does not take the session is another thing than a link that was
// used: the chair must not be told to make a new one.
func TestRedeemTellsATroubledDiskFromAUsedLink(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	invite, _, err := s.Invite(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	replaceByFile(t, filepath.Join(dir, "sessions"))
	if _, _, err := s.Redeem(invite); err == nil || errors.Is(err, access.ErrExpired) {
		t.Errorf("got %v", err)
	}
}

func TestDamagedFileIsUnknown(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	secret, _, err := s.NewKey(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	for says, text := range map[string]string{"empty": "", "cut off": `{"role":"cha`, "not an object": `"chair"`, "binary": "\x00\x01"} {
		if err := os.WriteFile(only(t, filepath.Join(dir, "keys")), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if g, err := s.Key(secret); !errors.Is(err, access.ErrUnknown) {
			t.Errorf("%s: got %+v, %v", says, g, err)
		}
		if list, err := s.List(); err != nil || len(list) != 0 {
			t.Errorf("%s: listed as %+v, %v", says, list, err)
		}
	}
}

func TestStrangeFilesHurtNobody(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	secret, _, err := s.NewKey(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README", ".new-1", "short.json", strings.Repeat("x", 64) + ".json"} {
		if err := os.WriteFile(filepath.Join(dir, "keys", name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := open(t, dir).Key(secret); err != nil {
		t.Error(err)
	}
	if list, err := s.List(); err != nil || len(list) != 1 {
		t.Errorf("listed %+v, %v", list, err)
	}
}

// only returns the only file in a folder.
func only(t *testing.T, dir string) string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%s has %d files, %v", dir, len(files), err)
	}
	return filepath.Join(dir, files[0].Name())
}

// replaceByFile puts a file where a folder is needed, which no rights overcome.
func replaceByFile(t *testing.T, dir string) {
	t.Helper()
	if err := errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
}

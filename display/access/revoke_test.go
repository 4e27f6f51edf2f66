package access_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/display/access"
)

func TestRevokeEndsKeysAndSessions(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	key, keyGrant, err := s.NewKey(access.Grant{Role: "light"})
	if err != nil {
		t.Fatal(err)
	}
	session, sessionGrant := signIn(t, s)
	other := open(t, dir) // `rostrum key revoke` is another process

	for _, c := range []struct {
		says  string
		grant access.Grant
		read  func() (access.Grant, error)
	}{
		{"key", keyGrant, func() (access.Grant, error) { return s.Key(key) }},
		{"session", sessionGrant, func() (access.Grant, error) { return s.Session(session) }},
	} {
		g, err := c.read()
		if err != nil || !s.Holds(g) || !s.Holds(c.grant) {
			t.Errorf("before: the %s is %+v, %v", c.says, g, err)
		}
		if n, err := other.Revoke(g.ID); n != 1 || err != nil {
			t.Errorf("revoke of a %s ended %d, %v", c.says, n, err)
		}
		if _, err := c.read(); !errors.Is(err, access.ErrUnknown) {
			t.Errorf("the revoked %s is read: %v", c.says, err)
		}
		if s.Holds(g) || s.Holds(c.grant) {
			t.Errorf("the revoked %s still holds", c.says)
		}
		if n, err := other.Revoke(g.ID); n != 0 || err != nil {
			t.Errorf("revoke of nothing ended %d, %v", n, err)
		}
	}
}

func TestRevokeWantsTheWholeName(t *testing.T) {
	s := open(t, t.TempDir())
	key, g, err := s.NewKey(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", g.ID[:4], g.ID + "0", "../keys/abcd"} {
		if n, err := s.Revoke(id); n != 0 || err != nil {
			t.Errorf("revoke of %q ended %d, %v", id, n, err)
		}
	}
	if _, err := s.Key(key); err != nil {
		t.Error(err)
	}
}

// openFixed opens the store as a controller does that has a key file.
func openFixed(t *testing.T, dir, key string) *access.Store {
	t.Helper()
	s, err := access.Open(dir, map[string]access.Grant{key: {Role: "chair", Name: "key file"}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The key of a file can be listed and revoked by another process, and stays revoked
// until the file holds another one.
func TestFixedKeyIsListedAndRevoked(t *testing.T) {
	const key = "the key of the file"
	dir := t.TempDir()
	s, other := openFixed(t, dir, key), open(t, dir)
	g, err := s.Key(key)
	if err != nil || g.Role != "chair" || g.Name != "key file" || g.ID == "" || !s.Holds(g) {
		t.Fatalf("got %+v, %v", g, err)
	}
	list, err := other.List()
	if err != nil || len(list) != 1 || list[0].ID != g.ID || list[0].Kind != access.KindKeyFile || list[0].Made.IsZero() {
		t.Errorf("listed %+v, %v", list, err)
	}
	if _, err := other.Key(key); !errors.Is(err, access.ErrUnknown) {
		t.Errorf("another process takes it: %v", err)
	}
	again := openFixed(t, dir, key)
	if l, err := again.List(); err != nil || len(l) != 1 || !l[0].Made.Equal(list[0].Made) {
		t.Errorf("after a start with the same file there is %+v, %v", l, err)
	}

	if n, err := other.Revoke(g.ID); n != 1 || err != nil {
		t.Errorf("revoke ended %d, %v", n, err)
	}
	for says, s := range map[string]*access.Store{"the controller that runs": s, "it after a start": openFixed(t, dir, key)} {
		if _, err := s.Key(key); !errors.Is(err, access.ErrUnknown) || s.Holds(g) || !s.Revoked(key) {
			t.Errorf("%s takes the key: %v, %v", says, err, s.Holds(g))
		}
		if l, err := s.List(); err != nil || len(l) != 0 {
			t.Errorf("%s lists %+v, %v", says, l, err)
		}
	}
	// What was seen revoked stays so for the process, whatever becomes of the disk.
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if s.Holds(g) {
		t.Error("without the disk it is taken again")
	}

	dir = t.TempDir()
	first := openFixed(t, dir, key)
	g, _ = first.Key(key)
	if _, err := first.Revoke(g.ID); err != nil {
		t.Fatal(err)
	}
	second := openFixed(t, dir, "another key")
	if _, err := second.Key("another key"); err != nil {
		t.Errorf("another key in the file: %v", err)
	}
	if _, err := openFixed(t, dir, key).Key(key); !errors.Is(err, access.ErrUnknown) {
		t.Errorf("the old one put back into the file: %v", err)
	}
	none, err := access.Open(dir, map[string]access.Grant{})
	if err != nil {
		t.Fatal(err)
	}
	if l, err := none.List(); err != nil || len(l) != 0 {
		t.Errorf("started without a key file it lists %+v, %v", l, err)
	}
	if text := all(t, dir); strings.Contains(text, key) || strings.Contains(text, "another key") {
		t.Errorf("a key is in the store:\n%s", text)
	}
}

// all is what the files of a folder hold, and their names.
func all(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		out.WriteString(path + "\n" + string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestSignOutEndsOnlyThisSession(t *testing.T) {
	s := open(t, t.TempDir())
	first, g := signIn(t, s)
	second, _ := signIn(t, s)
	if err := s.SignOut(first); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Session(first); !errors.Is(err, access.ErrUnknown) || s.Holds(g) {
		t.Errorf("the session goes on: %v", err)
	}
	if _, err := s.Session(second); err != nil {
		t.Errorf("the other session: %v", err)
	}
	if err := s.SignOut(first); err != nil {
		t.Errorf("signed out twice: %v", err)
	}
}

func TestListIsInTheOrderOfMaking(t *testing.T) {
	s := open(t, t.TempDir())
	_, a, err := s.NewKey(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	_, b := signIn(t, s)
	_, c, err := s.NewKey(access.Grant{Role: "secretary"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Invite(access.Grant{Role: "chair"}); err != nil {
		t.Fatal(err)
	}
	list, err := s.List()
	if err != nil || len(list) != 3 {
		t.Fatalf("got %+v, %v; an invitation is not listed", list, err)
	}
	for i, want := range []access.Grant{a, b, c} {
		if list[i].ID != want.ID || list[i].Kind != want.Kind {
			t.Errorf("place %d has %s %s, want %s %s", i, list[i].Kind, list[i].ID, want.Kind, want.ID)
		}
	}
}

// A machine without a free file descriptor cannot read a credential: that must
// not cut off a chair who was let in.
func TestHoldsWhereTheDiskCannotTell(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	secret, g, err := s.NewKey(access.Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	file := only(t, filepath.Join(dir, "keys"))
	if err := errors.Join(os.Remove(file), os.Mkdir(file, 0o700)); err != nil {
		t.Fatal(err)
	}
	if !s.Holds(g) {
		t.Error("the key was taken away")
	}
	if _, err := s.Key(secret); err == nil || errors.Is(err, access.ErrUnknown) {
		t.Errorf("nobody new is let in, and it is not said that the key is unknown: %v", err)
	}
	if s.Holds(access.Grant{}) {
		t.Error("no grant at all holds")
	}
}

func signIn(t *testing.T, s *access.Store) (string, access.Grant) {
	t.Helper()
	invite, _, err := s.Invite(access.Grant{Role: "chair", Name: "tablet"})
	if err != nil {
		t.Fatal(err)
	}
	secret, g, err := s.Redeem(invite)
	if err != nil {
		t.Fatal(err)
	}
	return secret, g
}

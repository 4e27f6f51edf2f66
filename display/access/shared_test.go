package access

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

var errAway = errors.New("the cluster is away")

// common is what two controllers share.
type common struct {
	mu   sync.Mutex
	all  map[string]string
	away bool

	deletes func() // what happens once while a Delete is under way
}

func (c *common) change(do func()) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.away {
		return errAway
	}
	do()
	return nil
}

func (c *common) Put(_ context.Context, name, text string) error {
	return c.change(func() { c.all[name] = text })
}

func (c *common) Exchange(_ context.Context, from, to, text string) (ok bool, err error) {
	err = c.change(func() {
		if _, ok = c.all[from]; ok {
			delete(c.all, from)
			c.all[to] = text
		}
	})
	return ok, err
}

func (c *common) Delete(_ context.Context, names ...string) (n int, err error) {
	c.mu.Lock()
	meanwhile := c.deletes
	c.deletes = nil
	c.mu.Unlock()
	if meanwhile != nil {
		meanwhile()
	}
	err = c.change(func() {
		before := len(c.all)
		maps.DeleteFunc(c.all, func(name, _ string) bool { return slices.Contains(names, name) })
		n = before - len(c.all)
	})
	return n, err
}

func (c *common) leave(away bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.away = away
}

// copied is what is shared, as it is told to a controller.
func (c *common) copied() map[string]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.all)
}

// two are two controllers that share credentials, and a way to let both know all.
func two(t *testing.T) (one, other *Store, c *common, mirror func()) {
	t.Helper()
	c = &common{all: make(map[string]string)}
	var both []*Store
	for range 2 {
		s, err := Open(t.TempDir(), map[string]Grant{"the chair's key": {Role: "chair"}})
		if err != nil {
			t.Fatal(err)
		}
		s.Share(c)
		both = append(both, s)
	}
	return both[0], both[1], c, func() {
		t.Helper()
		for _, s := range both {
			if err := s.Mirror(c.copied()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Who is signed in at one controller is so at the other, and no more when it ends.
func TestSharedSession(t *testing.T) {
	one, other, _, mirror := two(t)
	link, invited, err := one.Invite(Grant{Role: "chair", Name: "desk"})
	if err != nil {
		t.Fatal(err)
	}
	mirror()
	secret, session, err := other.Redeem(link)
	if err != nil || session.Name != "desk" || session.Invited != invited.ID {
		t.Fatalf("redeemed as %+v, %v", session, err)
	}
	if _, _, err := one.Redeem(link); !errors.Is(err, ErrExpired) {
		t.Errorf("an invitation is good twice: %v", err)
	}
	if _, err := other.Session(secret); err != nil {
		t.Errorf("where it was opened, before anything was mirrored: %v", err)
	}
	mirror()
	at, err := one.Session(secret)
	if err != nil || at.ID != session.ID || one.Left(at) > SessionLife || one.Left(at) < SessionLife-time.Minute {
		t.Errorf("at the other: %+v, %v left, %v", at, one.Left(at), err)
	}
	if links, err := one.Invitations(); len(links) != 0 || err != nil {
		t.Errorf("links that still wait: %+v, %v", links, err)
	}
	if ended, err := one.EndSession(session.ID); !ended || err != nil {
		t.Errorf("ended: %v, %v", ended, err)
	}
	mirror()
	if other.Holds(session) {
		t.Error("it still holds where it was opened")
	}
}

// One secret is for one controller's cookie, its twin for the other's; both are one session.
func TestTwin(t *testing.T) {
	one, other, _, mirror := two(t)
	link, _, err := one.Invite(Grant{Role: "secretary", Name: "desk 2"})
	if err != nil {
		t.Fatal(err)
	}
	secret, session, err := one.Redeem(link)
	if err != nil {
		t.Fatal(err)
	}
	twin, err := one.Twin(secret)
	again, err2 := one.Twin(secret)
	if err := errors.Join(err, err2); err != nil || twin != again || twin == secret || !IsSecret(twin) {
		t.Fatalf("its twin is %q, then %q: %v", twin, again, err)
	}
	mirror()
	is, err := other.Session(twin)
	if err != nil || is.ID != session.ID || is.Name != "desk 2" || is.Role != "secretary" {
		t.Errorf("by its twin it is %+v, %v", is, err)
	}
	if all, err := other.List(); err != nil || len(all) != 2 { // it, and the key of the file
		t.Errorf("listed: %+v, %v", all, err)
	}
	if third, err := other.Twin(twin); err != nil || third != twin { // where it goes on to a third controller
		t.Errorf("a twin's own is %q, %v", third, err)
	}
	if err := other.SignOut(twin); err != nil {
		t.Error(err)
	}
	mirror()
	for _, s := range []*Store{one, other} {
		for _, secret := range []string{secret, twin} {
			if _, err := s.Session(secret); !errors.Is(err, ErrUnknown) {
				t.Errorf("after it has signed out: %v", err)
			}
		}
	}
	if _, err := one.Twin("of nobody"); !errors.Is(err, ErrUnknown) {
		t.Error(err)
	}
}

// A key that is made beside a controller opens both; a code makes one key, wherever it is
// shown; what is revoked is so at both, also a key of a file that both have.
func TestSharedKeys(t *testing.T) {
	one, other, c, mirror := two(t)
	beside, err := Open(one.dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	beside.Share(c)
	key, _, err := beside.NewKey(Grant{Role: "light", Seats: []string{"7"}})
	if err != nil {
		t.Fatal(err)
	}
	code, _, err := one.Enrol(Grant{Role: "light", Seats: []string{"8"}})
	if err != nil {
		t.Fatal(err)
	}
	mirror()
	joined, _, err := other.RedeemEnrolment(code)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := one.RedeemEnrolment(code); !errors.Is(err, ErrExpired) {
		t.Errorf("a code is good twice: %v", err)
	}
	mirror()
	for _, s := range []*Store{one, other} {
		for _, key := range []string{key, joined} {
			if g, err := s.Key(key); err != nil || g.Role != "light" || !g.Expires.IsZero() {
				t.Errorf("a key at one of them: %+v, %v", g, err)
			}
		}
		mirror()
	}
	fixed, err := one.Key("the chair's key")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := one.Revoke(fixed.ID); n != 1 || err != nil {
		t.Errorf("revoked %d, %v", n, err)
	}
	mirror()
	if _, err := other.Key("the chair's key"); !errors.Is(err, ErrUnknown) {
		t.Errorf("the key of a file that was revoked at the other: %v", err)
	}
}

// Without the cluster everybody who was known stays so, nothing new is made, and what is
// ended here is ended everywhere when it answers again.
func TestClusterAway(t *testing.T) {
	one, other, c, mirror := two(t)
	link, _, err := one.Invite(Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	secret, session, err := one.Redeem(link)
	if err != nil {
		t.Fatal(err)
	}
	late, invited, err := one.Invite(Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	mirror()
	c.leave(true)
	if _, err := other.Session(secret); err != nil {
		t.Errorf("who was signed in: %v", err)
	}
	if _, _, err := one.Redeem(late); !errors.Is(err, errAway) {
		t.Errorf("a link is redeemed: %v", err)
	}
	if ok, err := one.TakeBack(invited.ID); ok || !errors.Is(err, errAway) {
		t.Errorf("a link is taken back: %v, %v", ok, err)
	}
	if _, _, err := one.NewKey(Grant{Role: "light"}); !errors.Is(err, errAway) {
		t.Errorf("a key is made: %v", err)
	}
	if n, err := one.Revoke(session.ID); n != 1 || !errors.Is(err, ErrNotEverywhere) {
		t.Errorf("revoked %d, %v", n, err)
	}
	if _, err := one.Session(secret); !errors.Is(err, ErrUnknown) {
		t.Errorf("where it was revoked: %v", err)
	}
	c.leave(false)
	mirror()
	mirror()
	for _, s := range []*Store{one, other} {
		if _, err := s.Session(secret); !errors.Is(err, ErrUnknown) {
			t.Errorf("when the cluster is back: %v", err)
		}
	}
	if marks, err := os.ReadDir(filepath.Join(one.dir, endedDir)); err != nil || len(marks) != 0 {
		t.Errorf("%d marks are left, %v", len(marks), err)
	}
}

// What is told of all may be older than what was just made here.
func TestMirrorOfBefore(t *testing.T) {
	one, _, c, _ := two(t)
	before := maps.Clone(c.all)
	link, _, err := one.Invite(Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	secret, _, err := one.Redeem(link)
	if err != nil {
		t.Fatal(err)
	}
	if err := one.Mirror(before); err != nil {
		t.Fatal(err)
	}
	if _, err := one.Session(secret); err != nil {
		t.Errorf("a session that was just opened: %v", err)
	}
	c.all["sessions/not a hash"] = "{"
	c.all["elsewhere"] = ""
	if err := one.Mirror(c.all); err != nil {
		t.Errorf("names that are none: %v", err)
	}
	c.all["sessions/"+hash("torn")] = "{"
	if err := one.Mirror(c.all); err == nil {
		t.Error("what cannot be read is not told of")
	}
}

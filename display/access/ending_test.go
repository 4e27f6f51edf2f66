package access

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// signedIn opens a session at a controller, of which both know.
func signedIn(t *testing.T, one *Store, mirror func()) (secret string, session Grant) {
	t.Helper()
	link, _, err := one.Invite(Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	if secret, session, err = one.Redeem(link); err != nil {
		t.Fatal(err)
	}
	mirror()
	return secret, session
}

func isOver(t *testing.T, when string, s *Store, secrets ...string) {
	t.Helper()
	for n, secret := range secrets {
		if _, err := s.Session(secret); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: secret %d is read: %v", when, n, err)
		}
	}
}

// A copy from before, that comes while the others are told and do not answer, brings nothing
// back of what was ended; also where it was ended beside the controller.
func TestEndedWhileMirrored(t *testing.T) {
	for _, says := range []string{"at the controller", "beside it"} {
		t.Run(says, func(t *testing.T) {
			one, other, c, mirror := two(t)
			secret, session := signedIn(t, one, mirror)
			by := other
			if says == "beside it" {
				beside, err := Open(other.dir, nil)
				if err != nil {
					t.Fatal(err)
				}
				beside.Share(c)
				by = beside
			}
			before := c.copied()
			c.leave(true)
			c.deletes = func() { _ = other.Mirror(before) } // which cannot tell it either
			if n, err := by.Revoke(session.ID); n != 1 || !errors.Is(err, ErrNotEverywhere) {
				t.Errorf("revoked %d, %v", n, err)
			}
			isOver(t, "while the cluster is away", other, secret)
			c.leave(false)
			mirror()
			mirror()
			isOver(t, "when it is back", one, secret)
			isOver(t, "when it is back", other, secret)
			if marks, err := os.ReadDir(filepath.Join(other.dir, endedDir)); err != nil || len(marks) != 0 {
				t.Errorf("%d marks are left, %v", len(marks), err)
			}
		})
	}
}

// What is ended while a Mirror is under way, after it has read what was, is not learned by it.
func TestEndedInTheMidstOfMirror(t *testing.T) {
	one, other, c, mirror := two(t)
	secret, session := signedIn(t, one, mirror)
	_, earlier := signedIn(t, one, mirror)
	before := c.copied()
	c.leave(true)
	end := func(g Grant) {
		t.Helper()
		if ended, err := other.EndSession(g.ID); !ended || !errors.Is(err, ErrNotEverywhere) {
			t.Errorf("ended: %v, %v", ended, err)
		}
	}
	end(earlier)
	c.deletes = func() { end(session) } // while it tells of the earlier one
	_ = other.Mirror(before)
	isOver(t, "after it", other, secret)
}

// A copy may come late: one from before does not bring back what all have been told of.
func TestEndedAndThenMirrored(t *testing.T) {
	one, other, c, mirror := two(t)
	secret, session := signedIn(t, one, mirror)
	before := c.copied()
	if ended, err := other.EndSession(session.ID); !ended || err != nil {
		t.Errorf("ended: %v, %v", ended, err)
	}
	if err := other.Mirror(before); err != nil {
		t.Error(err)
	}
	isOver(t, "after the copy", other, secret)
	mirror()
	if marks, err := os.ReadDir(filepath.Join(other.dir, endedDir)); err != nil || len(marks) != 0 {
		t.Errorf("%d marks are left, %v", len(marks), err)
	}
}

// A session of which the file is damaged is ended for all too by who signs out.
func TestDamagedSessionIsSignedOut(t *testing.T) {
	one, other, _, mirror := two(t)
	secret, session := signedIn(t, one, mirror)
	if err := os.WriteFile(one.file(KindSession, session.hash), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	one.memory.forget(one.file(KindSession, session.hash)) // as after a start
	if err := one.SignOut(secret); err != nil {
		t.Error(err)
	}
	mirror()
	isOver(t, "here", one, secret)
	isOver(t, "at the other", other, secret)
}

// A second secret ends with its session, also where it became known only afterwards: it was
// made by who had read the session before it ended, or was kept late.
func TestTwinEndsWithItsSession(t *testing.T) {
	for _, says := range []string{"made here", "made at the other", "kept late"} {
		t.Run(says, func(t *testing.T) {
			one, other, c, mirror := two(t)
			secret, session := signedIn(t, one, mirror)
			was := c.copied()
			twin, err := one.Twin(secret)
			if err != nil {
				t.Fatal(err)
			}
			text := maps.Clone(c.all)
			maps.DeleteFunc(text, func(name, _ string) bool { _, is := was[name]; return is })
			if len(text) != 1 {
				t.Fatalf("a second secret is %v", text)
			}
			kept := one.file(KindSession, hash(twin))
			switch says {
			case "made here": // its session ends between what is read and what is kept
				file, err := os.ReadFile(kept)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := one.EndSession(session.ID); err != nil {
					t.Fatal(err)
				}
				maps.Copy(c.all, text)
				if err := os.WriteFile(kept, file, 0o600); err != nil {
					t.Fatal(err)
				}
			case "made at the other": // which has not been told of here yet
				if ended, err := other.EndSession(session.ID); !ended || err != nil {
					t.Fatalf("ended: %v, %v", ended, err)
				}
			case "kept late":
				if _, err := one.EndSession(session.ID); err != nil {
					t.Fatal(err)
				}
				mirror()
				maps.Copy(c.all, text)
			}
			mirror()
			for _, s := range []*Store{one, other} {
				isOver(t, "at once", s, secret, twin)
			}
			if left := c.copied(); len(left) != 0 {
				t.Errorf("shared is still %v", left)
			}
		})
	}
}

// Where a session was ended here and the others do not know yet, nothing opens it by a second
// secret of which this controller hears then.
func TestTwinOfWhatIsEndedHere(t *testing.T) {
	one, other, c, mirror := two(t)
	secret, session := signedIn(t, one, mirror)
	twin, err := one.Twin(secret)
	if err != nil {
		t.Fatal(err)
	}
	c.leave(true)
	if ended, err := other.EndSession(session.ID); !ended || !errors.Is(err, ErrNotEverywhere) {
		t.Errorf("ended: %v, %v", ended, err)
	}
	_ = other.Mirror(c.copied())
	isOver(t, "while the cluster is away", other, secret, twin)
}

// The second secret of a session that was just opened here stays, whatever is told of before
// it; and a folder that is brought to others has it after the first.
func TestTwinOfANewSession(t *testing.T) {
	one, other, c, _ := two(t)
	secret, session := signedIn(t, one, func() {})
	twin, err := one.Twin(secret)
	if err != nil {
		t.Fatal(err)
	}
	all, first := c.copied(), nameOf(KindSession, session.hash)
	delete(all, first)
	if err := one.Mirror(all); err != nil {
		t.Error(err)
	}
	for _, secret := range []string{secret, twin} {
		if _, err := one.Session(secret); err != nil {
			t.Error(err)
		}
	}
	if err := other.Mirror(c.copied()); err != nil {
		t.Error(err)
	}
	for _, s := range []*Store{one, other} {
		texts, err := s.Shareable()
		if err != nil || len(texts) != 2 || texts[0].Name != first || texts[1].Name != nameOf(KindSession, hash(twin)) {
			t.Errorf("what can be shared: %v, %v", texts, err)
		}
	}
}

// A wall clock that is behind gives what is heard of no more than a whole life.
func TestLearnedLivesNoLonger(t *testing.T) {
	one, _, c, mirror := two(t)
	secret, _ := signedIn(t, one, mirror)
	_, err := one.Twin(secret)
	_, _, err2 := one.Invite(Grant{Role: "chair"})
	used, _, err3 := one.Enrol(Grant{Role: "light"})
	_, _, err4 := one.RedeemEnrolment(used)
	_, _, err5 := one.Enrol(Grant{Role: "light"})
	_, _, err6 := one.NewKey(Grant{Role: "light"})
	if err := errors.Join(err, err2, err3, err4, err5, err6); err != nil {
		t.Fatal(err)
	}
	const behind = 20 * 365 * 24 * time.Hour
	third, err := Open(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	third.beside = false
	third.Share(c)
	all := c.copied()
	for name, text := range all {
		var g Grant
		if err := json.Unmarshal([]byte(text), &g); err != nil {
			t.Fatal(err)
		}
		if !g.Expires.IsZero() {
			g.Expires = g.Expires.Add(behind)
		}
		if g.Unused != nil {
			g.Unused.Expires = g.Unused.Expires.Add(behind)
		}
		later, err := json.Marshal(g)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(later)
	}
	if err := third.Mirror(all); err != nil {
		t.Fatal(err)
	}
	of := make(map[string]int)
	for _, kind := range sharedKinds {
		hashes, err := third.hashes(kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hashes {
			g, err := third.read(kind, h)
			if err != nil {
				t.Error(err)
			}
			of[kind]++
			switch life := map[string]time.Duration{KindSession: SessionLife, KindInvite: InviteLife, KindEnrolment: InviteLife, KindJoining: InviteLife}[kind]; {
			case life == 0 && !g.Expires.IsZero():
				t.Errorf("a %s lives until %v", kind, g.Expires)
			case life > 0 && (third.Left(g) > life || time.Until(g.Expires) > life):
				t.Errorf("a %s lives for %v, and by the wall clock until %v", kind, third.Left(g), g.Expires)
			}
		}
	}
	if want := map[string]int{KindKey: 1, KindInvite: 1, KindSession: 2, KindEnrolment: 1, KindJoining: 1}; !maps.Equal(of, want) {
		t.Errorf("learned are %v, want %v", of, want)
	}
}

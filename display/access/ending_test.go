package access

import (
	"encoding/json"
	"errors"
	"maps"
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

package access_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/access"
)

// A code makes one key, of what it was made for, and nothing twice; a few minutes later
// none at all.
func TestEnrolment(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		store, err := access.Open(dir, map[string]access.Grant{})
		if err != nil {
			t.Fatal(err)
		}
		made := func() string {
			code, g, err := store.Enrol(access.Grant{Role: "light", Seats: []string{"7"}, Machine: &access.Machine{Pin: "GPIO17"}})
			if err != nil || g.Kind != access.KindEnrolment || store.Left(g) != access.InviteLife || !regexp.MustCompile(`^([0-9a-hj-km-np-tv-z]{4}-){3}[0-9a-hj-km-np-tv-z]{4}$`).MatchString(code) {
				t.Fatalf("%q, %+v, %v", code, g, err)
			}
			return code
		}
		code, late := made(), made()
		if all, err := store.Enrolments(); err != nil || len(all) != 2 {
			t.Errorf("%d wait, %v", len(all), err)
		}
		if g, err := store.Enrolment(strings.ToUpper(code)); err != nil || g.Machine.Pin != "GPIO17" {
			t.Errorf("as somebody types it: %+v, %v", g, err)
		}
		if all, err := store.List(); err != nil || len(all) != 0 {
			t.Errorf("a code is a key already: %v, %v", all, err)
		}
		if _, err := store.Key(code); !errors.Is(err, access.ErrUnknown) {
			t.Errorf("a code opens as a key: %v", err)
		}
		key, _, err := store.RedeemEnrolment(code)
		if err != nil {
			t.Fatal(err)
		}
		if g, err := store.Key(key); err != nil || g.Role != "light" || len(g.Seats) != 1 || g.Seats[0] != "7" {
			t.Errorf("the key is %+v, %v", g, err)
		}
		if _, _, err := store.RedeemEnrolment(code); !errors.Is(err, access.ErrExpired) {
			t.Errorf("once more: %v", err)
		}
		time.Sleep(access.InviteLife + time.Second)
		if _, _, err := store.RedeemEnrolment(late); !errors.Is(err, access.ErrExpired) {
			t.Errorf("too late: %v", err)
		}
		if _, err := store.Enrolment("0000-0000-0000-0000"); !errors.Is(err, access.ErrExpired) {
			t.Errorf("one that there never was: %v", err)
		}
	})
}

// The answer that brought a key may have been cut off: a key that nobody has shown within a
// quarter of an hour is none. One that was shown once stays, by whatever clock, and when it
// is not shown again for years.
func TestKeyOfALineIsShownSoon(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		store, err := access.Open(dir, map[string]access.Grant{})
		if err != nil {
			t.Fatal(err)
		}
		joined := func() (key string, _ access.Grant) {
			code, _, err := store.Enrol(access.Grant{Role: "light", Seats: []string{"7"}, Machine: &access.Machine{Pin: "GPIO17"}})
			if err != nil {
				t.Fatal(err)
			}
			key, g, err := store.RedeemEnrolment(code)
			if err != nil || g.ID == "" {
				t.Fatalf("%+v, %v", g, err)
			}
			return key, g
		}
		used, is := joined()
		lost, gone := joined()
		revoked, away := joined()
		restarted, _ := joined()
		if all, err := store.List(); err != nil || len(all) != 4 {
			t.Errorf("listed are %v, %v", all, err)
		}
		if n, err := store.Revoke(away.ID); n != 1 || err != nil {
			t.Errorf("revoked were %d, %v", n, err)
		}
		if _, err := store.Key(revoked); !errors.Is(err, access.ErrUnknown) {
			t.Errorf("a key that was revoked before it was shown: %v", err)
		}
		for range 2 {
			if g, err := store.Key(used); err != nil || g.ID != is.ID || g.Kind != access.KindKey || !g.Expires.IsZero() || !store.Holds(g) {
				t.Errorf("shown, it is %+v, %v", g, err)
			}
		}
		time.Sleep(access.InviteLife - time.Second)
		// Another start, on another clock, goes on counting.
		if store, err = access.Open(dir, map[string]access.Grant{}); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Key(restarted); err != nil {
			t.Errorf("in time, after a start: %v", err)
		}
		time.Sleep(2 * time.Second)
		if _, err := store.Key(lost); !errors.Is(err, access.ErrExpired) {
			t.Errorf("a key that nobody has shown: %v", err)
		}
		time.Sleep(access.SessionLife)
		if store, err = access.Open(dir, map[string]access.Grant{}); err != nil {
			t.Fatal(err)
		}
		if all, err := store.List(); err != nil || len(all) != 2 {
			t.Errorf("listed are %v, %v", all, err)
		}
		if _, err := store.Key(lost); !errors.Is(err, access.ErrUnknown) {
			t.Errorf("after a start the key of %s is there: %v", gone.ID, err)
		}
		for _, key := range []string{used, restarted} {
			if g, err := store.Key(key); err != nil || !store.Holds(g) {
				t.Errorf("a key that was shown: %+v, %v", g, err)
			}
		}
	})
}

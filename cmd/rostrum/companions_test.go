package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/journal/etcd"
)

func TestCompanions(t *testing.T) {
	began := time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)
	at := func(s int) time.Time { return began.Add(time.Duration(s) * time.Second) }
	us, other := etcd.Leader{Address: "https://10.0.0.1:8443"}, etcd.Leader{Address: "https://10.0.0.2:8443", Public: "http://10.0.0.2:8080"}
	c := newCompanions(us.Address, []string{"https://a:2379", "https://b:2379", "https://c:2379"}, began)

	c.there([]etcd.Leader{us}, at(1))
	if s := c.told(at(1)); s.Leader != us.Address || s.AloneSince == nil || !s.AloneSince.Equal(began) || len(s.Others) != 0 || s.Machines != 3 {
		t.Errorf("alone: %+v", s)
	}
	c.there([]etcd.Leader{us, other}, at(2))
	want := []timer.Other{{Address: other.Address, Public: other.Public}}
	if s := c.told(at(2)); s.AloneSince != nil || len(s.Others) != 1 || !s.Others[0].Ready || !slices.Equal(c.others(), want) {
		t.Errorf("with another: %+v, %v", s, c.others())
	}

	// It is missed, which is said when it stays away, as of when it was missed first; and
	// pages listen to it all the same.
	c.there([]etcd.Leader{us}, at(10))
	c.there([]etcd.Leader{us}, at(12))
	if s := c.told(at(12)); !s.Others[0].Ready {
		t.Errorf("it is said too soon: %+v", s)
	}
	c.there([]etcd.Leader{us}, at(13))
	if s := c.told(at(13)); s.Others[0].Ready || !s.Others[0].AwaySince.Equal(at(10)) || !slices.Equal(c.others(), want) {
		t.Errorf("away: %+v, %v", s, c.others())
	}
	// Where the cluster does not answer nobody is known to lead, and nobody comes back.
	c.unknown()
	if s := c.told(at(14)); s.Leader != "" || s.Others[0].Ready {
		t.Errorf("nothing is known: %+v", s)
	}
	c.there([]etcd.Leader{other, us}, at(15))
	if s := c.told(at(15)); s.Leader != other.Address || !s.Others[0].Ready || s.Others[0].AwaySince != nil {
		t.Errorf("back, and it leads: %+v", s)
	}

	c.answered([]bool{true, false, true}, at(20))
	c.answered([]bool{true, false, true}, at(22))
	if s := c.told(at(22)); len(s.Away) != 0 {
		t.Errorf("a member is slow: %+v", s.Away)
	}
	if s := c.told(at(24)); len(s.Away) != 1 || s.Away[0] != (timer.Machine{Address: "https://b:2379", AwaySince: at(20)}) {
		t.Errorf("a member is away: %+v", s.Away)
	}
	c.answered([]bool{true, true, true}, at(25))
	if s := c.told(at(25)); len(s.Away) != 0 {
		t.Errorf("it is back: %+v", s.Away)
	}
}

// There are never more than pages can listen to: who has been away for longest is forgotten.
func TestCompanionsAreFew(t *testing.T) {
	began := time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)
	c := newCompanions("https://10.0.0.1:8443", nil, began)
	for n := range 3 * mostOthers {
		c.there([]etcd.Leader{{Address: fmt.Sprintf("https://10.0.1.%d:8443", n)}}, began.Add(time.Duration(n)*time.Second))
	}
	if all := c.others(); len(all) != mostOthers || all[len(all)-1].Address != fmt.Sprintf("https://10.0.1.%d:8443", 3*mostOthers-1) {
		t.Errorf("%d others are told of: %v", len(all), all)
	}
	// One with an address that no page may speak to is heard, and not listened to.
	c = newCompanions("https://10.0.0.1:8443", nil, began)
	c.there([]etcd.Leader{{Address: "https://[fd00::2]:8443"}}, began)
	if s := c.told(began); len(c.others()) != 0 || len(s.Others) != 1 {
		t.Errorf("%v, %+v", c.others(), s)
	}
}

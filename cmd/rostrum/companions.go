package main

import (
	"context"
	"slices"
	"time"

	"rostrum/display"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/journal/etcd"
)

const (
	// lookEvery is how often the cluster is asked which controllers there are, and it is
	// looked which of its members answer.
	lookEvery = time.Second
	// awayAfter is how long one is missed before it is said: a lead that is over is given
	// back and asked for again, and a member may be slow once.
	awayAfter = 3 * time.Second
	// mostOthers is how many other controllers are told of.
	mostOthers = 8
)

// companions is what a controller knows of the others of its room, and of the machines that
// keep the record. It is a calculation; [companions.watch] asks for it.
type companions struct {
	address string // of this one
	began   time.Time
	leader  string
	heard   []companion
	members []member
}

// companion is another controller that was heard since the start.
type companion struct {
	address, public string
	missed          time.Time // when it was first not there; zero while it is
}

type member struct {
	address string
	missed  time.Time
}

func newCompanions(address string, members []string, now time.Time) *companions {
	c := &companions{address: address, began: now}
	for _, m := range members {
		c.members = append(c.members, member{address: m})
	}
	return c
}

// there takes which controllers the cluster knows at an instant.
func (c *companions) there(all []etcd.Leader, now time.Time) {
	c.leader = ""
	if len(all) > 0 {
		c.leader = all[0].Address
	}
	for i := range c.heard {
		one := &c.heard[i]
		here := slices.IndexFunc(all, func(l etcd.Leader) bool { return l.Address == one.address })
		switch {
		case here >= 0:
			one.public, one.missed = all[here].Public, time.Time{}
		case one.missed.IsZero():
			one.missed = now
		}
	}
	for _, l := range all {
		if l.Address == "" || l.Address == c.address || slices.ContainsFunc(c.heard, func(one companion) bool { return one.address == l.Address }) {
			continue
		}
		if len(c.heard) == mostOthers {
			c.forget()
		}
		if len(c.heard) < mostOthers {
			c.heard = append(c.heard, companion{address: l.Address, public: l.Public})
		}
	}
}

// forget makes room: of those that are not there it drops the one that was missed first.
func (c *companions) forget() {
	oldest := -1
	for i, one := range c.heard {
		if !one.missed.IsZero() && (oldest < 0 || one.missed.Before(c.heard[oldest].missed)) {
			oldest = i
		}
	}
	if oldest >= 0 {
		c.heard = slices.Delete(c.heard, oldest, oldest+1)
	}
}

// unknown is that the cluster does not say which controllers there are: nobody is known to
// lead, and none is missed for that.
func (c *companions) unknown() { c.leader = "" }

// answered takes which members answer, in their order.
func (c *companions) answered(there []bool, now time.Time) {
	for i := range c.members {
		switch m := &c.members[i]; {
		case there[i]:
			m.missed = time.Time{}
		case m.missed.IsZero():
			m.missed = now
		}
	}
}

// others are where pages find the other controllers. Whoever was heard once is told of also
// where it is away: a page may not listen to whom it was not told of when it was loaded.
func (c *companions) others() []timer.Other {
	var all []timer.Other
	for _, one := range c.heard {
		origin, err := display.RoomOrigin(one.address)
		if err != nil {
			continue // no page may speak to it, which it has said in its own log
		}
		public, _ := display.RoomOrigin(one.public)
		all = append(all, timer.Other{Address: origin, Public: public})
	}
	return all
}

// told is how all of them do, for operators.
func (c *companions) told(now time.Time) timer.Several {
	out := timer.Several{Leader: c.leader, Others: []timer.Controller{}, Machines: len(c.members), Away: []timer.Machine{}}
	for _, one := range c.heard {
		row := timer.Controller{Address: one.address, Ready: !isAway(one.missed, now)}
		if !row.Ready {
			row.AwaySince = &one.missed
		}
		out.Others = append(out.Others, row)
	}
	if len(c.heard) == 0 {
		out.AloneSince = &c.began
	}
	for _, m := range c.members {
		if isAway(m.missed, now) {
			out.Away = append(out.Away, timer.Machine{Address: m.address, AwaySince: m.missed})
		}
	}
	return out
}

func isAway(missed, now time.Time) bool { return !missed.IsZero() && now.Sub(missed) >= awayAfter }

// watch keeps the engine told until ctx ends.
func (c *companions) watch(ctx context.Context, cluster *etcd.Cluster, live *engine.Engine) {
	every := time.NewTicker(lookEvery)
	defer every.Stop()
	for {
		all, err := cluster.Candidates(ctx)
		if err != nil {
			c.unknown()
		} else {
			c.there(all, time.Now().UTC())
		}
		c.answered(cluster.Answer(), time.Now().UTC())
		if ctx.Err() != nil || live.Several(ctx, c.others(), c.told(time.Now().UTC())) != nil {
			return
		}
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
	}
}

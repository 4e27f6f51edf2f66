package cluster_test

import (
	"errors"
	"math"
	"net/http"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// loses kills two of the three members, and waits until a controller knows that nobody
// leads any more.
func (c *cluster) loses(t *testing.T, lead *testbed.Controller) {
	t.Helper()
	for _, m := range c.members[:2] {
		m.process.Kill()
	}
	lead.Await("the lead to be over", func(s *wire.State) bool { return s.Standby != nil && s.Standby.Leader == "" })
}

func (c *cluster) comesBack() {
	for _, m := range c.members[:2] {
		c.start(m)
	}
	c.ready()
}

// lightAt connects the light of seat 7 to a controller.
func lightAt(t *testing.T, to *testbed.Controller, config string) *testbed.HandAgent {
	t.Helper()
	_, key := newKey(t, "light", "--seat", "7", "--name", "lamp", "--config", config)
	awaited(t, "the light's key to be known", func() bool { return as(t, to, key) != http.StatusUnauthorized })
	return testbed.Come(t, to.Address(), key, wire.Agent{ID: "lamp", Version: "1", Seats: []string{"7"}, HoldoverMS: 1000})
}

// Two of three machines are lost: what was known goes on being shown, nothing is taken, and
// the chair lets the debate go on unrecorded. When the machines are back all of it is
// recorded, for nobody else has led.
func TestGoesOnUnrecorded(t *testing.T) {
	t.Parallel()
	c := bring(t)
	lead, standby := c.pair(t, "apart", onLoopback)
	give := lead.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := lead.Do("start", "start", map[string]any{"statement": give.Statement})
	follows(standby, lead, begun.Rev)
	if status, _, err := standby.Post(map[string]any{"id": "too soon", "do": "go-on-unrecorded"}); status != http.StatusConflict || !strings.Contains(err.Error(), "majority") {
		t.Errorf("while the machines answer: %d, %v", status, err)
	}
	light := lightAt(t, lead, c.config(t, lead.Dir, "apart"))
	light.Course(func(*wire.Course) bool { return true })
	c.loses(t, lead)
	// Nobody says any more what is to be shown.
	light.Told("word that it stands by", func(said *wire.Answer) bool { return said.Hello != nil && said.Hello.Standby })
	zeroAt(t, "who does not lead any more", lead.State(), begun.ClockMS)
	if status, _, err := lead.Post(map[string]any{"id": "no", "do": "pause", "statement": give.Statement}); status != http.StatusConflict {
		t.Errorf("without the majority a pause is answered %d, %v", status, err)
	}
	guest := &client{both: [2]*machine{{Controller: lead}}}
	defer guest.hangUp()
	var err error
	if guest.ws, err = guest.both[0].listen(""); err != nil {
		t.Fatal(err)
	}
	untrue := func() {
		t.Helper()
		err := guest.ws.WriteJSON(map[string]any{"type": "status", "lights": []string{}, "lead": int64(math.MaxInt64)})
		if err := errors.Join(err, guest.sync()); err != nil {
			t.Error(err)
		}
	}
	untrue() // only a light's word would count
	on := lead.Do("on", "go-on-unrecorded", nil)
	untrue()
	pause := lead.Do("pause", "pause", map[string]any{"statement": give.Statement})
	if on.Durable || pause.Durable {
		t.Errorf("it is said to be durable: %+v, %+v", on, pause)
	}
	s := lead.State()
	if s.Standby != nil || s.Lead == 0 || !s.Saving.GoingOn || s.Saving.Unrecorded != 2 || s.Floor == nil || !s.Floor.Paused {
		t.Errorf("going on, it shows %+v, %+v", s.Standby, s.Saving)
	}
	// Not sooner than a person would have decided.
	standby.Await("the other controller to miss the majority", func(s *wire.State) bool { return s.Several != nil && len(s.Several.Away) == 2 })
	c.comesBack()
	lead.Await("what was done to be recorded", func(s *wire.State) bool {
		return s.Standby == nil && !s.Saving.GoingOn && s.Lead > 0
	})
	resume := lead.Do("resume", "resume", map[string]any{"statement": give.Statement})
	if !resume.Durable || resume.Rev != pause.Rev+1 {
		t.Errorf("the next act is %+v, after %+v", resume, pause)
	}
	follows(standby, lead, resume.Rev)
}

// The other controller leads by the majority while this one, cut off from it, goes on
// unrecorded: what the other one takes stands, and what was done here is kept as a page.
func TestPartsFromTheRecord(t *testing.T) {
	t.Parallel()
	c := bring(t)
	lead, standby := c.pair(t, "parted", onLoopback)
	list := lead.State().List
	c.loses(t, lead)
	on := lead.Do("on", "go-on-unrecorded", nil)
	lead.Do("here", "note", map[string]any{"text": "Done apart"})
	sleeper := &member{process: lead.Process()}
	c.stop(sleeper, true) // so that the other one does not yield to it
	c.comesBack()
	s := standby.Await("the other controller to lead", func(s *wire.State) bool { return s.Standby == nil && s.Lead > 0 })
	there := standby.Do("there", "inscribe", map[string]any{"delegation": "Recorded", "kind": "state"})
	if there.Rev != on.Rev || len(s.List) != len(list) {
		t.Errorf("the other one goes on with %+v", there)
	}
	c.stop(sleeper, false)
	s = follows(lead, standby, there.Rev)
	var recorded []byte
	if status, err := lead.Ask(http.MethodGet, "/api/v1/record", nil, &recorded); status != http.StatusOK || strings.Contains(string(recorded), "Done apart") {
		t.Errorf("the record, %d, %v, has what was done apart: %s", status, err, recorded)
	}
	name := ""
	for _, n := range s.Notices {
		if n.Code == "kept-apart" {
			name = n.About
		}
	}
	var page []byte
	if status, err := lead.Ask(http.MethodGet, "/record/apart/"+name+"?lang=fr", nil, &page); status != http.StatusOK || !strings.Contains(string(page), "Done apart") {
		t.Errorf("the page %q of it: %d, %v, %d bytes", name, status, err, len(page))
	}
}

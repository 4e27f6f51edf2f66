package cluster_test

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// trouble is one round's: the statement runs and the lamp flashes when it strikes.
type trouble struct {
	name      string
	within    time.Duration // for how long there may be no right tick; none where there is nobody to lead
	takesLead bool          // the other controller has to lead
	silences  bool          // the lamp, or everybody, does not hear who leads until it has healed
	ready     func(*debate, *round)
	strike    func(*debate, *round)
	heal      func(*debate, *round)
}

// round is who was there when it struck.
type round struct {
	dice        *rand.Rand
	lead, other *machine
	hurt        *member
	fill        string
}

// How long there may be no right tick where who leads is lost, and where etcd's leader is.
const (
	afterLead   = 3 * time.Second
	afterLeader = 4 * time.Second
)

// The names of what a debate prepares for.
const (
	aFullDisk    = "a member's disk is full"
	allAreKilled = "all are killed"
)

// Those that a short run plays come first.
var troubles = []trouble{
	{name: "the lead is killed", within: afterLead, takesLead: true, strike: leadKilled, heal: leadBack},
	{name: "a machine is lost, with etcd's leader", within: afterLeader, takesLead: true, ready: leaderBeside, strike: machineLost, heal: machineBack},
	{name: "a machine goes silent, with etcd's leader", within: afterLeader, takesLead: true, ready: leaderBeside, strike: machineStands, heal: machineGoesOn},
	{name: "the lead stands still", within: afterLead, takesLead: true, strike: leadStands, heal: leadGoesOn},
	{name: "a machine is lost", within: afterLead, takesLead: true, ready: leaderElsewhere, strike: machineLost, heal: machineBack},
	{name: "a member is killed", within: afterLeader, strike: memberKilled, heal: memberBack},
	{name: "the lead is cut off from the cluster", within: afterLead, takesLead: true, ready: anyLeader, strike: leadCutOff, heal: leadHeard},
	{name: "the lead is cut off from its lights", within: afterLead, silences: true, strike: lightsCutOff, heal: lightsHeard},
	{name: aFullDisk, within: afterLeader, strike: diskFull, heal: diskFree},
	{name: "a member comes back with another clock", within: afterLeader, strike: memberKilled, heal: memberAhead},
	{name: "a machine goes silent", within: afterLead, takesLead: true, ready: leaderElsewhere, strike: machineStands, heal: machineGoesOn},
	{name: "the other machine goes silent", within: afterLeader, ready: anyLeader, strike: otherStands, heal: otherGoesOn},
	{name: "a member goes silent", within: afterLeader, strike: memberStands, heal: memberGoesOn},
	{name: allAreKilled, silences: true, strike: allKilled, heal: allBack},
}

func leadKilled(_ *debate, r *round)   { r.lead.Kill() }
func leadBack(_ *debate, r *round)     { r.lead.restart() }
func leadCutOff(_ *debate, r *round)   { held(r.lead.members, true) }
func leadHeard(_ *debate, r *round)    { held(r.lead.members, false) }
func lightsCutOff(_ *debate, r *round) { r.lead.lights.Hold(true) }
func lightsHeard(_ *debate, r *round)  { r.lead.lights.Hold(false) }
func leadStands(d *debate, r *round)   { d.stop(processOf(r.lead), true) }
func leadGoesOn(d *debate, r *round)   { d.stop(processOf(r.lead), false) }

func leaderBeside(d *debate, r *round) { d.leadsOthers(r.lead.member) }

// leaderElsewhere has a member lead the others that stays.
func leaderElsewhere(d *debate, r *round) {
	d.leadsOthers([]*member{r.other.member, d.members[2]}[r.dice.IntN(2)])
}

// anyLeader has any of them do.
func anyLeader(d *debate, r *round) { d.leadsOthers(d.members[r.dice.IntN(3)]) }

func machineLost(_ *debate, r *round) {
	var both sync.WaitGroup
	both.Go(r.lead.Kill)
	both.Go(r.lead.member.process.Kill)
	both.Wait()
}

func machineBack(d *debate, r *round) {
	d.start(r.lead.member)
	r.lead.restart()
}

// machineStands is a machine that is lost as one whose plug is pulled: nobody closes its
// connections. That it goes on later is more than such a one does.
func machineStands(d *debate, r *round) { stands(d, r.lead, true) }
func machineGoesOn(d *debate, r *round) { stands(d, r.lead, false) }
func otherStands(d *debate, r *round)   { stands(d, r.other, true) }
func otherGoesOn(d *debate, r *round)   { stands(d, r.other, false) }

func stands(d *debate, m *machine, still bool) {
	d.stop(m.member, still)
	d.stop(processOf(m), still)
}

// processOf is a controller as stop takes it.
func processOf(m *machine) *member { return &member{process: m.Process()} }

func memberStands(d *debate, r *round) {
	r.hurt = d.members[r.dice.IntN(3)]
	d.stop(r.hurt, true)
}

func memberGoesOn(d *debate, r *round) { d.stop(r.hurt, false) }

func memberKilled(d *debate, r *round) {
	r.hurt = d.members[r.dice.IntN(3)]
	r.hurt.process.Kill()
}

func memberBack(d *debate, r *round) { d.start(r.hurt) }

// memberAhead starts a member on a steady clock a day ahead, as after a step of it, and has it
// lead the others: what it knows of leases is by that clock.
func memberAhead(d *debate, r *round) {
	words := r.hurt.words
	defer func() { r.hurt.words = words }()
	under := []string{"unshare", "--time", "--monotonic", "86400", "--boottime", "86400"}
	if exec.Command(under[0], append(under[1:], "true")...).Run() != nil {
		d.Log("no process can be given another clock here: the member comes back with this one's")
		under = nil
	}
	r.hurt.words = append(under, words...)
	d.start(r.hurt)
	d.caughtUp(r.hurt)
	d.leadsOthers(r.hurt)
}

// diskFull leaves no room on the disk of a member, and has the members want some.
func diskFull(d *debate, r *round) {
	if d.small == "" {
		d.Log("no small disk can be had here: the member is killed")
		memberKilled(d, r)
		return
	}
	r.hurt, r.fill = d.members[0], filepath.Join(d.small, "fill")
	file, err := os.Create(r.fill)
	if err != nil {
		d.Fatal(err)
	}
	for piece := make([]byte, 1<<20); err == nil; {
		_, err = file.Write(piece)
	}
	_ = file.Close()
	ballast := string(make([]byte, 1<<20))
	for n := 0; alive(r.hurt); n++ { // what it has already taken of the disk is still free
		if n == 300 {
			d.Fatal("a member goes on without room on its disk")
		}
		ctx, done := context.WithTimeout(context.Background(), 2*time.Second)
		_, _ = d.raw.Put(ctx, "test/ballast", ballast)
		done()
	}
}

// alive says whether a member has not ended by itself.
func alive(m *member) bool { return m.process.Process.Signal(syscall.Signal(0)) == nil }

func diskFree(d *debate, r *round) {
	if r.fill != "" {
		if err := os.Remove(r.fill); err != nil {
			d.Fatal(err)
		}
	}
	d.start(r.hurt)
}

func allKilled(d *debate, r *round) {
	var all sync.WaitGroup
	for _, m := range d.both {
		all.Go(m.Kill)
	}
	for _, m := range d.members {
		all.Go(m.process.Kill)
	}
	all.Wait()
}

func allBack(d *debate, _ *round) {
	for _, m := range d.members {
		d.start(m)
	}
	d.ready()
	for _, m := range d.both {
		m.restart()
	}
}

// leadsOthers has a member lead the others.
func (c *cluster) leadsOthers(m *member) {
	c.Helper()
	c.await(m.name+" to lead the members", func(ctx context.Context) bool {
		is, err := c.raw.Status(ctx, "https://"+m.client)
		if err != nil || is.Leader == is.Header.MemberId {
			return err == nil
		}
		direct := c.client("https://" + c.leader().client)
		defer func() { _ = direct.Close() }()
		_, _ = direct.MoveLeader(ctx, is.Header.MemberId)
		return false
	})
}

// smallDisk is one for the first member, or none where nobody may have one.
func smallDisk(t testing.TB) string {
	t.Helper()
	if os.Geteuid() != 0 && !testbed.Required(t, testbed.Disks) {
		return ""
	}
	return testbed.SmallDisk(t, 400<<20)
}

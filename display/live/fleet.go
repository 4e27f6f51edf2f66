package live

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// mostMachines is how many machines are remembered, those that are here and those that
// were.
const mostMachines = 512

// machineRate is how often an agent may say how its machine does: it does so once a minute.
var machineRate = timer.Rate{Burst: 4, Every: 10 * time.Second}

// fleet is what is known of the room's machines: of each key, and each machine that has it,
// what was said last.
type fleet struct {
	mu       sync.Mutex
	machines map[machineKey]*member
}

type machineKey struct{ key, host string }

type member struct {
	said wire.MachineNow
	conn *conn // by which it was said
}

// machine takes what an agent says of its machine.
func (c *conn) machine(m *wire.Machine) {
	is := c.who()
	if err := is.mayBeAgent(); err != nil {
		c.refuse("", err)
		return
	}
	if !c.tells.Take(machineRate, c.hub.Clock.Steady()) { // by the reader alone
		c.refuse("", errOften)
		return
	}
	c.hub.fleet.keep(c, wire.MachineNow{
		ID: is.ID(), Role: is.Role, Name: is.Name, Seats: is.grant.Seats, Address: c.address(), LastSeen: c.hub.Clock.Now().Wall.UTC(), Machine: *m,
	})
}

// keep remembers a machine; where there are too many, the one that was away the longest is
// forgotten.
func (f *fleet) keep(c *conn, now wire.MachineNow) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.machines == nil {
		f.machines = make(map[machineKey]*member)
	}
	key := machineKey{now.ID, now.Host}
	if _, known := f.machines[key]; !known && len(f.machines) >= mostMachines {
		var oldest machineKey
		for k, m := range f.machines {
			if o := f.machines[oldest]; o == nil || m.said.LastSeen.Before(o.said.LastSeen) {
				oldest = k
			}
		}
		delete(f.machines, oldest)
	}
	f.machines[key] = &member{now, c}
}

// Machines are those of the room, in the order of their names; old says which of them is
// to be upgraded.
func (h *Hub) Machines(old func(wire.Machine) bool) []wire.MachineNow {
	here := h.connected()
	h.fleet.mu.Lock()
	defer h.fleet.mu.Unlock()
	all := make([]wire.MachineNow, 0, len(h.fleet.machines))
	for _, m := range h.fleet.machines {
		now := m.said
		now.Here = here[m.conn]
		now.Old = old(now.Machine)
		all = append(all, now)
	}
	slices.SortFunc(all, func(a, b wire.MachineNow) int { return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.ID, b.ID)) })
	return all
}

// connected are the connections of now that said a key.
func (h *Hub) connected() map[*conn]bool {
	here := make(map[*conn]bool)
	for _, c := range h.holders() {
		here[c] = true
	}
	return here
}

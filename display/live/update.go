package live

import (
	"fmt"

	"rostrum/display/wire"
)

// Why machines are not upgraded now.
var (
	errFloorTaken = &wire.Error{Code: wire.NotNow, Why: "floor-taken",
		Message: "somebody has the floor, and a machine that is upgraded shows nothing for a moment: upgrade when nobody has it"}
	errNothingToUpdate = &wire.Error{Code: wire.NotNow, Why: "nothing-to-update",
		Message: "no machine is upgraded: none that is here and has its room's source is older than the packages of this controller"}
)

func errUnknownMachine(host string) error {
	return &wire.Error{Code: wire.NotNow, Field: "machines", Why: "machine-unknown", About: []any{host},
		Message: fmt.Sprintf("no machine %q has been here since the controller was started", host)}
}

func errAway(host string) error {
	return &wire.Error{Code: wire.NotNow, Field: "machines", Why: "machine-away", About: []any{host},
		Message: fmt.Sprintf("the machine %q is not connected now: upgrade it when it is", host)}
}

func errNoSource(host string) error {
	return &wire.Error{Code: wire.NotNow, Field: "machines", Why: "machine-no-source", About: []any{host},
		Message: fmt.Sprintf("the machine %q does not have the packages of this room as its source: let it join with a line of the console, under Lights", host)}
}

// Update asks machines to upgrade themselves: those that are named, or none of them where
// one cannot be asked; or all that are old. While somebody is at a microphone nobody is
// asked.
func (h *Hub) Update(these wire.Updates, old func(wire.Machine) bool) (wire.Updating, error) {
	asked, conns, err := h.updatable(these, old)
	// Last, for it is what changes from one moment to the next.
	if m := &h.Engine.Snapshot().Meeting; m.Floor != nil || m.Interrupted != nil {
		err = errFloorTaken
	}
	if err != nil {
		return wire.Updating{}, err
	}
	told := wire.UpdatingOf(asked)
	text := encode(told.Message())
	for _, c := range conns {
		c.putUpdate(text)
	}
	return told, nil
}

// updatable are the machines that can be asked, and by which connection.
func (h *Hub) updatable(these wire.Updates, old func(wire.Machine) bool) (asked []wire.MachineName, conns []*conn, err error) {
	known := make(map[wire.MachineName]wire.MachineNow)
	for _, now := range h.Machines(old) {
		name := wire.MachineName{ID: now.ID, Host: now.Host}
		known[name] = now
		if these.All && now.Here && now.Source && now.Old {
			asked = append(asked, name)
		}
	}
	if these.All && len(asked) == 0 {
		return nil, nil, errNothingToUpdate
	}
	for _, name := range these.Machines {
		switch now, ever := known[name]; {
		case !ever:
			return nil, nil, errUnknownMachine(name.Host)
		case !now.Here:
			return nil, nil, errAway(name.Host)
		case !now.Source:
			return nil, nil, errNoSource(name.Host)
		}
		asked = append(asked, name)
	}
	h.fleet.mu.Lock()
	defer h.fleet.mu.Unlock()
	for _, name := range asked {
		if m := h.fleet.machines[machineKey{name.ID, name.Host}]; m != nil {
			conns = append(conns, m.conn)
		}
	}
	return asked, conns, nil
}

// putUpdate asks the machine at the other end to upgrade itself.
func (c *conn) putUpdate(text []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tell(news{update: text})
}

package wire

import "time"

// mostUpdates is how many machines may be named at once: as many as are remembered.
const mostUpdates = 512

// How the machines that are upgraded together share the network: one after the other is
// asked to begin, and all within a time. The agent keeps to the second bound whatever it is
// told.
const (
	updateGap     = 750 * time.Millisecond
	LongestSpread = 30 * time.Second
)

// Updates are the machines that are to be upgraded; the body of
// POST /api/v1/machines/update.
type Updates struct {
	All      bool          // all that are here, have a source, and are old
	Machines []MachineName // else these
}

// MachineName is by what a machine is known: its key, and its own name, for one key may be
// on several.
type MachineName struct {
	ID   string `json:"id"`
	Host string `json:"host"`
}

// Updating is which machines are upgraded; the answer to POST /api/v1/machines/update.
type Updating struct {
	Asked    []MachineName `json:"asked"`     // those that were told; what becomes of it, their update says
	WithinMS int64         `json:"within_ms"` // each begins at a moment of its own within so long
}

// Update asks a machine to upgrade itself from its room's source.
type Update struct {
	Type     string `json:"type"`      // "update"
	WithinMS int64  `json:"within_ms"` // it begins at a random moment within so long
}

// UpdatingOf is what becomes of so many machines that are upgraded together.
func UpdatingOf(asked []MachineName) Updating {
	spread := min(LongestSpread, time.Duration(max(0, len(asked)-1))*updateGap)
	return Updating{Asked: asked, WithinMS: spread.Milliseconds()}
}

// Message is what each of the machines is sent.
func (u Updating) Message() Update { return Update{Type: "update", WithinMS: u.WithinMS} }

// Within is how long a machine may wait before it begins.
func (u Update) Within() time.Duration {
	return time.Duration(max(0, min(u.WithinMS, LongestSpread.Milliseconds()))) * time.Millisecond
}

// ParseUpdates reads which machines are to be upgraded. What it refuses is an [*Error].
func ParseUpdates(body []byte) (Updates, error) {
	f, err := readFields(body)
	if err != nil {
		return Updates{}, err
	}
	var u Updates
	if f.there("all") == f.there("machines") {
		f.fail(malformed("machines", "say either machines, a list of id and host, or all: true"))
	}
	if f.there("all") {
		if u.All = f.yes("all"); !u.All {
			f.fail(malformed("all", "all is true, or is left out"))
		}
	}
	named := make(map[MachineName]bool)
	f.objects("machines", false, func(in *fields) {
		m := MachineName{ID: in.needed("id"), Host: in.text("host", true)}
		in.identity("id", m.ID)
		in.identity("host", m.Host)
		if !named[m] { // one that is named twice is upgraded once
			u.Machines = append(u.Machines, m)
		}
		named[m] = true
	})
	if err := f.end("an update"); err != nil {
		return Updates{}, err
	}
	switch {
	case len(u.Machines) > mostUpdates:
		return Updates{}, invalid("machines", "%d machines are upgraded at once at most, not %d", mostUpdates, len(u.Machines))
	case !u.All && len(u.Machines) == 0:
		return Updates{}, refused("machines", "no machine is named")
	}
	return u, nil
}

package wire

import (
	"encoding/json"
	"slices"
	"time"

	"rostrum/timer"
)

// The clocks of machines.
const (
	ClockKept    = "kept"     // somebody keeps it right: chrony, timesyncd
	ClockNotKept = "not-kept" // nobody does
	ClockUnknown = "unknown"  // the system does not say
)

// Clocks are all of them.
var Clocks = []string{ClockKept, ClockNotKept, ClockUnknown}

// Machine is what an agent says of the machine that it runs on, with its hello, once a
// minute, and while it is upgraded. What the machine does not say is null.
type Machine struct {
	Type         string    `json:"type,omitempty"`    // "machine" on the websocket
	Host         string    `json:"host"`              // its name
	Model        string    `json:"model"`             // as its firmware says
	Version      string    `json:"version"`           // of the agent
	Built        time.Time `json:"built_at"`          // of when that is
	Package      string    `json:"package,omitempty"` // which package the agent is of, as Debian writes versions; absent for one that was built by hand
	Arch         string    `json:"arch,omitempty"`    // what kind of processor that is for, as Debian names them
	Source       bool      `json:"source"`            // it has its room's own source of packages, and can be upgraded from there
	Booted       time.Time `json:"booted_at"`         // by its own clock
	TemperatureC *float64  `json:"temperature_c"`
	UnderVoltage *bool     `json:"under_voltage"`          // now, or since it was started
	FreeBytes    *int64    `json:"free_bytes"`             // of the disk
	Clock        string    `json:"clock"`                  // whether somebody keeps it right
	ClockSource  string    `json:"clock_source,omitempty"` // who does, by the name of the service; without one the board's own clock, by its driver's; absent where there is neither
	RealTime     bool      `json:"real_time"`              // its lights have the right to be on time
	Update       string    `json:"update,omitempty"`       // what became of the last one, in its own words
}

// MachineNow is a machine as operators see it; in the answer to GET /api/v1/machines.
type MachineNow struct {
	ID       string     `json:"id"` // of its key, public
	Role     timer.Role `json:"role"`
	Seats    []string   `json:"seats,omitempty"` // of its key
	Name     string     `json:"name,omitempty"`  // of its key
	Address  string     `json:"address"`
	Here     bool       `json:"here"` // connected now
	LastSeen time.Time  `json:"last_seen"`
	Old      bool       `json:"old"` // there is a newer agent for it among the controller's packages; without those, or where its own is of none: its agent is another than the controller, and was written earlier
	Machine
}

// Machines are those of the room that have been here since the controller was started; the
// answer to GET /api/v1/machines.
type Machines struct {
	Version  string       `json:"version"`  // of the controller
	Packages string       `json:"packages"` // the version of the agent among its packages; empty where there is none
	Machines []MachineNow `json:"machines"`
}

// machine reads what an agent says of its machine.
func (f *fields) machine() Machine {
	m := Machine{
		Host: f.text("host", false), Model: f.text("model", false), Version: f.text("version", false), Package: f.text("package", false), Arch: f.text("arch", false), ClockSource: f.text("clock_source", false), Clock: f.needed("clock"),
		Source: f.yes("source"), RealTime: f.yes("real_time"), Update: reason(f.text("update", false)),
	}
	for name, value := range map[string]string{"host": m.Host, "model": m.Model, "version": m.Version, "package": m.Package, "arch": m.Arch, "clock_source": m.ClockSource} {
		f.identity(name, value)
	}
	if !slices.Contains(Clocks, m.Clock) {
		f.fail(malformed("clock", "a clock is kept, not-kept or unknown"))
	}
	f.maybe("built_at", &m.Built)
	f.maybe("booted_at", &m.Booted)
	f.maybe("temperature_c", &m.TemperatureC)
	f.maybe("under_voltage", &m.UnderVoltage)
	f.maybe("free_bytes", &m.FreeBytes)
	if t := m.TemperatureC; t != nil && (*t < -273 || *t > 1000) {
		f.fail(invalid("temperature_c", "no machine is as cold, or as hot, as that"))
	}
	if m.FreeBytes != nil && *m.FreeBytes < 0 {
		f.fail(invalid("free_bytes", "no disk has less than nothing"))
	}
	return m
}

// maybe reads a value that may be null.
func (f *fields) maybe(name string, into any) {
	value, ok := f.remove(name, false)
	if ok && json.Unmarshal(value, into) != nil {
		f.fail(malformed(name, "%q is not of its kind", name))
	}
}

// EncodeMachine writes what an agent says of its machine.
func EncodeMachine(m Machine) ([]byte, error) {
	m.Type = "machine"
	return json.Marshal(m)
}

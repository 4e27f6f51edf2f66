package main

import (
	"flag"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"

	"rostrum/cmd/internal/program"
	"rostrum/display/door"
)

// config is all that can be chosen.
type config struct {
	Data         string        `toml:"data"`
	Listen       string        `toml:"listen"`
	TLS          bool          `toml:"tls"`
	TLSCert      string        `toml:"tls_cert"`
	TLSKey       string        `toml:"tls_key"`
	Name         program.Words `toml:"name"`
	PublicHTTP   string        `toml:"public_http"`
	Metrics      string        `toml:"metrics"`
	List         string        `toml:"list"`
	WatchList    string        `toml:"watch_list"`
	Symbol       string        `toml:"symbol"`
	Title        string        `toml:"title"`
	Rules        string        `toml:"rules"`
	Light        program.Words `toml:"light"`
	ActiveLow    bool          `toml:"active_low"`
	Trace        string        `toml:"trace"`
	Start        string        `toml:"start"`
	ChairKeyFile string        `toml:"chair_key_file"`
	Zone         string        `toml:"zone"`
	PublicRecord bool          `toml:"public_record"`
	Forecast     string        `toml:"forecast"`
	Paragraphs   string        `toml:"paragraphs"`
	Packages     string        `toml:"packages"`
	Guests       guests        `toml:"guests"`
	Room         room          `toml:"room"`
	Rooms        houseRooms    `toml:"rooms"`
	Cluster      cluster       `toml:"cluster"`

	// Not in the file: a restart would do them again.
	NewMeeting bool `toml:"-"`
}

// guests is what guests may do.
type guests struct {
	Guests     int `toml:"guests"`
	PerAddress int `toml:"guests_per_address"`
	Rate       int `toml:"guest_rate"`
}

func (c *config) measure() door.Measure {
	return door.Measure{Guests: c.Guests.Guests, GuestsPerAddress: c.Guests.PerAddress, GuestRate: c.Guests.Rate}
}

// newConfig returns the defaults, each with the flag that changes it.
func newConfig(fs *flag.FlagSet) *config {
	hall := door.Hall()
	c := &config{
		Listen: "127.0.0.1:8080", Start: startByChair, Forecast: forecastForAll,
		Guests: guests{hall.Guests, hall.GuestsPerAddress, hall.GuestRate},
	}
	fs.StringVar(&c.Data, "data", c.Data, "`folder` of journal and keys (default: one of your own, apart for the sample debate)")
	fs.StringVar(&c.Listen, "listen", c.Listen, "`address` and port to serve on; where it is not a loopback address, with TLS")
	fs.BoolVar(&c.TLS, "tls", c.TLS, "serve with TLS on a loopback address too")
	fs.StringVar(&c.TLSCert, "tls-cert", c.TLSCert, "a certificate of yours in place of one of the local authority, a PEM `file` with its chain; read anew when it changes")
	fs.StringVar(&c.TLSKey, "tls-key", c.TLSKey, "the key of --tls-cert, a PEM `file`")
	fs.Var(&c.Name, "name", "another `name`, or IP address, by which the controller is called; may be repeated")
	fs.StringVar(&c.PublicHTTP, "public-http", c.PublicHTTP, "serve the public pages without TLS on this `address` and port too; no key is taken there")
	fs.StringVar(&c.Metrics, "metrics", c.Metrics, "serve figures for Prometheus on this `address` and port; where it is not a loopback address, with TLS and to a key for metrics")
	fs.StringVar(&c.List, "list", c.List, "speakers' list of a new meeting, a CSV or XLSX `file` (default: the sample debate)")
	fs.StringVar(&c.WatchList, "watch-list", c.WatchList, "look at this `file` while the debate goes on, and propose what it would change when it changes")
	fs.StringVar(&c.Symbol, "symbol", c.Symbol, "symbol of a new meeting's record, \"S/PV.8539\"")
	fs.StringVar(&c.Title, "title", c.Title, "title of a new meeting")
	fs.StringVar(&c.Rules, "rules", c.Rules, "time rules of a new meeting: a `preset` ("+presetNames()+") or a TOML file")
	fs.Var(&c.Light, "light", "drive the light of a seat, `SEAT=PIN`: 7=GPIO17, or 7=dry without hardware; may be repeated (default in a rehearsal: 1=dry)")
	fs.BoolVar(&c.ActiveLow, "active-low", c.ActiveLow, "the lights are lit by a low level")
	fs.StringVar(&c.Trace, "trace", c.Trace, "append every change of a light's pin to this `file`")
	fs.StringVar(&c.Start, "start", c.Start, "`who` starts the clock: chair, or microphone, where also the contact of the seat that has the floor does")
	fs.StringVar(&c.ChairKeyFile, "chair-key-file", c.ChairKeyFile, "the chair's key for programs is in this `file`; made where it is missing")
	fs.StringVar(&c.Zone, "zone", c.Zone, "time `zone` of the room, by its name in the IANA database, America/New_York (default: the machine's)")
	fs.BoolVar(&c.PublicRecord, "public-record", c.PublicRecord, "show the record to whoever asks, without notes, authors of corrections and lateness")
	fs.StringVar(&c.Forecast, "forecast", c.Forecast, "`who` is told when the list will end and when a delegation speaks: public, or operators alone")
	fs.StringVar(&c.Paragraphs, "paragraphs", c.Paragraphs, "paragraphs that notes may be about, a text `file` with one a line, \"S/2024/507, para. 22\"")
	fs.StringVar(&c.Packages, "packages", c.Packages, "serve the Debian packages in this `folder`, as deploy/package writes it, below /apt/: the Pis of the room are installed and upgraded from there")
	fs.IntVar(&c.Guests.Guests, "guests", c.Guests.Guests, "places for the public as a whole; operators and lights have their own; 0 is no ceiling")
	fs.IntVar(&c.Guests.PerAddress, "guests-per-address", c.Guests.PerAddress, "of these, for one address; 0 is no ceiling")
	fs.IntVar(&c.Guests.Rate, "guest-rate", c.Guests.Rate, "new connections a second of one address; 0 is no ceiling")
	c.Room.flags(fs)
	fs.Var(&c.Rooms, "room", "a room of the house, this one too, for the lobby: `NAME=ADDRESS`, Trusteeship Council=https://trusteeship.example:8443, with +http://trusteeship.example:8080 where it has a public door; may be repeated")
	c.Cluster.flags(fs)
	fs.BoolVar(&c.NewMeeting, "new-meeting", c.NewMeeting, "open a new meeting although the journal holds one")
	return c
}

// readConfig reads command line, environment and file.
func readConfig(env program.Environment) (*config, error) {
	c, err := rostrum().Read(env)
	if err != nil {
		return nil, err
	}
	return c, c.validate()
}

// rehearses says whether the sample debate is meant, in its own folder.
func (c *config) rehearses() bool { return c.Data == "" && c.List == "" }

// Who may start the clock.
const (
	startByChair      = "chair"
	startByMicrophone = "microphone"
)

// Who is told the forecast.
const (
	forecastForAll       = "public"
	forecastForOperators = "operators"
)

func (c *config) validate() error {
	if c.Forecast != forecastForAll && c.Forecast != forecastForOperators {
		return fmt.Errorf("%w: --forecast is public or operators, not %q", program.ErrUsage, c.Forecast)
	}
	if c.Start != startByChair && c.Start != startByMicrophone {
		return fmt.Errorf("%w: --start is chair or microphone, not %q", program.ErrUsage, c.Start)
	}
	if c.Listen == "" {
		return fmt.Errorf("%w: --listen is empty; name an address and port such as 127.0.0.1:8080, or leave it out", program.ErrUsage)
	}
	for flag, address := range map[string]string{"--listen": c.Listen, "--public-http": c.PublicHTTP, "--metrics": c.Metrics} {
		if _, port, err := net.SplitHostPort(address); address != "" && (err != nil || port == "") {
			return fmt.Errorf("%w: %s %q is not an address and port such as 127.0.0.1:8080", program.ErrUsage, flag, address)
		}
	}
	if err := c.measure().Check(); err != nil {
		return fmt.Errorf("%w: %w", program.ErrUsage, err)
	}
	if err := c.Room.check(); err != nil {
		return err
	}
	if err := c.Rooms.check(); err != nil {
		return err
	}
	if err := c.checkCluster(); err != nil {
		return err
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return fmt.Errorf("%w: --tls-cert and --tls-key belong together", program.ErrUsage)
	}
	return nil
}

// encrypted says whether TLS is served: no key may cross a network in clear.
func (c *config) encrypted() bool { return c.TLS || c.TLSCert != "" || !c.onLoopback() }

// onLoopback says whether keys are taken from this machine only.
func (c *config) onLoopback() bool { return onLoopback(c.Listen) }

func onLoopback(address string) bool {
	host, _, _ := net.SplitHostPort(address)
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}

// folder returns where journal and keys are kept. Without --data the sample
// debate has a folder of its own, so that a rehearsal never meets a real list. A
// meeting that is opened on its console stays there: what counts is told apart by
// the meeting, not by the folder.
func (c *config) folder(env program.Environment) (string, error) {
	if c.Data != "" {
		return c.Data, nil
	}
	if state, ok := env.Lookup("STATE_DIRECTORY"); ok && state != "" { // of systemd
		return state, nil
	}
	name := "debate"
	if c.rehearses() {
		name = "sample"
	}
	if state, ok := env.Lookup("XDG_STATE_HOME"); ok && filepath.IsAbs(state) {
		return filepath.Join(state, "rostrum", name), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("%w: there is no home folder to keep the journal in; choose one with --data", program.ErrUsage)
	}
	return filepath.Join(home, ".local", "state", "rostrum", name), nil
}

package main

import (
	"flag"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"rostrum/cmd/internal/program"
	"rostrum/display/outward/mqtt"
	"rostrum/display/outward/tsl"
)

// room is what the room's own equipment is told, and what is heard from it.
type room struct {
	MQTT             string        `toml:"mqtt"`
	MQTTUser         string        `toml:"mqtt_user"`
	MQTTPasswordFile string        `toml:"mqtt_password_file"`
	MQTTAuthority    string        `toml:"mqtt_ca"`
	MQTTTopic        string        `toml:"mqtt_topic"`
	MQTTDiscovery    string        `toml:"mqtt_discovery"`
	OSC              program.Words `toml:"osc"`
	OSCIn            string        `toml:"osc_in"`
	OSCFrom          program.Words `toml:"osc_from"`
	OSCKeyFile       string        `toml:"osc_key_file"`
	TSL              program.Words `toml:"tsl"`
	TSLIndex         int           `toml:"tsl_index"`
}

func (r *room) flags(fs *flag.FlagSet) {
	r.MQTTTopic, r.MQTTDiscovery, r.TSLIndex = "rostrum", "homeassistant", 1
	fs.StringVar(&r.MQTT, "mqtt", r.MQTT, "tell an MQTT broker what the public screens show, `mqtt://HOST:PORT`, with TLS mqtts://HOST:PORT")
	fs.StringVar(&r.MQTTUser, "mqtt-user", r.MQTTUser, "the `name` by which the broker knows the controller")
	fs.StringVar(&r.MQTTPasswordFile, "mqtt-password-file", r.MQTTPasswordFile, "the password for the broker is in this `file`")
	fs.StringVar(&r.MQTTAuthority, "mqtt-ca", r.MQTTAuthority, "the certificate that the broker's comes from, a PEM `file` (default: what the system trusts)")
	fs.StringVar(&r.MQTTTopic, "mqtt-topic", r.MQTTTopic, "what the topics begin with, `PREFIX`/state and PREFIX/status")
	fs.StringVar(&r.MQTTDiscovery, "mqtt-discovery", r.MQTTDiscovery, "where Home Assistant looks for sensors, a `topic`; \"\" tells it nothing")
	fs.Var(&r.OSC, "osc", "tell OSC receivers what the public screens show, `HOST:PORT` by UDP; may be repeated")
	fs.StringVar(&r.OSCIn, "osc-in", r.OSCIn, "take the acts of the clock by OSC on this UDP `address` and port; a port alone is on the loopback address")
	fs.Var(&r.OSCFrom, "osc-from", "who may send them, an `address` or network, 192.168.10.20 or 192.168.10.0/24; may be repeated (default: this machine)")
	fs.StringVar(&r.OSCKeyFile, "osc-key-file", r.OSCKeyFile, "a secretary's key, in whose name they are done, is in this `file` (rostrum key new --role secretary)")
	fs.Var(&r.TSL, "tsl", "tell displays of the TSL UMD protocol, `VERSION=HOST:PORT` by UDP, 3.1=192.168.10.31:4000 or 5.0=…; may be repeated")
	fs.IntVar(&r.TSLIndex, "tsl-index", r.TSLIndex, "the first of three displays: who speaks, the time, who is next, by its `number`")
}

// check refuses what could not work, before anything is started.
func (r *room) check() error {
	if _, err := r.broker(); err != nil {
		return fmt.Errorf("%w: --mqtt: %w", program.ErrUsage, err)
	}
	if err := mqtt.CheckTopic(r.MQTTTopic); err != nil {
		return fmt.Errorf("%w: --mqtt-topic: %w", program.ErrUsage, err)
	}
	if r.MQTTDiscovery != "" {
		if err := mqtt.CheckTopic(r.MQTTDiscovery); err != nil {
			return fmt.Errorf("%w: --mqtt-discovery: %w", program.ErrUsage, err)
		}
	}
	for _, to := range r.OSC {
		if !isAddress(to) {
			return fmt.Errorf("%w: --osc %q is not an address and port such as 192.168.10.20:9000", program.ErrUsage, to)
		}
	}
	for _, to := range r.TSL {
		if _, _, err := r.display(to); err != nil {
			return err
		}
	}
	if r.OSCIn == "" {
		return nil
	}
	at, err := oscAddress(r.OSCIn)
	switch {
	case err != nil:
		return err
	case r.OSCKeyFile == "":
		return fmt.Errorf("%w: --osc-in acts in the name of a secretary's key: name its file with --osc-key-file; `rostrum key new --role secretary --name \"panel\" --file FILE` makes it", program.ErrUsage)
	case !at.Addr().IsLoopback() && len(r.OSCFrom) == 0:
		return fmt.Errorf("%w: --osc-in %s is open to a network: name the panels that may send, with --osc-from", program.ErrUsage, at)
	}
	_, err = r.panels()
	return err
}

func isAddress(text string) bool {
	host, port, err := net.SplitHostPort(text)
	n, wrong := strconv.ParseUint(port, 10, 16)
	return err == nil && wrong == nil && host != "" && n > 0
}

// oscAddress reads where acts are taken: a port alone, or one without a host, is on the
// loopback address; a network is named, 0.0.0.0:9000.
func oscAddress(text string) (netip.AddrPort, error) {
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		host, port = "", text
	}
	if host == "" || host == "localhost" {
		host = "127.0.0.1"
	}
	at, err := netip.ParseAddrPort(net.JoinHostPort(host, port))
	if err != nil {
		return at, fmt.Errorf("%w: --osc-in %q is not a port, or an IP address and port such as 192.168.10.5:9000", program.ErrUsage, text)
	}
	return at, nil
}

// panels are who may send acts.
func (r *room) panels() ([]netip.Prefix, error) {
	if len(r.OSCFrom) == 0 {
		return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}, nil
	}
	var out []netip.Prefix
	for _, text := range r.OSCFrom {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			var one netip.Addr
			if one, err = netip.ParseAddr(text); err == nil {
				network = netip.PrefixFrom(one.Unmap(), one.Unmap().BitLen())
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%w: --osc-from %q is not an address or a network, 192.168.10.20 or 192.168.10.0/24", program.ErrUsage, text)
		}
		out = append(out, network)
	}
	return out, nil
}

// display reads where a TSL display is.
func (r *room) display(text string) (tsl.Version, string, error) {
	version, to, _ := strings.Cut(text, "=")
	if !isAddress(to) {
		return "", "", fmt.Errorf("%w: --tsl %q is not a version and where to send, such as 3.1=192.168.10.31:4000", program.ErrUsage, text)
	}
	if err := tsl.Version(version).Check(r.TSLIndex); err != nil {
		return "", "", fmt.Errorf("%w: --tsl %s, --tsl-index %d: %w", program.ErrUsage, text, r.TSLIndex, err)
	}
	return tsl.Version(version), to, nil
}

// broker returns how the broker is reached, or nil where there is none.
func (r *room) broker() (*mqtt.Client, error) {
	if r.MQTT == "" {
		return nil, nil
	}
	at, err := mqtt.ParseBroker(r.MQTT)
	if err != nil {
		return nil, err
	}
	return &mqtt.Client{
		Broker: at, User: r.MQTTUser, Topic: r.MQTTTopic, Discovery: r.MQTTDiscovery, Version: program.ThisBuild().Version,
	}, nil
}

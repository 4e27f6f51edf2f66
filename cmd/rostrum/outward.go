package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/display/door"
	"rostrum/display/outward"
	"rostrum/display/outward/osc"
	"rostrum/display/outward/tsl"
	"rostrum/timer"
	"rostrum/timer/engine"
)

// ways are the ways out to the room, and the one in.
type ways struct {
	run  []func(context.Context)
	acts net.PacketConn // or nil
}

// openRoom makes them ready. What was named and is not there, the files and the address of
// this machine, is refused; what is elsewhere may come later.
func openRoom(ctx context.Context, r *room, e *engine.Engine, clock *timer.Clock, keys *access.Store, house *door.House, log zerolog.Logger) (*ways, error) {
	w := &ways{}
	broker, err := r.broker()
	if err != nil {
		return nil, err
	}
	if broker != nil {
		broker.Log = log
		if broker.Password, broker.TLS, err = r.brokerSecrets(); err != nil {
			return nil, err
		}
		if len(broker.Password) > 0 && broker.Broker.Scheme == "mqtt" {
			log.Warn().Str("broker", broker.Broker.Host).Msg("the password for the broker crosses the network in clear; mqtts:// sends it with TLS")
		}
		w.add(log, func(ctx context.Context) error { return broker.Run(ctx, e, clock) })
	}
	packets := func(to string, tell func(outward.Shown) [][]byte) {
		w.add(log, func(ctx context.Context) error {
			way := outward.SendTo(to, log)
			outward.Follow(ctx, e, clock, func(s outward.Shown) { way.Send(ctx, tell(s)...) })
			return way.Close()
		})
	}
	for _, to := range r.OSC {
		packets(to, osc.Tell)
	}
	for _, text := range r.TSL {
		version, to, err := r.display(text)
		if err != nil {
			return nil, err
		}
		packets(to, func(s outward.Shown) [][]byte { return tsl.Tell(version, r.TSLIndex, s) })
	}
	return w, w.takeActs(ctx, r, e, keys, house, log)
}

// add adds a part that runs until its ctx ends. One that fails is said, and the debate goes
// on without it.
func (w *ways) add(log zerolog.Logger, run func(context.Context) error) {
	w.run = append(w.run, func(ctx context.Context) {
		if err := run(ctx); err != nil && ctx.Err() == nil {
			log.Error().Err(err).Msg("the room is not told, or not heard, any more")
		}
	})
}

func (w *ways) takeActs(ctx context.Context, r *room, e *engine.Engine, keys *access.Store, house *door.House, log zerolog.Logger) error {
	if r.OSCIn == "" {
		return nil
	}
	at, err := oscAddress(r.OSCIn)
	if err != nil {
		return err
	}
	panels, err := r.panels()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(r.OSCKeyFile)
	if err != nil {
		return fmt.Errorf("the key of --osc-key-file cannot be read: %w", err)
	}
	key, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n") // a certificate may follow
	who := func() (timer.Actor, error) { return secretary(keys, strings.TrimSpace(key)) }
	if _, err := who(); err != nil {
		return fmt.Errorf("%w: --osc-key-file %s: %w", program.ErrUsage, r.OSCKeyFile, err)
	}
	conn, err := new(net.ListenConfig).ListenPacket(ctx, "udp", at.String())
	if err != nil {
		return fmt.Errorf("no act can be taken on %s: %w; choose another port with --osc-in", at, err)
	}
	w.acts = conn
	log.Info().Stringer("udp", conn.LocalAddr()).Msg("the acts of the clock are taken by OSC")
	desk := &osc.Desk{From: panels, House: house, Meeting: e, Who: who, Log: log}
	w.add(log, func(ctx context.Context) error { return desk.Run(ctx, conn) })
	return nil
}

// errNotHers refuses a key that may do more, or less, than a panel is to.
var errNotHers = errors.New("it is not a secretary's key; `rostrum key new --role secretary` makes one")

// secretary is in whose name a panel acts, as long as the key stands.
func secretary(keys *access.Store, key string) (timer.Actor, error) {
	grant, err := keys.Key(key)
	switch {
	case errors.Is(err, access.ErrUnknown), errors.Is(err, access.ErrExpired):
		return timer.Actor{}, errors.New("its key is not known here; it may have been revoked")
	case err != nil:
		return timer.Actor{}, err
	case timer.Role(grant.Role) != timer.Secretary:
		return timer.Actor{}, errNotHers
	}
	return timer.Actor{Role: timer.Secretary, Name: grant.Name}, nil
}

// brokerSecrets reads the password for the broker, and what its certificate comes from.
func (r *room) brokerSecrets() (password []byte, settings *tls.Config, err error) {
	if r.MQTTPasswordFile != "" {
		text, err := os.ReadFile(r.MQTTPasswordFile)
		if err != nil {
			return nil, nil, fmt.Errorf("the password of --mqtt-password-file cannot be read: %w", err)
		}
		password = []byte(strings.TrimRight(string(text), "\r\n"))
	}
	settings = &tls.Config{MinVersion: tls.VersionTLS12}
	if r.MQTTAuthority != "" {
		text, err := os.ReadFile(r.MQTTAuthority)
		if err != nil {
			return nil, nil, fmt.Errorf("the certificate of --mqtt-ca cannot be read: %w", err)
		}
		settings.RootCAs = x509.NewCertPool()
		if !settings.RootCAs.AppendCertsFromPEM(text) {
			return nil, nil, fmt.Errorf("%w: --mqtt-ca %s holds no certificate as PEM", program.ErrUsage, r.MQTTAuthority)
		}
	}
	return password, settings, nil
}

// close takes back what was opened, where it was not run.
func (w *ways) close() error {
	if w.acts == nil {
		return nil
	}
	return w.acts.Close()
}

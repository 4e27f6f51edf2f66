package outward

import (
	"context"
	"errors"
	"net"
	"syscall"

	"github.com/rs/zerolog"
)

// Datagrams sends packets to one address, which nobody answers for: one that does not
// arrive is made good by the next tick.
type Datagrams struct {
	to   string
	log  zerolog.Logger
	conn net.Conn // or nil, where the name could not be found yet
	said string   // what was wrong last
}

// SendTo returns the way to an address, "host:port". Its name is looked for when there is
// something to send, so that a controller that starts before the network is well.
func SendTo(address string, log zerolog.Logger) *Datagrams { return &Datagrams{to: address, log: log} }

// Send sends packets. What goes wrong is said once, until it is another thing.
func (d *Datagrams) Send(ctx context.Context, packets ...[]byte) {
	err := d.send(ctx, packets)
	switch {
	case ctx.Err() != nil:
	case err == nil && d.said != "":
		d.said = ""
		d.log.Info().Str("to", d.to).Msg("packets go out to the room again")
	case err != nil && err.Error() != d.said:
		d.said = err.Error()
		d.log.Warn().Err(err).Str("to", d.to).Msg("packets to the room do not go out")
	}
}

func (d *Datagrams) send(ctx context.Context, packets [][]byte) error {
	if d.conn == nil {
		conn, err := new(net.Dialer).DialContext(ctx, "udp", d.to)
		if err != nil {
			return err
		}
		d.conn = conn
	}
	var failed error
	for _, p := range packets {
		// That nobody listened to the packet before is told with the next one: a display
		// that is switched off is no failure.
		if _, err := d.conn.Write(p); err != nil && !errors.Is(err, syscall.ECONNREFUSED) {
			failed = err
		}
	}
	if failed != nil {
		failed = errors.Join(failed, d.Close()) // its name may be another address by now
	}
	return failed
}

// Close ends it.
func (d *Datagrams) Close() error {
	if d.conn == nil {
		return nil
	}
	conn := d.conn
	d.conn = nil
	return conn.Close()
}

package main

import (
	"context"
	"crypto/tls"
	"net"
	"runtime"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/display/metrics"
)

// watched is the door of the figures, where one is asked for.
type watched struct {
	door     *metrics.Door
	listener net.Listener
	url      string
}

// close closes the door before it was run.
func (w *watched) close() error {
	if w == nil {
		return nil
	}
	return w.listener.Close()
}

// openFigures opens the door of --metrics, or returns nil where there is none. Off the
// loopback interface it shows the certificate of the house, also where the house itself
// shows none, and wants a key.
func openFigures(ctx context.Context, c *config, dir string, log zerolog.Logger, shown access.Certificates, is metrics.Config) (_ *watched, err error) {
	if c.Metrics == "" {
		return nil, nil
	}
	near := onLoopback(c.Metrics)
	if near {
		is.Keys = nil
	} else if shown == nil {
		secured := *c
		secured.TLS = true
		if shown, err = certificates(&secured, dir, log); err != nil {
			return nil, err
		}
	}
	is.Version, is.GoVersion = program.ThisBuild().Version, runtime.Version()
	d, err := metrics.NewDoor(is)
	if err != nil {
		return nil, err
	}
	l, err := listen(ctx, "--metrics", c.Metrics)
	if err != nil {
		return nil, err
	}
	if near {
		return &watched{d, metrics.House().Door(l), address("http", l, reachedBy(c), nil)}, nil
	}
	url := address("https", l, reachedBy(c), shown)
	return &watched{d, tls.NewListener(metrics.House().Door(l), inTurn(access.Server(shown))), url}, nil
}

func (w *watched) address() string {
	if w == nil {
		return ""
	}
	return w.url
}

// run serves until ctx ends. That nobody can ask for figures any more ends no debate.
func (w *watched) run(ctx context.Context, log zerolog.Logger) {
	if w == nil {
		return
	}
	if err := w.door.Run(ctx, w.listener); err != nil {
		log.Error().Err(err).Msg("figures are not served any more")
	}
}

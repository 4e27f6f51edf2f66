package metrics

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/rs/zerolog"

	"rostrum/display/access"
	"rostrum/display/door"
	"rostrum/timer"
)

// Config is what a door is made of.
type Config struct {
	Figures   *Figures
	Snapshot  func() *timer.Snapshot // the newest
	Now       func() timer.Stamp
	Connected func() map[timer.Role]int // connections of each role
	Version   string                    // of the program
	GoVersion string
	Log       zerolog.Logger
	// Keys are those of which one for metrics is asked for; nil asks for none, and answers
	// to no name but those of the loopback interface.
	Keys *access.Store
}

// Door serves the figures.
type Door struct {
	Config
	figures http.Handler
}

// NewDoor returns a door that has not been opened. Its registry is its own.
func NewDoor(c Config) (*Door, error) {
	registry := prometheus.NewPedanticRegistry()
	for _, of := range []prometheus.Collector{c.Figures.edges, c.Figures.ticks, c.Figures.appends, present{c}} {
		if err := registry.Register(of); err != nil {
			return nil, err
		}
	}
	d := &Door{Config: c}
	d.figures = promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		ErrorLog: d.errorLog(), ErrorHandling: promhttp.HTTPErrorOnError,
		DisableCompression:  true, // a few kilobytes
		MaxRequestsInFlight: mostAsking,
	})
	return d, nil
}

// Who asks comes once in some seconds; this is for several of them.
const (
	mostAsking = 4
	askers     = 32 // connections, of which each may be kept open
	askerRate  = 20 // new ones a second of one address
	partWait   = 5 * time.Second
	idleWait   = 2 * time.Minute
	stopWait   = 500 * time.Millisecond
)

// House returns how many may stand at this door: places of their own, so that nobody in
// the hall waits for them, or they for the hall.
func House() *door.House {
	return door.New(door.Measure{Guests: askers, GuestsPerAddress: askers, GuestRate: askerRate})
}

// Run serves on a listener until ctx ends.
func (d *Door) Run(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler: d.Handler(), ConnContext: door.Context, ErrorLog: d.errorLog(),
		ReadHeaderTimeout: partWait, ReadTimeout: partWait, IdleTimeout: idleWait,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWait)
	defer cancel()
	if server.Shutdown(wait) != nil {
		_ = server.Close()
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (d *Door) errorLog() *log.Logger {
	return log.New(d.Log.With().Str("from", "metrics").Logger(), "", 0)
}

// Handler answers who may ask.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", d.figures)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotFound, "there is nothing here but GET /metrics")
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if status, why := d.admit(r); status != http.StatusOK {
			refuse(w, status, why)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func refuse(w http.ResponseWriter, status int, why string) {
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	http.Error(w, "rostrum: "+why, status)
}

// admit says whether somebody may ask, or why not.
func (d *Door) admit(r *http.Request) (status int, why string) {
	if d.Keys == nil {
		// A page from elsewhere may have made a name point here.
		if !loopback(r.Host) {
			return http.StatusForbidden, "this door is for the machine itself; ask it by the name localhost, or by its loopback address"
		}
		return http.StatusOK, ""
	}
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if key = strings.TrimSpace(key); !strings.EqualFold(scheme, "Bearer") || key == "" {
		return http.StatusUnauthorized, "this needs a key for metrics, as Authorization: Bearer; `rostrum key new --role metrics` makes one"
	}
	grant, err := d.Keys.Key(key)
	switch {
	case errors.Is(err, access.ErrUnknown), errors.Is(err, access.ErrExpired):
		address, _, _ := net.SplitHostPort(r.RemoteAddr)
		d.Keys.Wrong(r.Context(), address)
		return http.StatusUnauthorized, "this key is not known here; it may have been revoked"
	case err != nil:
		return http.StatusServiceUnavailable, "the disk cannot tell whose key this is; try again"
	case grant.Role != string(timer.Metrics):
		return http.StatusForbidden, "that is for a key for metrics alone; this one is for " + grant.Role
	}
	door.From(r.Context()).Known()
	return http.StatusOK, ""
}

// loopback says whether a Host header names this machine to itself.
func loopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	addr, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && addr.IsLoopback()
}

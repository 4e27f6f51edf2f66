package display

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/access"
	"rostrum/timer"
)

// Config is what a server is made of.
type Config struct {
	Engine  *timer.Engine
	Clock   *timer.Clock
	Access  *access.Store
	Log     zerolog.Logger
	Version string // of the program, for pages that outlive it
	// StartByMicrophone lets the contact of the seat that has the floor start the
	// statement.
	StartByMicrophone bool
}

// Server serves pages, interface and websocket of one engine.
type Server struct {
	Config
	pages  *pages
	hub    *hub
	agents *agents
}

// New returns a server that has not been started.
func New(c Config) (*Server, error) {
	p, err := loadPages()
	if err != nil {
		return nil, err
	}
	return &Server{Config: c, pages: p, hub: newHub(c.Engine, c.Clock, c.Access), agents: newAgents(c.Engine, c.Clock)}, nil
}

// How long the parts of a request may take. There is no limit on the whole
// answer: a command waits for the disk.
const (
	headerWait = 5 * time.Second
	bodyWait   = 10 * time.Second
	idleWait   = 2 * time.Minute
	stopWait   = 500 * time.Millisecond
)

// Run serves on a listener until ctx ends, and returns when every connection
// has ended.
func (s *Server) Run(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerWait,
		ReadTimeout:       bodyWait,
		IdleTimeout:       idleWait,
		ErrorLog:          log.New(s.Log.With().Str("from", "net/http").Logger(), "", 0),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	hubEnded := make(chan struct{})
	go func() {
		defer close(hubEnded)
		s.hub.run(ctx)
	}()
	serveEnded := make(chan error, 1)
	go func() { serveEnded <- server.Serve(l) }()

	var err error
	select {
	case err = <-serveEnded:
		s.hub.stop()
		_ = server.Close() // connections that wait for their next request
	case <-ctx.Done():
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWait)
		defer cancel()
		if server.Shutdown(stop) != nil {
			_ = server.Close() // a request that still waits for the disk
		}
		err = <-serveEnded
	}
	<-hubEnded
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

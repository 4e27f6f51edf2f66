package display

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/access"
	"rostrum/display/door"
	"rostrum/display/lists"
	"rostrum/display/live"
	"rostrum/display/packages"
	"rostrum/display/record"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
)

// Config is what a server is made of.
type Config struct {
	Engine  *engine.Engine
	Clock   *timer.Clock
	Access  *access.Store
	Log     zerolog.Logger
	Version string    // of the program, for pages that outlive it
	Built   time.Time // when it was written: a machine whose agent was earlier is old
	// StartByMicrophone lets the contact of the seat that has the floor start the
	// statement.
	StartByMicrophone bool
	// Hosts are the names and addresses by which the controller may be called
	// beside those of the loopback interface, or nil.
	Hosts func() access.Hosts
	// Covers says whether the certificate that is shown is good for a host; nil without
	// TLS.
	Covers func(host string) bool
	// Pin is the certificate that makes its clients trust it, DER, or nil: it is
	// offered to the public, with its fingerprint.
	Pin func() []byte
	// KeyPin is the SHA-256 of the public key that the certificate shown now is for, as curl
	// compares it; nil without TLS.
	KeyPin func() (string, error)
	// Reached is the address by which other machines reach the controller now, where it
	// serves the network, or nil.
	Reached func() string
	// Screens is how the public screens show the debate at first, and KeepScreens
	// keeps a change of it for the next start, or is nil.
	Screens     wire.Screens
	KeepScreens func(wire.Screens) error
	// KeepAway keeps for the next start that a notice was put away, nil that it was opened
	// again; or is nil.
	KeepAway func(notice string, away *timer.PutAway) error
	// Apart reads a page of what was done without the majority of the machines, in a
	// language; or is nil, where there is only one.
	Apart func(name, language string) ([]byte, error)
	// KeepDoubts keeps for the next start the doubts about a list that was taken, or is nil.
	KeepDoubts func(timer.Doubts) error
	// Desk keeps the book of the journal. Zone is that of the room where a meeting has none
	// of its own, or nil for UTC. PublicRecord shows the record to whoever asks, without
	// notes, authors of corrections and lateness.
	Desk         *record.Desk
	Zone         *time.Location
	PublicRecord bool
	// PrivateForecast tells the public nothing of when the list will end.
	PrivateForecast bool
	Paragraphs      []string // that notes may be about, beside those that were used before
	// Lists holds the files that are looked at before they are taken, or is nil.
	Lists *lists.Shelf
	// House counts who comes in by the listeners, or is nil.
	House *door.House
	// Packages is the room's own source, or nil.
	Packages *packages.Folder
	// Rooms are those of the house, this one among them; none where it has but this one.
	Rooms []Room
}

// Server serves pages, interface and websocket of one engine.
type Server struct {
	Config
	pages       *pages
	hub         *live.Hub
	reading     chan struct{} // files with lists that arrive or are read
	made        made          // answers for the public
	madeRecords made          // of them those of the record, which take longer
	foreseen    forecasts
	keyed       netip.AddrPort // of the door where keys are taken
	public      netip.AddrPort // of the first public door, or none
	keys        turn           // whose the disk of the keys is
	sending     chan struct{}  // files of the source that are sent
}

// New returns a server that has not been started.
func New(c Config) (*Server, error) {
	p, err := embedded()
	if err != nil {
		return nil, err
	}
	if c.Desk == nil {
		c.Desk = new(record.Desk)
	}
	if c.Lists == nil {
		c.Lists = lists.NewShelf(nil, nil)
	}
	c.Access.TellWrong(func(w access.WrongTold) {
		c.Log.Warn().Int("count", w.Count).Int("addresses", w.Addresses).Str("most", w.Most).Int("of_most", w.OfMost).
			Msg("wrong keys or sign-in links were refused")
	})
	s := &Server{Config: c, pages: p, keys: make(turn, 1), reading: make(chan struct{}, mostReading), sending: make(chan struct{}, mostSent)}
	s.hub = live.New(live.Config{
		Engine: c.Engine, Clock: c.Clock, Access: c.Access, Log: c.Log, Version: c.Version, Pages: p.edition,
		StartByMicrophone: c.StartByMicrophone, Screens: c.Screens, KeepAway: c.KeepAway,
		File: c.file, Taken: c.taken, Complete: s.complete,
	})
	return s, nil
}

// mostReading is how many files with lists may be on their way in at once.
const mostReading = 4

// How long the parts of a request may take. There is no limit on the whole
// answer: a command waits for the disk.
const (
	headerWait = 5 * time.Second
	bodyWait   = 10 * time.Second
	idleWait   = 30 * time.Second
	stopWait   = 500 * time.Millisecond
)

// Run serves on a listener, and to the public on others, until ctx ends, and
// returns when every connection has ended.
func (s *Server) Run(ctx context.Context, l net.Listener, public ...net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	doors := []*http.Server{s.door(ctx, s.Handler())}
	listeners := append([]net.Listener{l}, public...)
	if at, err := netip.ParseAddrPort(l.Addr().String()); err == nil {
		s.keyed = at
	}
	for _, p := range public {
		if at, err := netip.ParseAddrPort(p.Addr().String()); err == nil && !s.public.IsValid() {
			s.public = at
		}
		doors = append(doors, s.door(ctx, s.PublicHandler()))
	}
	hubEnded := make(chan struct{})
	go func() {
		defer close(hubEnded)
		var counting sync.WaitGroup
		counting.Go(func() { s.tellGuests(ctx) })
		counting.Go(func() { s.Access.KeepSeen(ctx) })
		s.hub.Run(ctx)
		counting.Wait()
	}()
	ended := make(chan error, len(doors))
	for i, d := range doors {
		go func() { ended <- d.Serve(listeners[i]) }()
	}

	var failed error
	left := len(doors)
	select {
	case failed = <-ended: // one door alone is no house
		left--
		stop()
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWait)
	defer cancel()
	for _, d := range doors {
		if d.Shutdown(wait) != nil {
			_ = d.Close() // a request that still waits for the disk
		}
	}
	for range left {
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			failed = errors.Join(failed, err)
		}
	}
	<-hubEnded
	if errors.Is(failed, http.ErrServerClosed) {
		return nil
	}
	return failed
}

// guestsEvery is how often the log tells of guests that were kept to their measure.
const guestsEvery = 10 * time.Second

// tellGuests says in one line what was done to keep guests to their measure, where
// anything was.
func (s *Server) tellGuests(ctx context.Context) {
	often := time.NewTicker(guestsEvery)
	defer often.Stop()
	told := s.House.Counts()
	for {
		select {
		case <-ctx.Done():
			return
		case <-often.C:
		}
		now := s.House.Counts()
		if now.Refused != told.Refused || now.Slowed != told.Slowed {
			s.Log.Warn().Int("here", now.Here).Int("places", now.Places).Int("refused", now.Refused-told.Refused).
				Int("slowed", now.Slowed-told.Slowed).Msg("guests were kept to their measure")
		}
		told = now
	}
}

func (s *Server) door(ctx context.Context, h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerWait,
		ReadTimeout:       bodyWait,
		IdleTimeout:       idleWait,
		ConnContext:       door.Context,
		ErrorLog:          log.New(s.Log.With().Str("from", "net/http").Logger(), "", 0),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
}

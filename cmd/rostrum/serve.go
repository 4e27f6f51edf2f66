package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/door"
	"rostrum/display/lists"
	"rostrum/display/metrics"
	"rostrum/display/record"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/journal"
)

// The files in the data folder.
const (
	journalFile = "journal.db"
	accessDir   = "access"
	addressFile = "address" // where the running controller is reached
	screensFile = "screens.json"
)

// serve runs a debate until ctx ends.
func serve(ctx context.Context, env program.Environment) (err error) {
	c, err := readConfig(env)
	if errors.Is(err, program.ErrStopped) {
		return nil // it has not begun
	}
	if err != nil {
		return err
	}
	dir, err := c.folder(env)
	if err != nil {
		return err
	}
	log, whole := program.NewLog(env.Stderr)
	source, err := openPackages(c.Packages, log)
	if err != nil {
		return err
	}
	if source != nil {
		defer func() { err = errors.Join(err, source.Close()) }()
	}
	stdout := program.NewOutlet(env.Stdout)
	defer stdout.Close()
	for _, loose := range looseFiles(c, dir) {
		whole.Warn().Msg(loose)
	}
	// The journal first: its lock tells a second controller what is wrong.
	desk := new(record.Desk)
	file, err := openJournal(filepath.Join(dir, journalFile))
	if err != nil {
		return err
	}
	history, err := readJournal(file, whole, desk)
	if err != nil {
		return errors.Join(err, file.Close())
	}
	defer func() {
		// A disk that hangs would hold up the end of the process too.
		if !errors.Is(err, timer.ErrNotSaved) {
			err = errors.Join(err, file.Close())
		}
	}()
	desk.Archived(readArchives(dir, whole)...)
	if f := history.Meeting.Floor; f != nil && c.NewMeeting {
		return fmt.Errorf("%s has the floor: start without --new-meeting and end the statement first", f.Delegation)
	}
	resumed := history.Meeting.IsOpen() && !c.NewMeeting
	if len(c.Light) == 0 {
		c.Light = lightsUnasked(c, &history.Meeting, resumed)
	}
	lights, err := openLights(c, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lights.Halt()) }()

	var command timer.OpenMeeting
	var notices []timer.Notice
	var named *timer.Doubts // about the list that was named
	if resumed {
		notices, named = resumption(env, c, &history.Meeting)
	} else {
		opened, doubted, err := newMeeting(env, c)
		if errors.Is(err, program.ErrStopped) {
			return nil
		}
		if err != nil {
			return err
		}
		command, named = opened, doubted
	}
	room, err := zone(env, c.Zone)
	if err != nil {
		return err
	}
	paragraphs, err := readParagraphs(env, c.Paragraphs)
	if errors.Is(err, program.ErrStopped) {
		return nil
	}
	if err != nil {
		return err
	}
	command.Zone = room.String()
	clock := steadyClock()
	keys, err := openAccess(c, dir, livesBy(clock, history.Last), log)
	if err != nil {
		return err
	}
	if clock.Boot() == timer.WallClock {
		notices = append(notices, timer.Notice{Code: "clock-fallback", Message: "This system tells no identity of the machine's start: " +
			"after a restart the elapsed time is taken from the wall clock."})
	}
	put, err := readAway(filepath.Join(dir, awayFile))
	if err != nil {
		log.Warn().Err(err).Msg("nothing that was put away stays so")
	}
	taken, err := readDoubts(filepath.Join(dir, doubtsFile))
	if err != nil {
		log.Warn().Err(err).Msg("what was doubted of lists that were taken is not told again")
	}
	known := taken.known(named, put)
	doubts := known.Of(command.ListDigest)
	if resumed {
		doubts = known.Of(history.Meeting.ListDigest)
	}
	figures := metrics.New()
	engine, err := engine.New(engine.Config{
		Run: rand.Text(), Clock: clock, Journal: loggedJournal{file, log, whole, figures.Appended}, History: history,
		Seats: lights.Seats(), Notices: notices, Doubted: known, Keep: desk.Keep,
		TickLate: figures.TickLate, EdgeLate: figures.EdgeLate,
	})
	if err != nil {
		return err
	}
	shown, err := certificates(c, dir, log)
	if err != nil {
		return err
	}
	settings := display.Config{
		Engine: engine, Clock: clock, Access: keys, Log: log, Version: program.ThisBuild().Version, Built: program.ThisBuild().At,
		StartByMicrophone: c.Start == startByMicrophone, House: door.New(c.measure()),
		Desk: desk, Zone: room, PublicRecord: c.PublicRecord, PrivateForecast: c.Forecast == forecastForOperators, Paragraphs: paragraphs,
		Packages: source, Rooms: c.Rooms.shown(),
	}
	if shown != nil {
		settings.Hosts, settings.Covers, settings.Pin = shown.Hosts, shown.Covers, shown.Pin
		settings.KeyPin = func() (string, error) { return access.KeyPin(shown) }
	}
	if settings.Screens, err = readScreens(filepath.Join(dir, screensFile)); err != nil {
		log.Warn().Err(err).Msg("the public screens show the debate as by default")
	}
	var url string // as it is bound
	settings.Reached = func() string { return reachedNow(c, url) }
	settings.KeepScreens = func(s wire.Screens) error { return keepScreens(filepath.Join(dir, screensFile), s) }
	remembered, err := readColumns(filepath.Join(dir, columnsFile))
	if err != nil {
		log.Warn().Err(err).Msg("the columns of lists are guessed anew")
	}
	settings.Lists = lists.NewShelf(remembered, func(c lists.Columns) error { return keepColumns(filepath.Join(dir, columnsFile), c) })
	settings.KeepAway, settings.KeepDoubts = put.keep, taken.keep
	server, err := display.New(settings)
	if err != nil {
		return err
	}
	for _, n := range notices {
		whole.Warn().Str("code", n.Code).Msg(n.Message)
	}
	if doubts != nil {
		for _, g := range doubts.Groups {
			whole.Warn().Str("code", "list-doubt").Str("where", linesText(g)).Msg("Speakers' list: " + g.Message)
		}
	}
	listener, err := listen(ctx, "--listen", c.Listen)
	if err != nil {
		return err
	}
	scheme := "http"
	if shown != nil {
		scheme = "https"
	}
	url = address(scheme, listener, reachedBy(c), shown)
	listener = settings.House.Door(listener)
	if shown != nil {
		listener = tls.NewListener(access.Redirecting(listener), inTurn(access.Server(shown)))
	}
	var public []net.Listener
	var publicURL string
	if c.PublicHTTP != "" {
		open, err := listen(ctx, "--public-http", c.PublicHTTP)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		public = append(public, settings.House.Door(open))
		publicURL = address("http", open, reachedBy(c), nil)
	}
	watched, err := openFigures(ctx, c, dir, log, shown, metrics.Config{
		Figures: figures, Snapshot: engine.Snapshot, Now: clock.Now, Connected: server.Connected, Keys: keys, Log: log,
	})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	outward, err := openRoom(ctx, &c.Room, engine, clock, keys, settings.House, log)
	if err != nil {
		return errors.Join(err, watched.close(), listener.Close())
	}
	if err := os.WriteFile(filepath.Join(dir, addressFile), []byte(url+"\n"), 0o600); err != nil {
		return errors.Join(err, outward.close(), watched.close(), listener.Close())
	}
	parts := house{
		engine: engine, clock: clock, lights: lights, server: server, listener: listener, public: public,
		figures: watched, outward: outward, log: log,
	}
	if c.WatchList != "" {
		parts.watch = &lists.Watch{Path: c.WatchList, Shelf: settings.Lists, Meeting: engine, Zone: room, Log: log}
	}
	return parts.run(ctx, func(ctx context.Context) error {
		if !resumed {
			if err := open(ctx, engine, command); err != nil {
				return err
			}
		}
		return greet(stdout, greeting{
			address: url, public: publicURL, metrics: watched.address(), certificates: shown, meeting: engine.Snapshot().Meeting, resumed: resumed, notices: notices, doubts: doubts, access: keys,
		})
	})
}

func listen(ctx context.Context, flag, address string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot serve on %s: %w; is another rostrum running? choose another port with %s", address, err, flag)
	}
	return l, nil
}

// kept is the journal of the meeting, wherever it is kept.
type kept interface {
	engine.Journal
	// Replay hands over the records that there were when it was opened, the oldest first.
	Replay(take func(timer.Record) error) error
	Close() error
}

// openJournal opens the journal that is kept in one file.
func openJournal(path string) (kept, error) { return journal.Open(path) }

// readJournal reads a journal. The last record is logged again: it may have been durable
// a moment before the process was killed, and so be missing from the log.
func readJournal(j kept, log zerolog.Logger, desk *record.Desk) (timer.History, error) {
	var history timer.History
	var last timer.Record
	err := j.Replay(func(r timer.Record) error {
		last = r
		if err := history.Add(r); err != nil {
			return err
		}
		after := history.Meeting
		desk.Keep(timer.Kept{Record: r, After: &after})
		return nil
	})
	if err != nil {
		return timer.History{}, err
	}
	again := log.With().Bool("again", true).Logger()
	tell(again, again, last)
	return history, nil
}

// openAccess opens the keys, with that of the chair's file.
func openAccess(c *config, dir string, clock access.Clock, log zerolog.Logger) (*access.Store, error) {
	fixed := make(map[string]access.Grant)
	var key string
	if c.ChairKeyFile != "" {
		var err error
		if key, err = access.KeyFile(c.ChairKeyFile); err != nil {
			return nil, err
		}
		if err := weighKey(c, key, log); err != nil {
			return nil, err
		}
		fixed[key] = access.Grant{Role: string(timer.Chair), Name: "key file"}
	}
	keys, err := access.OpenWith(clock, filepath.Join(dir, accessDir), fixed)
	if err == nil && key != "" && keys.Revoked(key) {
		log.Warn().Str("file", c.ChairKeyFile).Msg("the chair's key was revoked and is not taken; remove its file, and the next start makes a new one")
	}
	return keys, err
}

// weighKey refuses a chair's key that can be guessed over a network. On this machine
// alone it is said.
func weighKey(c *config, key string, log zerolog.Logger) error {
	bits := access.KeyBits(key)
	switch {
	case bits >= access.StrongKey:
		return nil
	case !c.onLoopback():
		return fmt.Errorf("the chair's key in %s can be guessed: by its length and the characters in it it is worth %d bits at the most, and a network wants %d; remove the file, and the next start makes a new key", c.ChairKeyFile, bits, access.StrongKey)
	}
	log.Warn().Str("file", c.ChairKeyFile).Int("bits", bits).Msg("the chair's key can be guessed; remove the file to have a new one made")
	return nil
}

// livesBy is the machine's steady clock as the lives of keys are counted by it, and the
// latest that the journal knows of the one before.
func livesBy(c *timer.Clock, last timer.Stamp) access.Clock {
	return access.Clock{
		Boot: c.Boot(), Now: func() time.Duration { return time.Duration(c.Steady()) },
		Last: access.Moment{Deadline: access.Deadline{Boot: last.Boot, At: time.Duration(last.Steady)}, Wall: last.Wall},
	}
}

// house is everything that runs, in the order in which it ends: what people see
// and the lights first, then the engine, which records how they ended.
type house struct {
	engine   *engine.Engine
	clock    *timer.Clock
	lights   *lights
	server   *display.Server
	listener net.Listener
	public   []net.Listener
	watch    *lists.Watch // or nil
	figures  *watched     // or nil
	outward  *ways
	log      zerolog.Logger
}

// run runs the parts until ctx ends or one of them fails; ready is called when
// commands are taken.
func (h *house) run(ctx context.Context, ready func(context.Context) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	engineCtx, stopEngine := context.WithCancel(context.WithoutCancel(ctx))
	defer stopEngine()

	var mu sync.Mutex
	var failed error
	part := func(wg *sync.WaitGroup, run func() error) {
		wg.Go(func() {
			err := run()
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			stop(err) // one part alone is no house
		})
	}
	var engine, rest sync.WaitGroup
	part(&engine, func() error { return h.engine.Run(engineCtx) })
	part(&rest, func() error { return h.lights.run(ctx, h.engine, h.clock, h.log) })
	part(&rest, func() error { return h.server.Run(ctx, h.listener, h.public...) })
	rest.Go(func() { followSleep(ctx, h.clock) })
	rest.Go(func() { notifySystemd(ctx, h.engine) })
	rest.Go(func() { followReports(ctx, h.engine, h.log) })
	rest.Go(func() { h.figures.run(ctx, h.log) })
	for _, run := range h.outward.run {
		rest.Go(func() { run(ctx) })
	}
	if h.watch != nil {
		rest.Go(func() { h.watch.Run(ctx) })
	}

	if err := ready(ctx); err != nil && ctx.Err() == nil {
		stop(err)
		mu.Lock()
		failed = errors.Join(failed, err)
		mu.Unlock()
	}
	<-ctx.Done()
	rest.Wait()
	stopEngine()
	engine.Wait()
	return failed
}

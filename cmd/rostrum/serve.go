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
	"rostrum/display/packages"
	"rostrum/display/record"
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
	one := &life{env: env, config: c, dir: dir, log: log, whole: whole, source: source, stdout: stdout}
	if c.Cluster.used() {
		return one.again(ctx)
	}
	return one.run(ctx)
}

// life is a controller from its start to its end, or, where several keep one journal,
// until that has to be read from its beginning.
type life struct {
	env        program.Environment
	config     *config
	dir        string
	log, whole zerolog.Logger
	source     *packages.Folder // or nil
	stdout     *program.Outlet
	greeted    bool
}

// again lives until ctx ends.
func (l *life) again(ctx context.Context) error {
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(l.dir, journalFile)); err == nil {
		l.log.Warn().Str("file", filepath.Join(l.dir, journalFile)).Msg("with --cluster the journal in this file is not read; it stays as it is")
	}
	for {
		err := l.run(ctx)
		switch {
		case !errors.Is(err, errAnew) && !errors.Is(err, engine.ErrParted):
			return err
		case ctx.Err() != nil:
			return nil
		}
		l.log.Warn().Err(err).Msg("this controller begins anew")
		pause(ctx, againAfter)
	}
}

func (l *life) run(ctx context.Context) (err error) {
	c, env, dir, log, whole, clustered := l.config, l.env, l.dir, l.log, l.whole, l.config.Cluster.used()
	desk := new(record.Desk)
	joined, err := c.Cluster.dial()
	if err != nil {
		return err
	}
	home := &cabinet{dir: c.Cluster.folderOf(dir), cluster: joined}
	if clustered {
		defer func() { err = errors.Join(err, joined.Close()) }()
		if err := os.MkdirAll(home.dir, 0o700); err != nil {
			return err
		}
	}
	var file kept
	var history timer.History
	if !clustered {
		// The journal first: its lock tells a second controller what is wrong.
		if file, err = openJournal(filepath.Join(dir, journalFile)); err != nil {
			return err
		}
		if history, err = readJournal(file, whole, desk); err != nil {
			return errors.Join(err, file.Close())
		}
		defer func() {
			// A disk that hangs would hold up the end of the process too.
			if !errors.Is(err, timer.ErrNotSaved) {
				err = errors.Join(err, file.Close())
			}
		}()
	}
	desk.Archived(readArchives(dir, whole)...)
	if f := history.Meeting.Floor; f != nil && c.NewMeeting {
		return fmt.Errorf("%s has the floor: start without --new-meeting and end the statement first", f.Delegation)
	}
	// Of several controllers whoever leads first opens the meeting, where the journal has none.
	resumed := clustered || history.Meeting.IsOpen() && !c.NewMeeting
	if len(c.Light) == 0 && !clustered {
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
	if resumed && !clustered {
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
	keys, err := openAccess(c, home.dir, livesBy(clock, history.Last), log)
	if err != nil {
		return err
	}
	if clustered {
		keys.Share(sharedKeys{joined})
	}
	if clock.Boot() == timer.WallClock {
		notices = append(notices, timer.Notice{Code: "clock-fallback", Message: "This system tells no identity of the machine's start: " +
			"after a restart the elapsed time is taken from the wall clock."})
	}
	home.open(log)
	if clustered {
		notices = append(notices, keptApart(home.dir)...)
	}
	known := home.doubts.known(named, home.away)
	doubts := known.Of(command.ListDigest)
	if resumed {
		doubts = known.Of(history.Meeting.ListDigest)
	}
	figures := metrics.New()
	var gauge *gauge
	var measured func(string) (timer.Measured, bool)
	if clustered {
		gauge = newGauge(clock)
		measured = gauge.measured
	}
	logged := func(j engine.Journal) engine.Journal { return loggedJournal{j, log, whole, figures.Appended} }
	var follows *standby // where several controllers could lead
	engine, err := engine.New(engine.Config{
		Apart: func(ctx context.Context) (int64, error) { return follows.apart(ctx) },
		KeepApart: func(done []timer.Record) {
			name, err := keepApart(home.dir, desk.Book(), room, clock.Now(), done)
			log.Err(err).Int("acts", len(done)).Str("kept", filepath.Join(home.dir, apartDir, name)).Msg("what was done without the majority is not in the record, and kept apart")
		},
		Run: rand.Text(), Clock: clock, Journal: logged(file), History: history, Standby: clustered, Measured: measured,
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
		Packages: l.source, Rooms: c.Rooms.shown(),
	}
	if shown != nil {
		settings.Hosts, settings.Covers, settings.Pin = shown.Hosts, shown.Covers, shown.Pin
		settings.KeyPin = func() (string, error) { return access.KeyPin(shown) }
	}
	home.furnish(&settings)
	var url string // as it is bound
	settings.Reached = func() string { return reachedNow(c, url) }
	if clustered {
		settings.Apart = func(name, language string) ([]byte, error) { return apartPage(home.dir, name, language) }
	}
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
	c.Listen = boundTo(c.Listen, listener) // also where it stands by again
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
		parts.watch = &lists.Watch{Path: c.WatchList, Shelf: home.shelf, Meeting: engine, Zone: room, Log: log}
	}
	if clustered {
		reached := reachedNow(c, url)
		var proof []byte
		if shown != nil {
			proof = shown.Pin()
		}
		joined.Called(reached, publicURL, proof)
		if _, err := display.RoomOrigin(reached); err != nil {
			log.Warn().Err(err).Msg("pages of the other controllers cannot go over to this one")
		}
		home.share(server, engine, named, log)
		follows = &standby{cluster: joined, engine: engine, keeps: logged, gauge: gauge, address: reached, log: log, open: func(ctx context.Context) error {
			if engine.Snapshot().Meeting.IsOpen() {
				return nil
			}
			return open(ctx, engine, command)
		}}
		parts.cluster = func(ctx context.Context) error {
			var mirrors sync.WaitGroup
			defer mirrors.Wait()
			ctx, stop := context.WithCancel(ctx)
			defer stop()
			mirrors.Go(func() { home.mirror(ctx, keys, log) })
			mirrors.Go(func() {
				newCompanions(reached, joined.Members(), time.Now().UTC()).watch(ctx, joined, engine)
			})
			return follows.run(ctx)
		}
	}
	return parts.run(ctx, func(ctx context.Context) error {
		if !resumed {
			if err := open(ctx, engine, command); err != nil {
				return err
			}
		}
		if l.greeted {
			return nil
		}
		l.greeted = true
		return greet(l.stdout, greeting{
			cluster: c.Cluster.Name, address: url, public: publicURL, metrics: watched.address(), certificates: shown, meeting: engine.Snapshot().Meeting, resumed: resumed, notices: notices, doubts: doubts, access: keys,
		})
	})
}

// boundTo is an address with the port that a listener has.
func boundTo(address string, l net.Listener) string {
	host, _, err := net.SplitHostPort(address)
	_, port, wrong := net.SplitHostPort(l.Addr().String())
	if err != nil || wrong != nil {
		return address
	}
	return net.JoinHostPort(host, port)
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

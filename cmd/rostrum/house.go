package main

import (
	"context"
	"errors"
	"net"
	"sync"

	"github.com/rs/zerolog"

	"rostrum/display"
	"rostrum/display/lists"
	"rostrum/timer"
	"rostrum/timer/engine"
)

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
	cluster  func(context.Context) error // follows and leads, where several controllers could; or nil
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
	var engine, rest, cluster sync.WaitGroup
	clusterCtx, stopCluster := context.WithCancel(context.WithoutCancel(ctx)) // it leads until the engine has ended
	defer stopCluster()
	if h.cluster != nil {
		part(&cluster, func() error { return h.cluster(clusterCtx) })
	}
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
	stopCluster()
	cluster.Wait()
	return failed
}

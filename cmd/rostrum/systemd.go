package main

import (
	"context"
	"time"

	"rostrum/timer/engine"

	"github.com/coreos/go-systemd/v22/daemon"
)

// notifySystemd tells the service manager, where there is one, that the
// controller is ready, and then that its engine ticks: a watchdog that is fed by
// anything less would trust a clock that stands.
func notifySystemd(ctx context.Context, engine *engine.Engine) {
	if sent, err := daemon.SdNotify(false, daemon.SdNotifyReady); err != nil || !sent {
		return
	}
	defer func() { _, _ = daemon.SdNotify(false, daemon.SdNotifyStopping) }()
	interval, err := daemon.SdWatchdogEnabled(false)
	watched := err == nil && interval > 0
	sub := engine.Subscribe()
	defer sub.Close()
	var tick uint64
	var fed time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-sub.C():
			if !ok {
				return
			}
			if watched && s.Tick != tick && time.Since(fed) >= interval/4 {
				_, _ = daemon.SdNotify(false, daemon.SdNotifyWatchdog)
				fed = time.Now()
			}
			tick = s.Tick
		}
	}
}

package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"rostrum/timer"
)

// What is looked up when somebody asks.
var (
	screens = prometheus.NewDesc("rostrum_screens", "Connections, of screens, consoles and the agents of lights, by the role of who is there.", []string{"role"}, nil)
	lights  = prometheus.NewDesc("rostrum_light_confirmed", "1 where the light of a seat is known to show what it has to, else 0.", []string{"seat"}, nil)
	offsets = prometheus.NewDesc("rostrum_clock_offset_seconds", "How far the clock of the light of a seat may be from the controller's, at most; none where that is not known.", []string{"seat"}, nil)
	saving  = prometheus.NewDesc("rostrum_saving", "1 while the disk takes what it is given, else 0.", nil, nil)
	leads   = prometheus.NewDesc("rostrum_leads", "1 where this controller leads the room, or is its only one; 0 where it stands by.", nil, nil)
	build   = prometheus.NewDesc("rostrum_build_info", "Always 1; which build of the program this is.", []string{"version", "goversion"}, nil)
)

// present tells a registry how the house is now.
type present struct{ Config }

func (present) Describe(told chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{screens, lights, offsets, saving, leads, build} {
		told <- d
	}
}

func (p present) Collect(told chan<- prometheus.Metric) {
	tell := func(d *prometheus.Desc, value float64, labels ...string) {
		// A name of a seat that is no text is left out, and nothing else for it.
		if m, err := prometheus.NewConstMetric(d, prometheus.GaugeValue, value, labels...); err == nil {
			told <- m
		}
	}
	tell(build, 1, p.Version, p.GoVersion)
	for role, n := range p.Connected() {
		tell(screens, float64(n), string(role))
	}
	s, now := p.Snapshot(), p.Now()
	tell(saving, truth(s.Saving.State == timer.Saved))
	tell(leads, truth(s.Standby == nil))
	for i := range s.Seats {
		seat := &s.Seats[i]
		tell(lights, truth(s.Acknowledged(seat, now)), seat.Name)
		if seat.Local || seat.Connected && seat.Synchronised {
			tell(offsets, seat.Error.Seconds(), seat.Name)
		}
	}
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

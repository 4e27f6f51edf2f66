package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Figures counts what is measured while it happens. Its methods may be called by any
// goroutine, and never wait.
type Figures struct {
	edges   prometheus.Histogram
	ticks   prometheus.Histogram
	appends prometheus.Histogram
}

// The bounds of the histograms, in seconds. Well is, of edges, 99.9 % within a millisecond
// and none beyond five; a disk is slow from two seconds on.
var (
	lateness = []float64{50e-6, 100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 100e-3, 200e-3, 500e-3, 1}
	writing  = []float64{500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 100e-3, 200e-3, 500e-3, 1, 2, 5}
)

// New returns figures of nothing yet.
func New() *Figures {
	histogram := func(name, help string, bounds []float64) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, Buckets: bounds})
	}
	return &Figures{
		edges:   histogram("rostrum_edge_lateness_seconds", "How late lights were at their changes of signal, as they report it.", lateness),
		ticks:   histogram("rostrum_tick_lateness_seconds", "How late the ticks of the clock were.", lateness),
		appends: histogram("rostrum_journal_append_seconds", "How long the disk took for each record that it took.", writing),
	}
}

// EdgeLate counts a light's change of signal, and how late it was.
func (f *Figures) EdgeLate(late time.Duration) { observe(f.edges, late) }

// TickLate counts a tick, and how late it was.
func (f *Figures) TickLate(late time.Duration) { observe(f.ticks, late) }

// Appended counts a record that is durable, and how long that took.
func (f *Figures) Appended(took time.Duration) { observe(f.appends, took) }

// observe counts what was too early as in time: the clock of a light may be before ours by
// as much as it is uncertain, and a sum that falls is taken for a start of the program.
func observe(h prometheus.Histogram, d time.Duration) { h.Observe(max(0, d).Seconds()) }

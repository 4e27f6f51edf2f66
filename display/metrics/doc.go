// Package metrics gives figures to machines that watch a controller: how late lights and
// ticks are, how long the disk takes, who is connected, whether all is saved. They are
// served in the text format of Prometheus, at a door of their own.
//
// Figures say how well the house works, and nothing of what happens in it: no label is the
// name of a person or of a delegation, and there is none of what a Go process says of itself.
//
// What is measured in the loop of the clock, on the goroutine of the disk, is counted by a
// few atomic additions ([Figures]); all else is looked up when somebody asks ([Door]). So
// the clock waits for nobody who asks, however often or slowly that is.
package metrics

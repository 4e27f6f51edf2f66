// Package osc speaks Open Sound Control 1.0 over UDP with the room: it tells what the
// public screens show ([Tell]), and takes the acts of the clock ([Desk]) where it is let.
package osc

// Package outward tells the room's own equipment what its public screens show: brokers
// and controls (package mqtt), consoles and show control (osc), displays under pictures
// (tsl).
//
// What goes out is made of the public's state, as a screen without a key is told it, and
// of nothing else; and of that no name of a person. A way out has a goroutine and a
// subscription of its own, which keeps the newest snapshot alone: whoever does not take
// what is told delays nobody, and is told the newest once it does.
package outward

// Package live is the channel: the websockets of pages, operators and agents, and who
// is told what, in which order.
//
// # Fan-out
//
// A tick is encoded once for all. Of a change each reader is sent what it was not told
// yet: most were told the same last, and for those that is encoded once too. The
// speakers' list travels once, or not at all; later its changes do.
//
// What is new is written straight into the kernel's buffer: for operators and lights by
// whoever broadcasts, before the gallery, which has a goroutine for each processor. A
// reader whose buffer is full delays nobody: what waits for it, the newest state and the
// newest tick and never a queue of them, is written by a goroutine of its own until it
// has caught up; after ten seconds in which it takes nothing it is closed. The buffer is
// small, so that neither the kernel keeps old ticks. A join costs one snapshot to the
// joiner and nothing to the others.
//
// # Who
//
// A connection knows its hub, and who is at its other end ([Who]): by which key, and
// through which door. An agent drives the lights of its seats by one connection at a
// time.
package live

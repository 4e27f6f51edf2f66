// Package live is the channel: the websockets of pages, operators and agents, and who
// is told what, in which order.
//
// # Fan-out
//
// A change of the meeting is encoded once for each role that is here and sees it, a
// tick once for all, and put into the box of every connection. A box holds the newest
// state and the newest tick, never a queue: a reader that is slow misses what is old
// and delays nobody. A join costs one snapshot to the joiner and nothing to the
// others. Operators and lights are served before the gallery.
//
// # Who
//
// A connection knows its hub, and who is at its other end ([Who]): by which key, and
// through which door. An agent drives the lights of its seats by one connection at a
// time.
package live

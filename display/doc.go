// Package display is what the world sees of a meeting: the pages, the HTTP
// interface and the websocket.
//
// # Fan-out
//
// A change of the meeting is encoded once for the public and once for operators,
// and put into the box of every connection; a tick likewise. A box holds the
// newest state and the newest tick, never a queue: a reader that is slow misses
// what is old and delays nobody. A join costs one snapshot to the joiner and
// nothing to the others. Operators and lights are served before the gallery.
//
// # Trust
//
// Whoever can open a page sees the floor and the list. Commands need a key
// (Authorization: Bearer) or a session (a cookie, opened by a one-time link).
// Host, Origin and Sec-Fetch-Site are checked, so that no foreign page can
// speak for an operator's browser.
package display

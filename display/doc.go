// Package display is what the world sees of a meeting: the pages and the HTTP
// interface. The websockets are those of package live.
//
// # Trust
//
// Whoever can open a page sees the floor and the list. Commands need a key
// (Authorization: Bearer) or a session (a cookie, opened by a one-time link).
// Host, Origin and Sec-Fetch-Site are checked, so that no foreign page can
// speak for an operator's browser.
package display

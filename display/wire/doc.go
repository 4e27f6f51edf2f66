// Package wire is what goes over the wire: the messages of the HTTP interface
// and of the websocket, as plain values, and their codec.
//
// Durations are integer milliseconds, rounded down, in fields that end in _ms;
// wall instants are RFC 3339 in UTC with nanoseconds, for records and people;
// steady instants are milliseconds with a fraction, and comparable only within
// one boot. Fields may be added; none changes its meaning within one protocol.
package wire

// Protocol is the websocket's sub-protocol.
const Protocol = "rostrum.v1"

// MaxBody is the largest command or message that is read, in bytes.
const MaxBody = 64 << 10

// MaxGuestMessage is the largest message of whoever has shown no key, in bytes: what a
// screen says has less than 200, what somebody says who signs in less than 600.
const MaxGuestMessage = 1 << 10

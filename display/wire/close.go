package wire

// Close codes of the websocket. Below 4000 they are those of RFC 6455, section
// 7.4; a client comes back after every one but those marked "stay away".
const (
	CloseGoingAway = 1001 // the controller is stopping: come back, it may be another run
	CloseTooBig    = 1009 // a message of more than MaxBody, of a guest of more than MaxGuestMessage
	CloseRevoked   = 4003 // the key was revoked: stay away until there is another
	CloseSlow      = 4008 // what was sent was not read for too long
	CloseSilent    = 4009 // no answer to pings
	CloseTaken     = 4010 // another agent drives the lights of a seat: come back later
	CloseReplaced  = 4011 // the same agent has come back on another connection
	CloseFull      = 4013 // all places for guests are taken: come back after the seconds in the reason
)

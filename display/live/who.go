package live

import (
	"context"
	"errors"
	"slices"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// Who is the other side of a request or connection, and the door it came by.
type Who struct {
	timer.Actor
	public bool // the door on which no key may be said
	grant  *access.Grant
}

// Anybody is who said no key, and whether it came by the public door, where none may be
// said.
func Anybody(public bool) Who { return Who{Actor: timer.Actor{Role: timer.Public}, public: public} }

// WhoOf is the holder of a key or of a session.
func WhoOf(g access.Grant) Who {
	return Who{Actor: timer.Actor{Role: timer.Role(g.Role), Name: g.Name}, grant: &g}
}

// ID is the public name of the key or session, or nothing.
func (w Who) ID() string {
	if w.grant == nil {
		return ""
	}
	return w.grant.ID
}

// ErrUnknownKey refuses a key that nobody has, or that was revoked.
var ErrUnknownKey = &wire.Error{Code: wire.Unauthenticated, Message: "this key is not known here; it may have been revoked"}

// ErrCannotTell is the answer to a key or session that the disk does not let read, and
// that nobody has shown since the start: it may well be good.
var ErrCannotTell = &wire.Error{Code: wire.NotSaved, Why: "disk-does-not-answer",
	Message: "the disk cannot tell whose key this is; nothing happened: try again"}

// errMetrics refuses a key that is for no meeting.
var errMetrics = &wire.Error{Code: wire.Forbidden, Message: "a key for metrics reads figures at the door of --metrics, and may do nothing else"}

// ByKey is the holder of a key that came from an address. One that is not known is
// [ErrUnknownKey], a moment later.
func ByKey(ctx context.Context, keys *access.Store, key, address string) (Who, error) {
	grant, err := keys.Key(key)
	switch {
	case errors.Is(err, access.ErrUnknown), errors.Is(err, access.ErrExpired):
		keys.Wrong(ctx, address)
		return Who{}, ErrUnknownKey
	case err != nil:
		return Who{}, ErrCannotTell
	case grant.Role == string(timer.Metrics):
		return Who{}, errMetrics
	}
	return WhoOf(grant), nil
}

// ErrPublicDoor refuses a key where it would cross the network in clear.
var ErrPublicDoor = &wire.Error{Code: wire.Forbidden, Why: "public-door", Message: "no key may be said here, where it would cross the network in clear; use the https address"}

// maySayKey refuses a key, and what an agent says of itself, at the public door.
func (w Who) maySayKey() error {
	if w.public {
		return ErrPublicDoor
	}
	return nil
}

// MayCommand refuses a command of whoever may give none. Which may be given, the acts say.
func (w Who) MayCommand() error {
	switch {
	case w.Role == timer.Public:
		return &wire.Error{Code: wire.Unauthenticated, Message: "a command needs a key: sign in with the chair's link, or send it as Authorization: Bearer"}
	case !wire.MayCommand(w.Role):
		return &wire.Error{Code: wire.Forbidden, Message: "a key for " + string(w.Role) + " may not give commands"}
	}
	return nil
}

// MayOperate refuses what only those may ask who operate the meeting.
func (w Who) MayOperate() error {
	if err := w.MayCommand(); err != nil {
		return err
	}
	if !wire.Operates(w.Role) {
		return &wire.Error{Code: wire.Forbidden, Why: "not-of-role", Message: "that is for chair and secretary: a key for " + string(w.Role) + " does not allow it"}
	}
	return nil
}

// mayBeAgent refuses an agent that has no key for one: whoever drives no light reports of
// none, and yet says how its machine does.
func (w Who) mayBeAgent() error {
	if w.grant != nil && (w.Role == timer.LightRole || w.Role == timer.Screen) {
		return nil
	}
	return &wire.Error{Code: wire.Forbidden, Field: "agent", Message: "an agent has the key of a light, or of a screen"}
}

// mayReport refuses what is said of a light by whoever has no key for it.
func (w Who) mayReport(seat string) error {
	if w.Role == timer.LightRole && w.grant != nil && slices.Contains(w.grant.Seats, seat) {
		return nil
	}
	return &wire.Error{Code: wire.Forbidden, Field: "seat", Message: "only the light of seat " + seat + " may report for it"}
}

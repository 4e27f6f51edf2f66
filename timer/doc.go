// Package timer decides who has the floor and what the light at the microphone
// shows at any instant of a debate.
//
// # The calculation
//
// A [Meeting] is a value. [Meeting.Decide] answers a [Command] with the events
// it would cause, [Meeting.Apply] returns the meeting after an event; neither
// reads a clock, starts a goroutine or has another side effect. A statement's
// [Phase] follows from its elapsed time alone, and the [Signal] of its light
// from its phase: whoever holds the [Course] of a statement can compute the
// next minutes by itself.
//
// # Time
//
// Durations and deadlines live on a steady clock ([Clock], [Instant]), which
// goes on through steps of the wall clock, through machine sleep and through
// restarts of the process. Wall time is kept beside it ([Stamp]) for records
// and for people; nothing is computed from it while the steady clock lasts.
//
// # Acts
//
// What an operator can do is one table ([Acts]), what can happen another ([Facts]).
// Each act, or family of acts, has a file: the command, how it is decided, the fact
// that follows from it, how that is applied, and what it is about, which says in
// which order acts are undone.
//
// The goroutines round the calculation are those of package engine.
//
// A limit is an encouragement, not a ruling (S/2017/507, para. 22): nothing
// here ends a statement by itself.
package timer

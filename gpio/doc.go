// Package gpio shows the signal of a seat on its collar light: the red light at
// the neck of a microphone, driven by one output pin.
//
// # The light
//
// A [Light] wraps one pin. It is dark from [New] on until it is set, and dark
// after [Light.Halt]; it never reads the pin back. A pin is a real one
// ([Open], Linux character devices only) or a dry one without hardware
// ([Dry]); which seat has which is a [Binding], written "7=GPIO17" or "7=dry".
//
// # The schedule
//
// [Next] is a calculation: from the course of a statement and an instant it
// tells whether the light is lit and when the pin moves next. Whoever holds
// the course needs nobody for the next minutes, so a light is right while the
// network is away.
//
// A [Player] plays that schedule. It is told what to play by a [Program], of
// which only the newest counts ([Desk]). It waits for absolute instants, so
// that no edge's lateness adds to the next: most of the time in a wait that a
// newer program interrupts, the last milliseconds in a [Sleeper], which on
// Linux is the kernel itself. It allocates nothing per edge and never spins.
// However it ends, the light is dark.
//
// # What is known afterwards
//
// The player reports each change of signal as a [timer.Observation], which is
// how the console learns that a light is on and the record how late it was.
// Each movement of a pin is an [Edge]; a [Trace] appends them to a file from a
// goroutine of its own, so that an edge never waits for a disk.
//
// Instants are those of the steady clock ([timer.Clock]), in nanoseconds;
// lateness is the actual instant, read when the pin has been written, minus the
// deadline.
package gpio

// Package account says what a debate amounts to: who spoke, for how long and of how much,
// what interrupted it, what was put right afterwards, and what the lights did. It is a
// calculation from the events of a journal.
//
// A [Book] is told each record as it comes into force, and gives the [Account] of one of
// the meetings in it as of a moment. Everything that is said in a length of time is whole
// milliseconds, rounded down, and sums are of what is said: so that whoever adds up a
// column gets what stands under it.
//
// What was used, paused and corrected is what holds now; what lights did, and when the
// President was prompted, is what was in force then: no later correction makes a light
// late.
package account

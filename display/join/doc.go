// Package join is how a Pi becomes one of the room's machines with one line: the line that
// the console shows, and the script that it runs.
//
// The line has an address, the SHA-256 of the public key that the controller's certificate
// is for, and a code that is good once. curl compares the key before it sends or takes
// anything, and without looking at dates: the clock of a machine that has just been
// unpacked is wrong. Where the key is another one, there is nothing to run. The code stands
// in the address, so that neither sudo's log nor the list of processes has it.
//
// The script is one group of commands, which a shell runs when it has read its last brace:
// of one that was cut off nothing runs. All that it is told stands in it, quoted.
package join

// Package program is the entrance of both programs: what is the same for whoever
// starts one, whichever it is.
//
// What a run gets from outside is an [Environment], so that a test may give it
// everything that a process would.
package program

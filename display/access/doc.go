// Package access keeps who may do what: keys for programs, one-time invitations
// for people, and the sessions that invitations open.
//
// A credential is 256 random bits. Only its SHA-256 is stored, one file of mode
// 0600 for each credential, named by that hash: so two processes need no lock,
// an invitation is used up by removing its file, and a key is revoked at once
// by removing its file. A hash of so many random bits cannot be searched for, so
// it needs no salt and no slow function.
//
// A key that comes from a file of the operator's is held in memory; the store has its
// hash, so that it can be listed, and once it is revoked a mark that outlives the file.
// Lives are counted by the machine's steady clock, so that a wall clock that is set
// signs nobody out.
//
// A session has the name of its tablet, by which the record and other people know it, and
// which nobody else has. When somebody was seen last is known in memory, and written down
// every five minutes in a file of its own: never a credential is written for it, which
// might just have been removed.
//
// A disk that cannot tell takes no right away: keys and sessions that were read once are
// remembered for when their file cannot be read, be it that the disk fails or hangs, that
// it was taken out, or that no descriptor is left. A file that is not there, on a disk
// that answers, ends its credential as ever.
package access

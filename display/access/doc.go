// Package access keeps who may do what: keys for programs, one-time invitations
// for people, and the sessions that invitations open.
//
// A credential is 256 random bits. Only its SHA-256 is stored, one file of mode
// 0600 for each credential, named by that hash: so two processes need no lock,
// an invitation is used up by removing its file, and a key is revoked at once
// by removing its file. A hash of so many random bits cannot be searched for, so
// it needs no salt and no slow function.
package access

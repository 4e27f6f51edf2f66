// Package packages serves the room's own source: a folder of Debian packages, as
// deploy/package writes it, to machines that have no internet.
//
// It reads and never writes, and holds no key that signs: what apt believes is the
// builder's signature, so that whoever has the controller can install nothing. A folder
// without one is served all the same, and believed by nobody; [Folder.Signed] says it.
//
// New packages are copied into the folder while it is served, which takes a while and is done
// in any order. What is signed is read into memory with the indexes that it is for, and taken
// when all that they name is there; until then the edition before is served.
//
// Only what apt asks a flat source for is there, by its own name: no listing, no other
// folder, nothing that a link points to.
package packages

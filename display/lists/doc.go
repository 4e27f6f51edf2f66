// Package lists holds the files with speakers' lists that somebody has sent to be looked
// at, until they are taken: so that what is taken is what was looked at, and the file
// does not cross the network twice. A [Shelf] holds the newest few of each sign-in for a
// quarter of an hour, reads one at a time, and remembers as what a person has taken the
// columns of a set of headings.
package lists

// Package journal keeps the records of meetings in one bbolt file.
//
// A record is on disk before Append returns. Each carries its own checksum, and
// they are numbered without a gap, so that a file in which anything was damaged
// is recognized when it is opened: it is refused with one sentence and left as
// it was. One process at a time may hold a journal.
//
// Nothing that happens to the file while it is open ends the process: what cannot be read
// is an error, as what cannot be written is. Once the file is as it was, or was moved away,
// [Journal.Recover] goes on with all that was acknowledged.
package journal

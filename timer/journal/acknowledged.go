package journal

// mostKept is how much of a journal is kept in memory too, in bytes: some hundred
// meetings.
const mostKept = 64 << 20

// acknowledged is what was promised to be in the file. The newest record is how a file
// that somebody wrote over is known; all of them are what a file that was hurt is written
// anew from.
type acknowledged struct {
	last   uint64 // number of the newest
	newest []byte // as it is stored

	records [][]byte // the oldest first, or nil where they are too many
	size    int
}

func (a *acknowledged) add(stored []byte) {
	a.last++
	a.newest = stored
	a.size += len(stored)
	if a.size > mostKept {
		a.records = nil
		return
	}
	a.records = append(a.records, stored)
}

// all returns every record, or false where they were too many.
func (a *acknowledged) all() ([][]byte, bool) { return a.records, a.size <= mostKept }

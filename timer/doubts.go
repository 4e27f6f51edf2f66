package timer

import "slices"

// DoubtsOf begins the name of the doubts about a list: the digest of its file follows, so
// that they are put away for that list alone.
const DoubtsOf = "list-doubts:"

// Doubts are what may not be meant of a list that was taken, in groups of one kind each:
// one thing to be known, however many lines it is about. It is never changed in place.
type Doubts struct {
	Notice  string       `json:"notice"` // its name, by which it is put away
	File    string       `json:"file"`
	Count   int          `json:"count"`
	Groups  []DoubtGroup `json:"groups"`
	PutAway *PutAway     `json:"put_away,omitempty"` // as of a Notice
}

// DoubtGroup are the doubts of one kind about one thing.
type DoubtGroup struct {
	Code    string      `json:"code"`            // what is doubted, for other languages; may be empty
	Field   string      `json:"field,omitempty"` // of a speaker, as the interface names it
	About   []string    `json:"about,omitempty"` // what stands in the sentence, where it is the same in all of them
	Message string      `json:"message"`         // of the first, one plain sentence
	Count   int         `json:"count"`
	Lines   []DoubtLine `json:"lines"` // the first of them
}

// DoubtLine is where one of them stands in the file.
type DoubtLine struct {
	Line    int      `json:"line"`              // from 1
	Column  int      `json:"column"`            // in characters from 1
	Cell    string   `json:"cell,omitempty"`    // of a sheet, "C14"
	About   []string `json:"about,omitempty"`   // where it is not that of the group, as the next
	Message string   `json:"message,omitempty"` // one plain sentence
}

// Doubted are the doubts about lists of several files, that which was read last at the
// end. It is never changed in place.
type Doubted []*Doubts

// MostDoubted is of how many files doubts are known: the meeting's, those that an undo
// brings back, those of meetings that are prepared.
const MostDoubted = MaxPrepared + 4

// With returns them with those of one more file, in place of what was known of it; nil are
// none.
func (all Doubted) With(d *Doubts) Doubted {
	if d == nil {
		return all
	}
	out := slices.DeleteFunc(slices.Clone(all), func(other *Doubts) bool { return other.Notice == d.Notice })
	out = append(out, d)
	return out[max(0, len(out)-MostDoubted):]
}

// Of returns the doubts about the list of a file, by its digest, or nil.
func (all Doubted) Of(listDigest string) *Doubts {
	for _, d := range all {
		if d.Notice == DoubtsOf+listDigest {
			return d
		}
	}
	return nil
}

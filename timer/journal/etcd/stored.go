package etcd

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"

	"rostrum/timer"
)

// Of a request etcd takes 1.5 MiB, and a client sends 2: a record whose text is longer
// than partSize goes in as parts. The longest has the length of the longest line of an
// archive.
const (
	partSize = 1 << 20
	longest  = 16 << 20
)

// A record as it is stored: a line that says who wrote it and how its text is known to be
// whole, and the text, JSON; or the line alone, where the text is in parts.
type head struct {
	Lead  int64  `json:"lead"` // its revision
	Sum   string `json:"sum"`  // Castagnoli checksum of number, lead and text
	Size  int    `json:"size"` // of the text, in bytes
	Parts int    `json:"parts,omitempty"`
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(number uint64, lead int64, text []byte) string {
	var key []byte
	key = binary.BigEndian.AppendUint64(key, number)
	key = binary.BigEndian.AppendUint64(key, uint64(lead))
	return fmt.Sprintf("%08x", crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, text))
}

// stored is a record on its way.
type stored struct {
	value []byte
	parts [][]byte
}

func encode(number uint64, lead int64, r timer.Record) (stored, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return stored{}, fmt.Errorf("etcd: %w", err)
	}
	if len(text) > longest {
		return stored{}, fmt.Errorf("%w: %d bytes of at most %d", ErrTooLarge, len(text), longest)
	}
	h := head{Lead: lead, Sum: sum(number, lead, text), Size: len(text)}
	var s stored
	if len(text) > partSize {
		for rest := text; len(rest) > 0; {
			n := min(partSize, len(rest))
			s.parts, rest = append(s.parts, rest[:n]), rest[n:]
		}
		h.Parts, text = len(s.parts), nil
	}
	line, err := json.Marshal(h)
	if err != nil {
		return stored{}, fmt.Errorf("etcd: %w", err)
	}
	s.value = append(append(line, '\n'), text...)
	return s, nil
}

var (
	errForm     = errors.New("it has not the form of a record")
	errChecksum = errors.New("its checksum does not match")
	errMissing  = errors.New("it is missing")
)

// headOf reads the line, and returns what follows it.
func headOf(value []byte) (h head, text []byte, err error) {
	line, text, ok := bytes.Cut(value, []byte("\n"))
	if !ok || json.Unmarshal(line, &h) != nil || h.Size < 0 || h.Size > longest || h.Parts < 0 || h.Parts > longest/partSize {
		return head{}, nil, errForm
	}
	return h, text, nil
}

// decode reads a record's text.
func decode(number uint64, h head, text []byte) (timer.Record, error) {
	var r timer.Record
	if len(text) != h.Size || sum(number, h.Lead, text) != h.Sum {
		return r, errChecksum
	}
	err := json.Unmarshal(text, &r)
	return r, err
}

// What a journal says of itself. Its format rises with the first record that an older
// program could not read, in the same transaction.
const formatName = "rostrum journal "

func formatText(n int) string { return formatName + strconv.Itoa(n) }

// formatOf reads that; nothing at all is a journal that is to be.
func formatOf(text []byte) (int, error) {
	if text == nil {
		return 0, nil
	}
	number, ok := bytes.CutPrefix(text, []byte(formatName))
	n, err := strconv.Atoi(string(number))
	switch {
	case !ok || err != nil || n < timer.OldestFormat || formatText(n) != string(text):
		return 0, fmt.Errorf("%w: it says that it is %.40q", ErrForeign, text)
	case n > timer.NewestFormat:
		return 0, fmt.Errorf("%w: it has format %d, this program reads up to %d; start the newer program", ErrNewer, n, timer.NewestFormat)
	}
	return n, nil
}

package journal

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

// The file: a bucket that says what it is, and a bucket of records by number
// (eight bytes, big-endian, from 1). A record is the Castagnoli checksum of
// number and text (four bytes, big-endian) and the text, JSON.
//
// What the file says of itself has the format's number, [timer.Record.Format]: it rises
// when the first record is written that an older program could not read, in the same
// transaction.
const formatName = "rostrum journal "

func formatText(n int) []byte { return strconv.AppendInt([]byte(formatName), int64(n), 10) }

// formatOf reads what a file says of itself, or returns 0.
func formatOf(text []byte) int {
	number, ok := bytes.CutPrefix(text, []byte(formatName))
	n, err := strconv.Atoi(string(number))
	if !ok || err != nil || n < timer.OldestFormat || !bytes.Equal(formatText(n), text) {
		return 0
	}
	return n
}

var (
	metaBucket   = []byte("meta")
	recordBucket = []byte("records")
	formatKey    = []byte("format")
)

const checksumSize = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var (
	errChecksum  = errors.New("its checksum does not match")
	errNumber    = errors.New("it is out of order")
	errNoRecords = errors.New("it has no records at all")
)

func key(number uint64) []byte {
	return binary.BigEndian.AppendUint64(nil, number)
}

func checksum(key, text []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, text)
}

func encode(number uint64, r timer.Record) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	value := make([]byte, checksumSize, checksumSize+len(text))
	binary.BigEndian.PutUint32(value, checksum(key(number), text))
	return append(value, text...), nil
}

// decode reads the record with the given number; anything else is an error.
func decode(number uint64, k, value []byte) (timer.Record, error) {
	var r timer.Record
	if len(k) != 8 || binary.BigEndian.Uint64(k) != number {
		return r, fmt.Errorf("record %d: %w", number, errNumber)
	}
	if len(value) < checksumSize || binary.BigEndian.Uint32(value) != checksum(k, value[checksumSize:]) {
		return r, fmt.Errorf("record %d: %w", number, errChecksum)
	}
	if err := json.Unmarshal(value[checksumSize:], &r); err != nil {
		return r, fmt.Errorf("record %d: %w", number, err)
	}
	return r, nil
}

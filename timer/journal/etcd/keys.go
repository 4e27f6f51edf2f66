package etcd

import (
	"fmt"
	"strconv"
)

// What the cluster has of a room NAME:
//
//	rostrum/NAME/journal            what it is, and its format: "rostrum journal 4"
//	rostrum/NAME/record/NUMBER      a record, by its number from 1
//	rostrum/NAME/part/NUMBER/PART   a piece of a record that is too large for one request
//	rostrum/NAME/turn               changed when a transaction without an answer is to be settled
//	rostrum/NAME/lead/LEASE         who leads, or would: etcd's own election
//	rostrum/NAME/shared/PATH        what the controllers share beside the journal
//
// Numbers are sixteen hexadecimal digits, so that keys are in the order of numbers.
// Records and their parts are written once and never changed.
type keys struct{ prefix string }

func keysOf(name string) keys { return keys{"rostrum/" + name + "/"} }

func (k keys) journal() string { return k.prefix + "journal" }
func (k keys) turn() string    { return k.prefix + "turn" }
func (k keys) leads() string   { return k.prefix + "lead/" }
func (k keys) records() string { return k.prefix + "record/" }
func (k keys) parts() string   { return k.prefix + "part/" }

func (k keys) shared(name string) string { return k.prefix + "shared/" + name }

func (k keys) record(number uint64) string { return k.records() + digits(number) }

// partsOf is where the parts of a record are, and of all later ones.
func (k keys) partsOf(number uint64) string { return k.parts() + digits(number) }

func (k keys) part(number uint64, n int) string {
	return fmt.Sprintf("%s/%04x", k.partsOf(number), n)
}

// number reads the number of a record's key.
func (k keys) number(key []byte) (uint64, bool) {
	text := string(key)
	if len(text) != len(k.records())+16 || text[:len(k.records())] != k.records() {
		return 0, false
	}
	n, err := strconv.ParseUint(text[len(k.records()):], 16, 64)
	return n, err == nil && k.record(n) == text
}

func digits(number uint64) string { return fmt.Sprintf("%016x", number) }

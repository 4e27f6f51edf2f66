package door

import (
	"fmt"
	"time"
)

// Measure is what guests may do; 0 is no ceiling.
type Measure struct {
	Guests           int // places for the public as a whole
	GuestsPerAddress int // of these, for one address
	GuestRate        int // new connections a second of one address
}

// Hall is the measure of a large hall whose screens all come from one address.
func Hall() Measure { return Measure{Guests: 20_000, GuestsPerAddress: 20_000, GuestRate: 4000} }

// Check refuses a measure below nothing.
func (m Measure) Check() error {
	for name, n := range map[string]int{"--guests": m.Guests, "--guests-per-address": m.GuestsPerAddress, "--guest-rate": m.GuestRate} {
		if n < 0 {
			return fmt.Errorf("door: %s is %d; it is a number of guests, or 0 for no ceiling", name, n)
		}
	}
	return nil
}

// How fast guests may ask; whoever asks faster is answered later, and nobody else is.
const (
	askBurst        = 200 // requests of one connection at once: a page has about a hundred files
	askRate         = 20  // and a second
	addressAskBurst = 40_000
	addressAskRate  = 4000
	longestWait     = 2 * time.Second // then it is refused
)

// Bucket is a measure of a pace: so many at once, and so many a second. The zero value
// is full. It is for one goroutine.
type Bucket struct {
	short float64 // how many are missing
	at    time.Time
}

// Take takes n, and returns how long they have to wait.
func (b *Bucket) Take(now time.Time, n, burst, rate float64) time.Duration {
	if elapsed := now.Sub(b.at); !b.at.IsZero() && elapsed > 0 {
		b.short = max(0, b.short-elapsed.Seconds()*rate)
	}
	b.at = now
	b.short += n
	if b.short <= burst {
		return 0
	}
	return time.Duration((b.short - burst) / rate * float64(time.Second))
}

// PutBack gives back n that were taken for nothing.
func (b *Bucket) PutBack(n float64) { b.short = max(0, b.short-n) }

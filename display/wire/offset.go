package wire

import (
	"time"

	"rostrum/timer"
)

// Exchange is one sync exchange as an agent saw it: when it sent and received, on
// its own clock, and what the controller's clock read when the question came and
// the answer went.
type Exchange struct {
	Sent, Received time.Duration
	Came, Went     timer.Instant
}

// Trip is the time that the exchange spent on the way.
func (x Exchange) Trip() time.Duration {
	return x.Received - x.Sent - x.Went.Sub(x.Came)
}

// MaxDrift bounds by how much one of two clocks may run faster than the other. A
// quartz at room temperature is good for a fifth of it; NTP takes 500 ppm for what
// cannot be disciplined (RFC 5905, section 7.1, PHI and the frequency tolerance).
const MaxDrift = 200e-6

// Offset estimates by how much the controller's steady clock is ahead of a local
// one.
//
// One exchange says for sure that the offset lies between Went − Received, had
// the answer taken no time, and Came − Sent, had the question taken none: an
// interval as long as the trip. The estimate is the middle of what all exchanges
// have in common (K. Marzullo and S. Owicki, "Maintaining the time in a
// distributed system", 1983), each interval growing with its age by the drift that
// clocks may have. So the shortest question and the shortest answer count, though
// they be of different exchanges; a delayed one widens nothing and moves nothing.
//
// What no method can see is a path that is always slower in one direction: it
// puts the estimate off by half the difference, and by no more than [Offset.At]
// says.
//
// The zero value knows nothing. It belongs to one goroutine.
type Offset struct {
	low, high time.Duration
	as        time.Duration // local time of the interval
	known     bool
	trip      time.Duration // shortest of late

	odd []Exchange // contradict the interval, one after the other
}

// contradictions is how many exchanges in a row must contradict what is known for
// a clock to have jumped. One alone is taken for an error.
const contradictions = 3

// Add takes an exchange, and says whether it was believed.
func (o *Offset) Add(x Exchange) bool {
	if x.Received < x.Sent {
		return false // an answer cannot come before the question
	}
	slack := time.Microsecond + time.Duration(float64(x.Received-x.Sent)*MaxDrift) // numbers in JSON, and drift on the way
	low, high := x.Went.Sub(timer.Instant(x.Received))-slack, x.Came.Sub(timer.Instant(x.Sent))+slack
	if low > high {
		return false // nor can it have stayed there for longer than it was away
	}
	if !o.known {
		*o = Offset{low: low, high: high, as: x.Received, known: true, trip: high - low}
		return true
	}
	o.age(x.Received)
	if low > o.high || high < o.low {
		o.odd = append(o.odd, x)
		if len(o.odd) < contradictions {
			return false
		}
		again := o.odd
		*o = Offset{}
		for _, x := range again {
			o.Add(x) // they may contradict each other; the first one begins
		}
		return true
	}
	o.odd = nil
	o.low, o.high = max(o.low, low), min(o.high, high)
	o.trip = min(o.trip+time.Millisecond/8, high-low) // forgets slowly: the path may have become longer
	return true
}

// age widens the interval by what the clocks may have drifted apart.
func (o *Offset) age(local time.Duration) {
	if local <= o.as {
		return
	}
	drift := time.Duration(float64(local-o.as) * MaxDrift)
	o.low, o.high, o.as = o.low-drift, o.high+drift, local
}

// At returns the offset at a local time, and how far it may be off; false where
// nothing is known.
func (o *Offset) At(local time.Duration) (offset, bound time.Duration, known bool) {
	if !o.known {
		return 0, 0, false
	}
	bound = (o.high - o.low) / 2
	if local > o.as {
		bound += time.Duration(float64(local-o.as) * MaxDrift)
	}
	return o.low + (o.high-o.low)/2, bound, true
}

// Trip is the shortest trip of late.
func (o *Offset) Trip() time.Duration { return o.trip }

// How a clock is brought to the estimate: small corrections so slowly that no
// light shows them, a large one at once, in a moment in which no light does.
const (
	SlewPerSecond = time.Millisecond
	StepAbove     = 20 * time.Millisecond
)

// Correct returns by how much a clock that is off by so much is to be shifted
// after an interval; step says that it is all of it, and needs a moment in which
// no light shows it.
func Correct(off, since time.Duration) (shift time.Duration, step bool) {
	if off.Abs() > StepAbove {
		return off, true
	}
	most := time.Duration(float64(SlewPerSecond) * min(since.Seconds(), 1))
	return max(-most, min(off, most)), false
}

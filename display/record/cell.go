package record

import (
	"fmt"
	"strconv"
	"time"
)

// Cell is one figure or text of a table. It is of one of a few kinds, so that each form
// writes it as what it is: a workbook a real length of time, a page a text.
type Cell struct {
	What   What
	Text   string
	Length time.Duration // and what is counted in microseconds
	At     time.Time
	Number int64
	Fine   bool // said to the millisecond
}

// What a cell is.
type What uint8

// The kinds of cells.
const (
	Empty What = iota
	Text
	Length  // of time
	Moment  // a time of day, and its date
	Dated   // a time of day that is said with its date
	Number  // a count
	Precise // milliseconds with a fraction
	Minutes // with a fraction, and a sign
)

func text(s string) Cell { return Cell{What: Text, Text: s} }

func length(d time.Duration) Cell { return Cell{What: Length, Length: d} }

func moment(t time.Time) Cell {
	if t.IsZero() {
		return Cell{}
	}
	return Cell{What: Moment, At: t}
}

func dateAnd(t time.Time) Cell {
	c := moment(t)
	if c.What == Moment {
		c.What = Dated
	}
	return c
}

func number[N int | int64 | uint64](n N) Cell { return Cell{What: Number, Number: int64(n)} }

func precise(d time.Duration) Cell { return Cell{What: Precise, Length: d} }

func minutes(d time.Duration) Cell { return Cell{What: Minutes, Length: d} }

// Plain writes a cell for people: lengths of time as m:ss or h:mm:ss, rounded down;
// moments as the time of day in the room.
func (c Cell) Plain(zone *time.Location) string {
	switch c.What {
	case Text:
		return c.Text
	case Length:
		if c.Fine {
			return clock(c.Length) + fmt.Sprintf(".%03d", c.Length.Milliseconds()%1000)
		}
		return clock(c.Length)
	case Moment:
		if c.Fine {
			return c.At.In(zone).Format(time.TimeOnly + ".000")
		}
		return c.At.In(zone).Format(time.TimeOnly)
	case Dated:
		if c.Fine {
			return leftToRight + c.At.In(zone).Format(time.DateTime+".000")
		}
		return dated(c.At, zone)
	case Number:
		return strconv.FormatInt(c.Number, 10)
	case Precise:
		return thousandths(c.Length.Microseconds())
	case Minutes:
		return strconv.FormatFloat(c.Length.Minutes(), 'f', 1, 64)
	default:
		return ""
	}
}

// leftToRight keeps a date in its order among letters that are written from right to left.
const leftToRight = "\u200e"

// dated writes a moment with its date.
func dated(at time.Time, zone *time.Location) string {
	return leftToRight + at.In(zone).Format(time.DateTime)
}

// clock writes a length of time as m:ss, from an hour on as h:mm:ss.
func clock(d time.Duration) string {
	s := int64(d / time.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// wholeClock writes a length of time as h:mm:ss.
func wholeClock(d time.Duration) string {
	s := int64(d / time.Second)
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// thousandths writes thousandths of a unit as units with three decimals.
func thousandths(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%03d", sign, n/1000, n%1000)
}

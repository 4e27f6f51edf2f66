package listfile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rostrum/timer"
)

// maxNumber leaves room to count on from the largest number of a list.
const maxNumber = 999_999

// numbered is an inscription and where its number stands, or would; its Seq is
// 0 where the row has none.
type numbered struct {
	timer.Inscription
	at place
}

// number reads the sequence number of a row, 0 where it has none.
func (s *rows) number(r row) (int, error) {
	written := strings.TrimRight(s.value(r, Seq), ".)")
	if written == "" {
		return 0, nil
	}
	at := s.at(r, Seq)
	// Atoi alone would take a sign.
	n, err := strconv.Atoi(written)
	if err != nil || n < 1 || n > maxNumber || written[0] == '+' {
		return 0, refuse(at, RefusedNumber, "%s is not a sequence number; write a whole number from 1 to %d", quote(written), maxNumber).in(Seq)
	}
	if first, ok := s.numbers[n]; ok {
		return 0, refuse(at, RefusedNumberTwice, "the sequence number %d is in %s already; each speaker needs one of its own", n, first).in(Seq)
	}
	s.numbers[n] = at.short()
	return n, nil
}

// inOrder returns the inscriptions in the order in which the floor will be
// given, each with a number; see the package's documentation for the rule.
func inOrder(found []numbered, d *doubts) []timer.Inscription {
	largest := 0
	for _, f := range found {
		largest = max(largest, f.Seq)
	}
	type placed struct {
		timer.Inscription
		behind int // the number of the row it stays with
	}
	list := make([]placed, 0, len(found))
	behind, shuffled := 0, false
	next := largest
	for _, f := range found {
		switch {
		case f.Seq == 0:
			next++
			if largest > 0 {
				d.add(f.at, DoubtNoNumber, Seq, "this line has no number, but others have; the speaker is placed %s and given the number %d", where(behind), next)
			}
			f.Seq = next
		case f.Seq < behind && !shuffled:
			shuffled = true
			d.add(f.at, DoubtOutOfOrder, Seq, "the lines are not in the order of their numbers; the numbers decide")
			behind = f.Seq
		default:
			behind = f.Seq
		}
		list = append(list, placed{f.Inscription, behind})
	}
	slices.SortStableFunc(list, func(a, b placed) int { return cmp.Compare(a.behind, b.behind) })
	out := make([]timer.Inscription, 0, len(list))
	for _, p := range list {
		out = append(out, p.Inscription)
	}
	return out
}

func where(behind int) string {
	if behind == 0 {
		return "in front of the others"
	}
	return "behind number " + strconv.Itoa(behind)
}

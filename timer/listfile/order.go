package listfile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rostrum/timer"
)

// maxNumber leaves room to count on from the largest number of a list.
const maxNumber = 999_999

// numbered is an inscription and where its number stands, or would; its Seq is
// 0 where the row has none.
type numbered struct {
	timer.Inscription
	at   place
	none string // what is written where a number should be, and is none
}

// number reads the sequence number of a row, 0 where it has none; what is written there
// and is none it returns too.
func (s *rows) number(r row) (n int, none string, err error) {
	written := s.value(r, Seq)
	if written == "" {
		return 0, "", nil
	}
	at := s.at(r, Seq)
	n, ok := readNumber(written)
	switch first, twice := s.numbers[n]; {
	case !ok && s.strict:
		return 0, "", refuse(at, RefusedNumber, "%s is not a sequence number; write a whole number from 1 to %d", quote(written), maxNumber).in(Seq)
	case !ok:
		return 0, written, nil
	case twice:
		return 0, "", refuse(at, RefusedNumberTwice, "the sequence number %d is in %s already; each speaker needs one of its own", n, first).in(Seq)
	}
	s.numbers[n] = at.short()
	return n, "", nil
}

// readNumber reads a number as people write it in front of a speaker: “1”, “1.”, “(1)”,
// “№ 1”, in the digits of any script.
func readNumber(text string) (int, bool) {
	const longest = 40 // bytes
	if len(text) > longest {
		return 0, false
	}
	begin := strings.IndexFunc(text, isDigit)
	if begin < 0 || !numberSign(text[:begin]) {
		return 0, false
	}
	n, behind := 0, len(text)
	for i, r := range text[begin:] {
		if !isDigit(r) {
			behind = begin + i
			break
		}
		if n = 10*n + digit(r); n > maxNumber {
			return 0, false
		}
	}
	return n, n > 0 && strings.Trim(text[behind:], " \u00a0.)）]:：、．،º°") == ""
}

// numberSign says whether what stands in front of a number only says that it is one.
func numberSign(before string) bool {
	before = strings.Trim(before, " \u00a0.(（[")
	switch strings.ToLower(before) {
	case "", "#", "№", "no", "n°", "nº", "nr", "núm", "номер", "第", "رقم", "الرقم":
		return true
	}
	return false
}

func isDigit(r rune) bool {
	return '0' <= r && r <= '9' || r > unicode.MaxASCII && unicode.Is(unicode.Nd, r)
}

// digit returns the value of a decimal digit. Those of a script stand side by side, from
// its zero on.
func digit(r rune) int {
	for _, of := range unicode.Nd.R16 {
		if r <= rune(of.Hi) {
			return int(r-rune(of.Lo)) % 10
		}
	}
	for _, of := range unicode.Nd.R32 {
		if r <= rune(of.Hi) {
			return int(r-rune(of.Lo)) % 10
		}
	}
	return 0
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
		case f.none != "":
			next++
			there := "as in the file"
			if largest > 0 {
				there = where(behind)
			}
			d.add(f.at, DoubtNotANumber, Seq, "%s is not a number of the list; the speaker is placed %s and given the number %d", quote(f.none), there, next)
			f.Seq = next
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

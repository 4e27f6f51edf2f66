package listfile

import (
	"strings"

	"rostrum/timer"
)

// writtenMoment is when a speaker registered, as it was written.
type writtenMoment struct {
	moment
	inscription int
	at          place
	text        string
}

// registration reads what is known of a speaker before the debate, but for the level.
func (s *rows) registration(r row) timer.Registration {
	reg := timer.Registration{Title: s.value(r, Title)}
	if text := s.value(r, Capacity); text != "" {
		var ok bool
		if reg.Capacity, ok = readCapacity(text); !ok {
			s.doubts.add(s.at(r, Capacity), DoubtCapacity, Capacity, "%s is not a capacity that is known; it is left out", quote(text))
		}
	}
	if text := s.value(r, Letter); text != "" {
		var ok bool
		if reg.Letter, ok = readLetter(text); !ok {
			s.doubts.add(s.at(r, Letter), DoubtLetter, Letter, "%s does not say whether the letter is on file; it is left out", quote(text))
		}
	}
	if text := s.value(r, RegisteredAt); text != "" {
		m, ok := parseMoment(text)
		if ok && m.year >= 1945 {
			s.moments = append(s.moments, writtenMoment{m, len(s.found), s.at(r, RegisteredAt), text})
		} else {
			s.doubts.add(s.at(r, RegisteredAt), DoubtNoMoment, RegisteredAt, "%s is not a date that is understood; write it as 2026-11-27 09:00", quote(text))
		}
	}
	return reg
}

// level reads the level, or guesses it from the post.
func (s *rows) level(r row, in *timer.Inscription) {
	if text := s.value(r, Level); text != "" {
		level, guessed, ok := readLevel(text)
		if ok {
			in.Level, in.LevelGuessed = level, guessed
			return
		}
		s.doubts.add(s.at(r, Level), DoubtLevel, Level, "%s is not a level that is known; it is left out", quote(text))
	}
	post := in.Title
	if _, behind, found := strings.Cut(in.Speaker, ","); post == "" && found {
		post = behind // “Ms. Abe, Minister for Foreign Affairs”
	}
	if level, ok := guessLevel(post); ok && in.Kind != timer.Briefer {
		in.Level, in.LevelGuessed = level, true
	}
}

// settleMoments turns what was written into instants. Whether the day or the month stands
// first is told by the column: one date that can be read in one way only decides.
func (s *rows) settleMoments() {
	dayFirst, monthFirst := false, false
	for _, w := range s.moments {
		dayFirst = dayFirst || w.open && w.month > 12
		monthFirst = monthFirst || w.open && w.day > 12
	}
	for _, w := range s.moments {
		first := !monthFirst || dayFirst
		if w.open && w.month > 12 != (w.day > 12) {
			first = w.month > 12
		} else if w.open && dayFirst == monthFirst && w.month != w.day {
			s.doubts.add(w.at, DoubtAmbiguousDate, RegisteredAt, "%s can be read in two ways; the day is taken to stand in front of the month", quote(w.text))
		}
		s.found[w.inscription].RegisteredAt = w.in(s.zone, first)
	}
}

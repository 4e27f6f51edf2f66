package gpio

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A program that comes a moment before an edge decides about it, at once.
func TestPlayerIsWokenBeforeTheEdge(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		course := statement(3*time.Minute, 30*sec)
		s.put(course, 0)
		s.at(150*sec - ms)
		held := course
		held.Running, held.Held = false, 150*sec-ms
		s.put(held, held.Held)
		s.at(160 * sec)
		s.want(nil, []string{"0.000 dark"})
		s.put(statement(3*time.Minute, 30*sec), 160*sec)
		s.at(161*sec - ms)
		s.clear() // in the dark half, just before it would be lit
		s.at(170 * sec)
		s.want([]string{"160.000 on", "160.500 off"},
			[]string{"0.000 dark", "160.000 flash", "160.999 dark"})
	})
}

// The first program's deadline is when it was received; that of a later one is
// its event, or the edge that passed since.
func TestPlayerDeadlines(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.at(220 * sec)
		s.put(statement(3*time.Minute, 30*sec), 0) // started long before this player
		s.at(230 * sec)
		s.desk.Put(Program{Since: zero.Add(229_900 * ms)}) // came 100 ms late
		synctest.Wait()
		course := statement(3*time.Minute, 30*sec)
		course.Zero = zero.Add(80_000*ms - 50*ms)
		s.put(course, 229_940*ms) // its warning was 50 ms ago
		s.at(230_100 * ms)
		s.desk.Put(Program{}) // since when is not known
		s.at(230_200 * ms)
		s.put(statement(3*time.Minute, 30*sec), time.Hour) // a sender whose clock is ahead
		s.at(230_300 * ms)
		s.want([]string{"220.000 on", "230.000 off", "230.000 on", "230.100 off", "230.200 on"}, []string{
			"0.000 dark", "220.000 steady", "229.900 dark late 100ms", "229.950 flash late 50ms",
			"230.100 dark", "230.200 steady",
		})
	})
}

// A machine that slept does not play what it missed.
func TestPlayerAfterTheMachineSlept(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.put(statement(3*time.Minute, 30*sec), 0)
		s.at(151_200 * ms)
		s.clock.Shift(20_300 * ms) // 171.500: dark half
		s.at(172_100 * ms)
		s.clock.Shift(time.Hour)
		s.at(time.Hour + 174*sec)
		got := s.pin.edges(true)
		if want := []string{"150.000 on", "150.500 off", "151.000 on"}; !slices.Equal(got[:3], want) {
			t.Fatalf("the pin moved: %q", got)
		}
		for i, text := range got[3:] {
			if strings.HasPrefix(text, "15") || strings.HasPrefix(text, "16") {
				t.Errorf("missed edge %d, %q, was played", i, text)
			}
		}
		if last := got[len(got)-1]; !strings.HasSuffix(last, "on") {
			t.Errorf("after the overrun: %q, want on", last)
		}
		signals := s.notes.signals()
		if last := signals[len(signals)-1]; !strings.HasPrefix(last, "210.000 steady late") {
			t.Errorf("last report %q", last)
		}
	})
}

// A long wait follows a clock that was corrected meanwhile.
func TestPlayerFollowsItsClock(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.put(statement(3*time.Minute, 30*sec), 0)
		s.at(80 * sec)
		s.clock.Shift(time.Minute)
		s.at(150_700 * ms)
		s.want([]string{"150.000 on", "150.500 off"}, []string{"0.000 dark", "150.000 flash"})
	})
}

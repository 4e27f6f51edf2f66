package timertest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"rostrum/timer"
	"rostrum/timer/timertest"
)

func TestReplayRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"a time without minutes", "0 > start", "line 1"},
		{"a command that there is not", "speaker state Japan\n0:00 > cut", "line 2"},
		{"a command without a name", "0:00 >  ", "line 1"},
		{"an extension by something", "0:00 > extend more", "line 1"},
		{"rules that there are not", "rules mine", "mine"},
		{"a kind that there is not", "speaker king Arthur", "king"},
		{"what nobody knows of a speaker", "speaker state Japan | age 40", "line 1"},
		{"a day that there is not", "on Monday", "line 1"},
		{"a light for three phases", "signals dark flash steady", "line 1"},
		{"a light that shows green", "0:00 > light 7 green 0s 0s", "line 1"},
		{"a disk that does neither", "0:00 > disk hangs", "line 1"},
		{"off for a while", "rules note-507\n0:00 > off long", "line 2"},
	} {
		synctest.Test(t, func(t *testing.T) {
			if _, _, err := timertest.Replay(c.text); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v; want it to say %q", c.name, err, c.says)
			}
		})
	}
}

// What is not a command is written anew, so that a wrong expectation shows.
func TestReplayWritesAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got, _, err := timertest.Replay("speaker state Japan\n0:00.000 > give-floor e1\n0:00.000 Japan speaks for ever\n")
		want := "speaker state Japan\n0:00.000 nobody\n0:00.000 > give-floor e1\n0:00.000 Japan ready dark 0:00.000 of 3:00.000\n"
		if err != nil || got != want {
			t.Errorf("replayed as\n%s%v; want\n%s", got, err, want)
		}
	})
}

func ExampleRecorder() {
	var disk timertest.Recorder
	closing := timer.Record{Events: []timer.Event{{Rev: 1, Fact: timer.ListClosed{}}}}

	disk.Set(0, true)
	fmt.Println(errors.Is(disk.Append(closing), timertest.ErrDisk))
	disk.Set(0, false)
	fmt.Println(disk.Append(closing))
	history, err := disk.History()
	fmt.Println(history.Meeting.ListClosed, err)
	// Output:
	// true
	// <nil>
	// true <nil>
}

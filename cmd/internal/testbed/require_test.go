package testbed_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// listener is a test that only tells how it would have ended.
type listener struct {
	testing.TB
	ended string
}

func (l *listener) Helper() {}

func (l *listener) end(how string, said string) {
	l.ended = how + ": " + said
	runtime.Goexit()
}

func (l *listener) Skip(said ...any)                { l.end("skipped", fmt.Sprint(said...)) }
func (l *listener) Skipf(said string, with ...any)  { l.end("skipped", fmt.Sprintf(said, with...)) }
func (l *listener) Fatalf(said string, with ...any) { l.end("failed", fmt.Sprintf(said, with...)) }

// ending is how a test ends, and in what words; "" where it goes on.
func ending(test func(testing.TB)) string {
	l := &listener{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		test(l)
	}()
	<-done
	return l.ended
}

func TestWhatMayBeSkipped(t *testing.T) {
	missing := errors.New("there is no browser here")
	for _, c := range []struct {
		says, require, long string
		test                func(testing.TB)
		want                []string // in the ending; none where the test goes on
	}{
		{"it is there", "", "", func(t testing.TB) { testbed.Need(t, testbed.Pages, nil) }, nil},
		{"it is there and required", "pages", "", func(t testing.TB) { testbed.Need(t, testbed.Pages, nil) }, nil},
		{"it is missing", "disks, pi", "", func(t testing.TB) { testbed.Need(t, testbed.Pages, missing) }, []string{"skipped", "no browser here"}},
		{"it is missing and required", "disks, pages", "", func(t testing.TB) { testbed.Need(t, testbed.Pages, missing) }, []string{"failed", "no browser here", "pages"}},
		{"nobody asks for it", "", "", func(t testing.TB) { testbed.Asked(t, testbed.Pi) }, []string{"skipped", "ROSTRUM_REQUIRE=pi"}},
		{"somebody asks for it", "pi", "", func(t testing.TB) { testbed.Asked(t, testbed.Pi) }, nil},
		{"a thing that is none", "pages,disk", "", func(t testing.TB) { testbed.Asked(t, testbed.Pages) }, []string{"failed", `"disk"`}},
		{"not at length", "pages", "", testbed.AtLength, []string{"skipped", "ROSTRUM_LONG=1"}},
		{"at length", "", "1", testbed.AtLength, nil},
	} {
		t.Run(c.says, func(t *testing.T) {
			t.Setenv("ROSTRUM_REQUIRE", c.require)
			t.Setenv("ROSTRUM_LONG", c.long)
			got := ending(c.test)
			if (got == "") != (len(c.want) == 0) {
				t.Errorf("it ended with %q", got)
			}
			for _, word := range c.want {
				if !strings.Contains(got, word) {
					t.Errorf("it ended with %q, without %q", got, word)
				}
			}
		})
	}
}

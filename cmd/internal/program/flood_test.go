package program_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
)

// line is what of a line of the log is counted.
type line struct {
	Level, Message string
	Times          int
}

func linesOf(t *testing.T, b *bytes.Buffer) (lines []line) {
	t.Helper()
	synctest.Wait()
	for text := range bytes.Lines(b.Bytes()) {
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		lines = append(lines, l)
	}
	b.Reset()
	return lines
}

// told returns how often something was told, in however few lines.
func told(lines []line) (times int) {
	for _, l := range lines {
		times += max(1, l.Times)
	}
	return times
}

// A guest at the TLS door has 8,216 lines a second written: that is one line a second,
// with how many it were; what else happens is told as ever, and when the flood is over so
// is the next of its lines.
func TestFloodOfOneKind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		limited, whole := program.NewLog(zerolog.SyncWriter(&b))
		door := log.New(limited.With().Str("from", "net/http").Logger(), "", 0)
		const seconds, each = 5, 8216
		for n := range seconds * each {
			door.Printf("http: TLS handshake error from 10.0.%d.%d:%d: EOF", n%7, n%251, 1024+n%40000)
			time.Sleep(time.Second / each)
		}
		limited.Warn().Msg("the clock has not been set")
		time.Sleep(2 * time.Second)
		lines := linesOf(t, &b)
		if n := len(lines); n > 10+seconds+2 {
			t.Errorf("there are %d lines", n)
		}
		if n := told(lines); n != seconds*each+1 {
			t.Errorf("%d are told, in %+v", n, lines)
		}
		if l := lines[12]; l.Times < each-10 || l.Times > each+10 || l.Level != "" || l.Message[:32] != "http: TLS handshake error from 1" {
			t.Errorf("a line of the flood is %+v", l)
		}
		door.Print("http: TLS handshake error from 10.0.0.9:99: EOF")
		if lines := linesOf(t, &b); len(lines) != 1 || lines[0].Times != 0 {
			t.Errorf("after the flood one is told as %+v", lines)
		}
		for n := range 1000 {
			whole.Info().Int("rev", n).Msg("inscribed")
		}
		if lines := linesOf(t, &b); len(lines) != 1000 {
			t.Errorf("of 1000 events %d are told", len(lines))
		}
	})
}

// A flood that goes on is one flood: no second of it lets more than one line pass.
func TestFloodThatGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		limited, _ := program.NewLog(zerolog.SyncWriter(&b))
		for range 60 * 100 {
			limited.Info().Msg("a sign-in link was refused: used, or too old")
			time.Sleep(10 * time.Millisecond)
		}
		time.Sleep(2 * time.Second)
		lines := linesOf(t, &b)
		if n := len(lines); n < 60 || n > 10+61 {
			t.Errorf("in a minute there are %d lines", n)
		}
		if n := told(lines); n != 6000 {
			t.Errorf("%d are told", n)
		}
	})
}

// A few lines of a kind are no flood, however often.
func TestNoFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		limited, _ := program.NewLog(zerolog.SyncWriter(&b))
		for range 100 {
			limited.Info().Msg("signed in")
			limited.Warn().Msg("signed in") // of another level is another kind
			time.Sleep(150 * time.Millisecond)
		}
		if n := len(linesOf(t, &b)); n != 200 {
			t.Errorf("of 200 lines %d are told", n)
		}
	})
}

// Whoever can have words of his own written makes no end of kinds.
func TestFloodOfKinds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		limited, _ := program.NewLog(zerolog.SyncWriter(&b))
		word := func(n int) string { return fmt.Sprintf("%c%c%c", 'a'+n%26, 'a'+n/26%26, 'a'+n/676) }
		for n := range 10_000 {
			limited.Info().Msg(word(n))
		}
		time.Sleep(2 * time.Second)
		lines := linesOf(t, &b)
		if n := len(lines); n > 300 {
			t.Errorf("there are %d lines", n)
		}
		if n := told(lines); n != 10_000 {
			t.Errorf("%d are told", n)
		}
		limited.Info().Msg("a kind of its own again")
		limited.Info().Msg("and another")
		if n := len(linesOf(t, &b)); n != 2 {
			t.Errorf("after the flood %d lines are told", n)
		}
	})
}

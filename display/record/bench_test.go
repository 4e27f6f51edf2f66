package record_test

import (
	"fmt"
	"testing"
	"time"

	"rostrum/display/record"
	"rostrum/timer"
	"rostrum/timer/account"
)

// long is the record of a debate of so many statements, with lights that were seen, pauses
// and notes.
func long(b *testing.B, statements int) []timer.Record {
	b.Helper()
	rules, _ := timer.Preset(timer.DefaultRules)
	open := timer.OpenMeeting{Symbol: "S/PV.1", Title: "A long debate", Rules: rules}
	for i := range statements {
		open.List = append(open.List, timer.Inscription{Delegation: fmt.Sprint("Delegation ", i%193), Kind: timer.State, Seat: "7"})
	}
	var (
		out []timer.Record
		m   timer.Meeting
	)
	at := timer.Stamp{Wall: time.Date(2024, 3, 11, 14, 0, 0, 0, time.UTC), Steady: timer.Instant(time.Hour), Boot: "boot"}
	do := func(c timer.Command, after time.Duration) {
		at.Wall, at.Steady = at.Wall.Add(after), at.Steady.Add(after)
		events, err := m.Decide(timer.Actor{Role: timer.Chair}, c, at)
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, timer.Record{Events: events})
		m = m.Apply(events[0])
	}
	do(open, 0)
	for i := range statements {
		do(timer.GiveFloor{Entry: timer.EntryID(fmt.Sprint("e", i+1))}, time.Second)
		do(timer.Start{}, 5*time.Second)
		if i%10 == 0 {
			do(timer.Pause{Reason: "interpretation"}, time.Minute)
			do(timer.Resume{}, 10*time.Second)
		}
		due := timer.Observation{
			Seat: "7", Signal: timer.Flash, Statement: i + 1, Boot: "boot", Late: 50 * time.Microsecond, Error: 200 * time.Microsecond,
			Deadline: m.Floor.Zero.Add(150 * time.Second), At: m.Floor.Zero.Add(150*time.Second + 50*time.Microsecond), Wall: at.Wall,
		}
		do(timer.End{}, 4*time.Minute)
		out[len(out)-1].Observed = []timer.Observation{due}
		if i%5 == 0 && i < 5*1000 {
			do(timer.Note{Text: "asks for an annual debate", Statement: i + 1, Paragraph: fmt.Sprint("para. ", i%40), Proposal: true}, time.Second)
		}
	}
	return out
}

// The account of a journal, and its forms: what a statement costs, in a debate as long as
// there are and in one that is longer than any.
func BenchmarkLongDebate(b *testing.B) {
	for _, statements := range []int{200, 10_000} {
		b.Run(fmt.Sprint(statements), func(b *testing.B) { benchmark(b, statements) })
	}
}

func benchmark(b *testing.B, statements int) {
	records := long(b, statements)
	book, err := account.Read(records)
	if err != nil {
		b.Fatal(err)
	}
	perStatement := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(statements), "µs/statement")
	}
	b.Run("account", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			book.Account(1, timer.Stamp{})
		}
		perStatement(b)
	})
	a, _ := book.Account(1, timer.Stamp{})
	r := &record.Record{Account: a, Meetings: 1, Zone: time.UTC, Tongue: tongue(b, "en")}
	for _, form := range forms {
		b.Run(form.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := form.make(r); err != nil {
					b.Fatal(err)
				}
			}
			perStatement(b)
		})
	}
}

package journaltest

import (
	"fmt"
	"time"

	"rostrum/timer"
)

// Records returns n records that follow each other.
func Records(n int) []timer.Record {
	all := make([]timer.Record, n)
	for i := range all {
		all[i] = Noted(uint64(i+1), fmt.Sprint("note ", i+1))
	}
	return all
}

// Noted is the record of a note, as long as its text.
func Noted(rev uint64, text string) timer.Record {
	return record(rev, timer.Noted{Text: text})
}

// List is the record of a meeting that was opened with a list of so many rows.
func List(rev uint64, rows int) timer.Record {
	rules, _ := timer.Preset(timer.DefaultRules)
	o := timer.Opening{Symbol: "S/PV.8539", Title: "The list of all", Rules: rules}
	for i := range rows {
		o.List = append(o.List, timer.Inscription{
			Seq: i + 1, Delegation: fmt.Sprintf("Delegation %05d of the world", i+1),
			Names:   map[string]string{"fr": fmt.Sprintf("Délégation %05d", i+1)},
			Speaker: fmt.Sprintf("H.E. Ms. Permanent Representative %05d", i+1), Kind: timer.State,
			Seat: fmt.Sprint(i + 1), Language: "en", Remarks: "asks to be heard before noon",
		})
	}
	return record(rev, timer.MeetingOpened{Opening: o})
}

func record(rev uint64, fact timer.Fact) timer.Record {
	return timer.Record{
		Command: &timer.CommandRef{ID: fmt.Sprint("id ", rev), Digest: "d"},
		Events: []timer.Event{{
			Rev: rev, By: timer.Actor{Role: timer.Chair}, Fact: fact,
			At: timer.Stamp{Wall: time.Unix(1_700_000_000, 5).UTC(), Steady: timer.Instant(rev), Boot: "b"},
		}},
	}
}

package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// The record by taps, on a chair's and a secretary's tablet: what was used stands in the
// row, notes are written while they speak, who really spoke and when is put right, and
// the page of the record says all of it.
func TestRecordOnThePages(t *testing.T) { browser.InEngines(t, testRecord) }

func testRecord(t *testing.T, d *browser.Driver) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--rules", file(t, dir, "rules.toml", fiveMinutes), "--light", "7=dry", "--zone", "America/New_York",
		"--paragraphs", file(t, dir, "paragraphs.txt", "S/2024/507, para. 22\nS/2024/507, para. 23\n"))
	chair, secretary := d.OpenConsole("record-chair", 1180, 820), d.OpenConsole("record-secretary", 820, 1180)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("President"))
	secretary.Visit(p.Address() + "/chair?lang=en#invite=" + p.InvitationFor(timer.Secretary, "Secretariat"))

	// A note during the statement, with the speaker already named.
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	secretary.AwaitNext("end")
	secretary.Note().Tap()
	note := secretary.Asked("note")
	secretary.Shows(note.Contains("Security Council Report"))
	note.Field("text").Fill("asks for an annual debate")
	note.Field("paragraph").Fill("S/2024/507, para. 22")
	note.Field("proposal").Click()
	secretary.Shot("note")
	note.Answer().Tap()
	secretary.Shows(secretary.Unasked())

	// It was really another line: one tap in the list, and the clock goes on.
	chair.AwaitNext("end")
	chair.Row("e2").Head().Tap()
	chair.Row("e2").Act("really").Tap()
	chair.Shows(chair.Told())
	chair.Shot("really")
	chair.Shows(chair.Row("e2").Status("speaking"), chair.Row("e1").Status("waiting"))
	if f := p.State().Floor; f == nil || f.Entry != "e2" || f.Statement != 1 || f.ZeroMS == nil {
		t.Errorf("after the correction the floor is %+v", f)
	}
	p.Do("end", "end", nil)

	// What was used stands in the row, however long the taps took; the row opens to the
	// statement.
	chair.Shows(chair.Row("e2").Status("heard"), chair.Row("e2").Head().Mentions("Heard · "))
	chair.Shows(chair.Row("e2").Lines().Mentions("of 5:00"), chair.Row("e2").Lines().Mentions("asks for an annual debate"),
		chair.Row("e2").Lines().Mentions("wrong line"))
	chair.Shot("row")

	// Put right what is over.
	chair.Row("e2").Act("correct").Tap()
	ask := chair.Asked("correct")
	chair.Shows(ask.Field("kind").Shown()) // what is corrected is asked for first
	ask.Field("kind").Choose("group")
	ask.Field("speaker").Fill("Ms. Correct")
	ask.Answer().Tap()
	chair.Shows(ask.Field("reason").Invalid()) // it is asked for
	ask.Field("reason").Fill("they spoke for others")
	chair.Shot("correct")
	ask.Answer().Tap()
	chair.Shows(chair.Unasked(), chair.Row("e2").Lines().Mentions("Ms. Correct"), chair.Undo().Contains("statement corrected"))
	chair.Undo().Tap()
	chair.Shows(browser.Not(chair.Row("e2").Lines().Mentions("Ms. Correct")))

	// Notes are read, changed and taken back later, from another tablet.
	chair.Procedure().Tap()
	chair.Question().Choice("notes").Tap()
	chair.Shows(chair.Question().Notes().Many(1))
	chair.Shot("notes")
	rev := noteOf(t, p)
	chair.Question().NoteAct(rev, "change-note").Tap()
	chair.Asked("change-note").Field("text").Fill("asks for a debate every year")
	chair.Asked("change-note").Answer().Tap()
	chair.Shows(chair.Unasked(), chair.Row("e2").Lines().Mentions("every year"))

	// A point of order has no line on the list: it stands among the statements.
	p.Do("point", "point-of-order", map[string]any{"delegation": "Cuba", "seat": "7"})
	p.Do("ruling", "rule", map[string]any{"then": "resume"})
	chair.AwaitNext("give-floor")
	chair.Act("statements")
	chair.Shows(chair.Question().Notes().Many(2))
	chair.Shot("statements")
	chair.Question().StatementAct(2, "correct").Tap()
	chair.Shows(chair.Asked("correct").Field("delegation").Shown())
	chair.Asked("correct").Field("delegation").Fill("Peru")
	chair.Asked("correct").Field("reason").Fill("it was Peru")
	chair.Asked("correct").Answer().Tap()
	chair.Shows(chair.Unasked())
	chair.Act("totals")
	chair.Shows(chair.Question().Mentions("Over 0 meetings")) // a rehearsal does not count
	chair.Shot("totals")
	chair.Press(browser.KeyEscape)

	// The record is one tap away, and says the same in each language.
	p.Do("close", "close-debate", nil)
	chair.Shows(chair.Sum().Mentions("Inscribed: 37; heard: 1; not heard: 36"))
	chair.Shot("closed")
	chair.RecordLink().Tap()
	page := chair.Browser
	for _, language := range []string{"en", "zh", "ar"} {
		page.Visit(p.Address() + "/record?lang=" + language)
		record := chair.Record()
		page.Shows(record.Mentions("S/PV.8539"), record.Mentions("asks for a debate every year"), record.Mentions("America/New_York"), record.Mentions("Peru"))
		page.Shot(language)
		for _, finding := range page.Axe() {
			t.Errorf("%s: %s", language, finding)
		}
		for _, fault := range page.Faults() {
			t.Errorf("%s: %s", language, fault)
		}
	}
	for _, b := range []*browser.Browser{chair.Browser, secretary.Browser} {
		for _, line := range b.Complaints() {
			t.Errorf("a page complains: %s", line)
		}
	}
	p.Stop()
}

// noteOf is the revision that the one note of the debate made.
func noteOf(t *testing.T, p *testbed.Controller) uint64 {
	t.Helper()
	var record struct {
		Statements []struct {
			Notes []struct{ Rev uint64 }
		}
	}
	if status, err := p.Ask("GET", "/api/v1/record", nil, &record); status != 200 || err != nil {
		t.Fatalf("the record is answered with %d, %v", status, err)
	}
	for _, s := range record.Statements {
		for _, n := range s.Notes {
			return n.Rev
		}
	}
	t.Fatal("the record has no note")
	return 0
}

package display_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"rostrum/display"
	"rostrum/display/wire"
	"rostrum/timer"
)

// recordPaths are all that the record is read at.
var recordPaths = []string{
	"/api/v1/record", "/api/v1/record.csv", "/api/v1/record.xlsx", "/api/v1/record.docx", "/api/v1/record.svg", "/record",
}

// notePaths are of the notes, which are never public.
var notePaths = []string{"/api/v1/summary.json", "/api/v1/summary.docx", "/api/v1/paragraphs"}

// keyed asks with a key.
func keyed(path, key string) call {
	c := get(path)
	c.key = key
	return c
}

func TestWhoMayReadTheRecord(t *testing.T) {
	shut, public := open(t), openAt(t, newTCPDoor(t), t.TempDir(), func(c *display.Config) { c.PublicRecord = true })
	for _, h := range []*house{shut, public} {
		h.speak()
		h.do(timer.Note{Text: "confidential remark", Statement: 1, Paragraph: "para. 22", Proposal: true})
		h.do(timer.End{})
		speaker := "Ms. Correct"
		h.do(timer.Correct{Statement: 1, Reason: "confidential reason", Speaker: &speaker})
	}
	for _, path := range append(recordPaths, notePaths...) {
		for _, c := range []struct {
			who  string
			h    *house
			key  string
			want int
		}{
			{"the chair", shut, shut.chair, http.StatusOK},
			{"nobody", shut, "", http.StatusUnauthorized},
			{"a light", shut, shut.light, http.StatusForbidden},
			{"a light of a public record", public, public.light, http.StatusForbidden},
			{"the chair of a public record", public, public.chair, http.StatusOK},
		} {
			if a := c.h.ask(keyed(path, c.key)); a.status != c.want {
				t.Errorf("%s of %s gets %d: %s", path, c.who, a.status, a.body)
			}
		}
	}
	for _, path := range notePaths {
		if a := public.ask(get(path)); a.status != http.StatusUnauthorized {
			t.Errorf("the public gets %d of %s", a.status, path)
		}
	}
	for _, path := range recordPaths {
		a := public.ask(get(path))
		if a.status != http.StatusOK {
			t.Errorf("the public gets %d of %s, which is public", a.status, path)
		}
		for _, word := range []string{"confidential", "chair", "late_us", "tablet"} {
			if strings.Contains(string(a.body), word) && path != "/api/v1/record.xlsx" && path != "/api/v1/record.docx" {
				t.Errorf("%s tells the public %q", path, word)
			}
		}
	}
}

func TestRecordOfAMeeting(t *testing.T) {
	h := open(t)
	h.speak()
	h.do(timer.End{})
	rules, _ := timer.Preset(timer.DefaultRules)
	h.do(timer.OpenMeeting{Symbol: "S/PV.2", Rules: rules, List: speakers})
	for query, want := range map[string]string{"": "S/PV.2", "?meeting=1": "S/PV.8539", "?meeting=2": "S/PV.2"} {
		var r wire.Recorded
		a := h.ask(keyed("/api/v1/record"+query, h.chair))
		if err := json.Unmarshal([]byte(a.body), &r); err != nil || r.Meeting.Symbol != want || r.Meeting.Meetings != 2 {
			t.Errorf("%q: %+v, %v", query, r.Meeting, err)
		}
	}
	for _, query := range []string{"?meeting=3", "?meeting=0", "?meeting=-1", "?meeting=one"} {
		if a := h.ask(keyed("/api/v1/record"+query, h.chair)); a.status != http.StatusUnprocessableEntity {
			t.Errorf("%q is answered with %d", query, a.status)
		}
	}
	page := h.ask(keyed("/record?meeting=1&lang=ar", h.chair))
	if !strings.Contains(string(page.body), `dir="rtl"`) || !strings.Contains(string(page.body), "S/PV.2") {
		t.Error("the page in Arabic is not from right to left, or does not lead to the other meeting")
	}
}

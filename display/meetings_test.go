package display_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// prepare asks for a meeting by HTTP.
func (h *house) prepare(id, fields string) answer {
	h.t.Helper()
	return h.ask(h.post(fmt.Sprintf(`{"id":%q,"do":"prepare-meeting",%s}`, id, fields)))
}

// A meeting is prepared while another one runs, from the list and the rules of an earlier
// one, and opened by one act; the record of the earlier one stays.
func TestMeetingIsPreparedFromAnother(t *testing.T) {
	h := open(t)
	h.do(timer.SetRules{Preset: "note-507"})
	h.speak()
	h.do(timer.Withdraw{Entry: "e3"})
	if a := h.prepare("one", `"symbol":"S/PV.2","title":"Resumed","from":1`); a.status != http.StatusOK || !strings.Contains(string(a.body), `"prepared":1`) {
		t.Fatalf("prepared: %d %s", a.status, a.body)
	}
	if a := h.prepare("two", `"title":"Tomorrow, tried","from":1,"preset":"spain-2015","zone":"Asia/Tokyo","rehearsal":true`); a.status != http.StatusOK {
		t.Fatalf("a rehearsal prepared: %d %s", a.status, a.body)
	}
	if a := h.prepare("one", `"symbol":"S/PV.2","title":"Resumed","from":1`); !strings.Contains(string(a.body), `"repeated":true`) {
		t.Errorf("asked once more: %d %s", a.status, a.body)
	}
	var state wire.State
	h.read(keyed("/api/v1/state", h.chair), &state)
	if len(state.Prepared) != 2 || state.Floor == nil || state.Meeting.Symbol != "S/PV.8539" {
		t.Fatalf("the state is %+v", state)
	}
	first, second := state.Prepared[0], state.Prepared[1]
	if first.Prepared != 1 || first.Lines != 2 || first.Rules != "note-507" || first.Rehearsal {
		t.Errorf("the first is %+v", first)
	}
	if second.Prepared != 2 || second.Rules != "spain-2015" || !second.Rehearsal || second.Zone != "Asia/Tokyo" || second.By == "" {
		t.Errorf("the second is %+v", second)
	}
	var public struct{ Prepared any }
	h.read(get("/api/v1/state"), &public)
	if public.Prepared != nil {
		t.Errorf("the public is told what is prepared: %v", public.Prepared)
	}

	opens := `{"id":"%s","do":"open-meeting","prepared":%d}`
	if a := h.ask(h.post(fmt.Sprintf(opens, "a", 2))); a.status != http.StatusConflict || !strings.Contains(string(a.body), "Japan") {
		t.Errorf("opened while Japan speaks: %d %s", a.status, a.body)
	}
	h.do(timer.End{})
	for _, n := range []int{2, 1} {
		if a := h.ask(h.post(fmt.Sprintf(opens, fmt.Sprint("b", n), n))); a.status != http.StatusOK {
			t.Fatalf("opened: %d %s", a.status, a.body)
		}
		h.read(get("/api/v1/state"), &state)
		if state.Meeting.Rehearsal != (n == 2) || len(state.List) != 2 || state.List[0].Status != timer.Waiting {
			t.Errorf("meeting %d is %+v, %+v", n, state.Meeting, state.List)
		}
	}
	var all wire.Meetings
	h.read(keyed("/api/v1/meetings", h.chair), &all)
	if len(all.Meetings) != 3 || len(all.Presets) != 3 || len(all.Presets[0].Kinds) == 0 {
		t.Fatalf("the meetings are %+v", all)
	}
	if newest, oldest := all.Meetings[0], all.Meetings[2]; newest.Meeting != 3 || newest.Symbol != "S/PV.2" || newest.Lines != 2 ||
		oldest.Meeting != 1 || oldest.Statements != 1 || oldest.Lines != 2 || !all.Meetings[1].Rehearsal {
		t.Errorf("the meetings are %+v", all.Meetings)
	}
	var record wire.Recorded
	h.read(keyed("/api/v1/record?meeting=1", h.chair), &record)
	if len(record.Statements) != 1 || record.Meeting.Rehearsal {
		t.Errorf("the first record has %+v", record.Meeting)
	}
	h.read(keyed("/api/v1/record?meeting=2", h.chair), &record)
	if !record.Meeting.Rehearsal {
		t.Error("the record of the rehearsal does not say that it is one")
	}
	if a := h.ask(keyed("/record?meeting=2&lang=es", h.chair)); !strings.Contains(string(a.body), "nsayo") {
		t.Error("the page of the record does not say that it is a rehearsal")
	}
}

func TestPreparingIsRefused(t *testing.T) {
	h := open(t)
	secretary, _, err := h.store.NewKey(access.Grant{Role: string(timer.Secretary), Name: "desk"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		says, key, fields string
		status            int
		field             string
	}{
		{"a meeting of the journal that there is not", h.chair, `"title":"T","from":9`, http.StatusUnprocessableEntity, "from"},
		{"a file that is not held", h.chair, `"title":"T","digest":"abc"`, http.StatusUnprocessableEntity, "digest"},
		{"by a light", h.light, `"title":"T"`, http.StatusForbidden, ""},
		{"by a light, of a file that is not held", h.light, `"title":"T","digest":"abc"`, http.StatusForbidden, ""},
		{"by the secretary, of a file that is not held", secretary, `"title":"T","digest":"abc"`, http.StatusUnprocessableEntity, "digest"},
		{"without a name", h.chair, `"from":1`, http.StatusUnprocessableEntity, "title"},
	} {
		rev := h.rev()
		a := h.ask(call{method: "POST", path: "/api/v1/commands", key: c.key, body: fmt.Sprintf(`{"id":%q,"do":"prepare-meeting",%s}`, c.says, c.fields)})
		if a.status != c.status || c.field != "" && !strings.Contains(string(a.body), fmt.Sprintf("%q", c.field)) || h.rev() != rev {
			t.Errorf("%s: %d %s", c.says, a.status, a.body)
		}
	}
	for key, status := range map[string]int{h.chair: http.StatusOK, secretary: http.StatusOK, h.light: http.StatusForbidden, "": http.StatusUnauthorized} {
		if a := h.ask(keyed("/api/v1/meetings", key)); a.status != status {
			t.Errorf("the meetings are answered with %d; want %d", a.status, status)
		}
	}
}

// The list of a meeting may be that of a file, which is looked at first.
func TestMeetingIsPreparedFromAFile(t *testing.T) {
	h := open(t)
	h.speak()
	p := h.preview(sent(h.chair, "?for=next", "delegation,kind,seat\nMali,state,3\nSweden,group,\n"))
	if a := h.prepare("file", fmt.Sprintf(`"title":"Tomorrow","digest":%q,"from":1`, p.Digest)); a.status != http.StatusOK {
		t.Fatalf("prepared: %d %s", a.status, a.body)
	}
	h.do(timer.End{})
	h.do(timer.OpenMeeting{Prepared: 1})
	m := h.engine.Snapshot().Meeting
	if len(m.List) != 2 || m.List[0].Delegation != "Mali" || m.List[0].Seat != "3" || m.List[1].Kind != timer.Group || m.ListDigest == "" {
		t.Errorf("the list is %+v, of %q", m.List, m.ListDigest)
	}
	_, other := h.refusedList(sent(h.chair, "", "weight,colour\n12,red\n"))
	if a := h.prepare("unread", fmt.Sprintf(`"title":"T","digest":%q`, other.Preview.Digest)); a.status != http.StatusUnprocessableEntity {
		t.Errorf("of a file that cannot be read: %d %s", a.status, a.body)
	}
}

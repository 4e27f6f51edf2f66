package engine_test

import (
	"testing"
	"testing/synctest"

	"rostrum/timer"
)

// Doubts are told of for as long as their list is the one that was taken last: the next
// file has its own, and an undo brings back those of the list that it brings back.
func TestDoubtsFollowTheList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		take := func(digest, delegation string) timer.Receipt {
			t.Helper()
			return r.do(timer.TakeList{File: timer.ListFile{Digest: digest, Rows: []timer.Inscription{{Delegation: delegation, Kind: timer.State}}, Says: []string{"delegation"}}})
		}
		doubt := func(digest string) {
			t.Helper()
			if err := r.engine.Doubt(t.Context(), timer.Doubts{Notice: timer.DoubtsOf + digest, File: digest + ".csv", Count: 1}); err != nil {
				t.Fatal(err)
			}
		}
		told := func(when, file string, away bool) {
			t.Helper()
			got := r.engine.Snapshot().Doubts
			switch {
			case file == "" && got == nil:
			case got == nil || got.File != file || (got.PutAway != nil) != away:
				t.Errorf("%s the doubts are %+v", when, got)
			}
		}
		put := func(digest string) {
			t.Helper()
			if _, err := r.engine.PutNotice(t.Context(), timer.Request{}, timer.DoubtsOf+digest, &timer.PutAway{By: "chair"}); err != nil {
				t.Fatal(err)
			}
		}
		doubt("a")
		told("of a list that was not taken", "", false)
		first := take("a", "Peru")
		told("of a list that is known", "a.csv", false)
		put("a")
		second := take("b", "Fiji")
		told("of a list that is not known", "", false)
		doubt("b")
		told("once it is", "b.csv", false)
		before := r.engine.Snapshot().Version
		doubt("a")
		if s := r.engine.Snapshot(); s.Version != before {
			t.Errorf("doubts of another list are told: %+v", s.Doubts)
		}
		r.do(timer.Undo{Of: second.Rev})
		told("after an undo", "a.csv", true)
		r.do(timer.Undo{Of: first.Rev})
		told("after both", "", false)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

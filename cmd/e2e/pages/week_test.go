package pages_test

import (
	"fmt"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// A page that is open for a week: what it holds does not grow with what it has been
// told. A week of a Council has some thousands of acts; they come here at once.
func TestPagesOpenForAWeek(t *testing.T) {
	testbed.Asked(t, testbed.Pages)
	testbed.AtLength(t)
	d := browser.Of(t, browser.Chromium)
	p := debate(t, fiveMinutes)
	cable := testbed.NewRelay(t, p.Address())
	chair, gallery, seat := d.OpenConsole("chair-week", 1180, 820), d.OpenGallery("gallery-week", 1280, 720), d.OpenSeat("seat-week", 800, 480)
	pages := []*browser.Browser{chair.Browser, gallery.Browser, seat.Browser}
	chair.Visit(cable.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(cable.Address() + "/gallery")
	seat.Visit(cable.Address() + "/seat/7")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	rounds := 0
	play := func(n int) {
		t.Helper()
		for range n {
			rounds++
			p.Do(fmt.Sprintf("pause-%d", rounds), "pause", nil)
			p.Do(fmt.Sprintf("move-%d", rounds), "move", map[string]any{"entry": "e9", "before": []string{"e8", "e10"}[rounds%2]})
			p.Do(fmt.Sprintf("resume-%d", rounds), "resume", nil)
			p.Do(fmt.Sprintf("extend-%d", rounds), "extend", map[string]any{"by_ms": []int{1000, -1000}[rounds%2]})
			if rounds%20 == 0 { // a link that comes back, and a sheet that is opened
				cable.Sever(true)
				cable.Sever(false)
				chair.Shows(chair.Linked("live"), chair.Procedure().Enabled())
				chair.Procedure().Click()
				chair.Shows(chair.Question().Shown())
				chair.Press(browser.KeyEscape)
				chair.Shows(chair.Unasked())
			}
		}
		for _, b := range pages {
			b.Shows(b.Linked("live"), browser.Not(b.Paused()))
		}
	}
	// The browser's own tables, and what can be undone, are full after some hundreds.
	// The engine puts away code that has not run for a while and compiles it again, some
	// hundred kB of it, so that a single look may find little: of two the fuller counts.
	const n = 200
	looks := make([][]held, len(pages))
	for range 5 {
		play(n)
		for i, b := range pages {
			looks[i] = append(looks[i], holdsInMemory(b))
		}
	}
	for i, b := range pages {
		before, after := fuller(looks[i][:2]), fuller(looks[i][3:])
		t.Logf("%s holds %+v", b.Label, looks[i])
		if after.heap > before.heap+150_000 || after.nodes > before.nodes+100 || after.listeners > before.listeners+20 {
			t.Errorf("%s held %+v, and after more than twice as much %+v", b.Label, before, after)
		}
		for _, line := range b.Complaints() {
			if !browser.OfLostLink(line) {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	}
	p.Stop()
}

// held is what a page holds once the rubbish is out.
type held struct{ heap, nodes, listeners int }

func fuller(looks []held) (most held) {
	for _, one := range looks {
		most = held{max(most.heap, one.heap), max(most.nodes, one.nodes), max(most.listeners, one.listeners)}
	}
	return most
}

func holdsInMemory(b *browser.Browser) held {
	b.Helper()
	b.CDP("HeapProfiler.enable", nil, nil)
	for range 3 { // what the first leaves to a finalizer the next one takes
		b.CDP("HeapProfiler.collectGarbage", nil, nil)
	}
	var heap struct{ UsedSize float64 }
	b.CDP("Runtime.getHeapUsage", nil, &heap)
	var dom struct{ Nodes, JSEventListeners int }
	b.CDP("Memory.getDOMCounters", nil, &dom)
	return held{int(heap.UsedSize), dom.Nodes, dom.JSEventListeners}
}

package main

import (
	"fmt"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// A page that is open for a week: what it holds does not grow with what it has been
// told. A week of a Council has some thousands of acts; they come here at once.
func TestPagesOpenForAWeek(t *testing.T) {
	testbed.Asked(t, testbed.Pages)
	testbed.AtLength(t)
	d := driverOf(t, chromium)
	dir := t.TempDir()
	rules, path := withRules(t, dir, "5m", "4m")
	p := start(t, dir, rules, path, "--light", "7=dry")
	cable := newRelay(t, p.address)
	chair, gallery, seat := d.open("chair-week", 1180, 820), d.open("gallery-week", 1280, 720), d.open("seat-week", 800, 480)
	pages := []*browser{chair, gallery, seat}
	chair.visit(cable.address() + "/chair#invite=" + invitation(t, dir))
	gallery.visit(cable.address() + "/gallery")
	seat.visit(cable.address() + "/seat/7")
	p.do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.do("start", "start", nil)
	rounds := 0
	play := func(n int) {
		t.Helper()
		for range n {
			rounds++
			p.do(fmt.Sprintf("pause-%d", rounds), "pause", nil)
			p.do(fmt.Sprintf("move-%d", rounds), "move", map[string]any{"entry": "e9", "before": []string{"e8", "e10"}[rounds%2]})
			p.do(fmt.Sprintf("resume-%d", rounds), "resume", nil)
			p.do(fmt.Sprintf("extend-%d", rounds), "extend", map[string]any{"by_ms": []int{1000, -1000}[rounds%2]})
			if rounds%20 == 0 { // a link that comes back, and a sheet that is opened
				cable.cut(true)
				cable.cut(false)
				chair.await(`document.querySelector("link-badge").dataset.look === "live" && !document.querySelector("#procedure").disabled`)
				chair.eval(`document.querySelector("#procedure").click()`)
				chair.eval(`document.querySelectorAll("dialog[open]").forEach(d => d.close())`)
			}
		}
		for _, b := range pages {
			b.await(`document.querySelector("link-badge").dataset.look === "live" && !document.querySelector("#phase").hasAttribute("data-paused")`)
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
			looks[i] = append(looks[i], b.holdsInMemory())
		}
	}
	for i, b := range pages {
		before, after := fuller(looks[i][:2]), fuller(looks[i][3:])
		t.Logf("%s holds %+v", b.name, looks[i])
		if after.heap > before.heap+150_000 || after.nodes > before.nodes+100 || after.listeners > before.listeners+20 {
			t.Errorf("%s held %+v, and after more than twice as much %+v", b.name, before, after)
		}
		for _, line := range b.complaints() {
			if !ofLostLink(line) {
				t.Errorf("%s complains: %s", b.name, line)
			}
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

// held is what a page holds once the rubbish is out.
type held struct{ heap, nodes, listeners int }

func fuller(looks []held) (most held) {
	for _, one := range looks {
		most = held{max(most.heap, one.heap), max(most.nodes, one.nodes), max(most.listeners, one.listeners)}
	}
	return most
}

func (b *browser) holdsInMemory() held {
	b.Helper()
	b.cdp("HeapProfiler.enable", nil, nil)
	for range 3 { // what the first leaves to a finalizer the next one takes
		b.cdp("HeapProfiler.collectGarbage", nil, nil)
	}
	var heap struct{ UsedSize float64 }
	b.cdp("Runtime.getHeapUsage", nil, &heap)
	var dom struct{ Nodes, JSEventListeners int }
	b.cdp("Memory.getDOMCounters", nil, &dom)
	return held{int(heap.UsedSize), dom.Nodes, dom.JSEventListeners}
}

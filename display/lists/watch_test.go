package lists_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/lists"
	"rostrum/timer"
)

// desk is a meeting to which lists are proposed.
type desk struct {
	mu       sync.Mutex
	meeting  timer.Meeting
	proposed []*timer.Proposal
}

func (d *desk) Snapshot() *timer.Snapshot {
	d.mu.Lock()
	defer d.mu.Unlock()
	return &timer.Snapshot{Meeting: d.meeting}
}

func (d *desk) Propose(_ context.Context, p *timer.Proposal) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.proposed = append(d.proposed, p)
	return nil
}

func (d *desk) last() *timer.Proposal {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.proposed) == 0 {
		return nil
	}
	return d.proposed[len(d.proposed)-1]
}

// do lets something happen in the meeting.
func (d *desk) do(t *testing.T, c timer.Command) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	events, err := d.meeting.Decide(timer.Actor{Role: timer.Chair}, c, timer.Stamp{Wall: time.Now(), Steady: 1, Boot: "b"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		d.meeting = d.meeting.Apply(e)
	}
}

func TestWatchProposesWhatHasChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.csv")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("delegation\nJapan\nPeru\n")
	synctest.Test(t, func(t *testing.T) {
		rules, _ := timer.Preset(timer.DefaultRules)
		d := new(desk)
		d.do(t, timer.OpenMeeting{Rules: rules, List: []timer.Inscription{
			{Delegation: "Japan", ISO3: "JPN", Kind: timer.State}, {Delegation: "Peru", ISO3: "PER", Kind: timer.State}}})
		shelf := lists.NewShelf(nil, nil)
		w := lists.Watch{Path: path, Shelf: shelf, Meeting: d, Zone: time.UTC, Log: zerolog.Nop()}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { w.Run(ctx); close(ended) }()
		pass := func() { time.Sleep(10 * time.Second); synctest.Wait() }

		pass()
		if p := d.last(); p != nil {
			t.Errorf("of the list itself it proposes %+v", p)
		}
		write("delegation\nJapan\nPeru\nMali\n")
		pass()
		p := d.last()
		if p == nil || p.Changes != 1 || p.Name != "list.csv" || p.Refused != "" {
			t.Fatalf("of a line more it proposes %+v", p)
		}
		held, err := shelf.Held("anybody", p.Digest)
		if err != nil || len(held.List.Inscriptions) != 3 {
			t.Fatalf("what it proposes is %+v, %v", held, err)
		}
		time.Sleep(lists.HeldFor)
		if _, err := shelf.Held("anybody", p.Digest); err != nil {
			t.Errorf("an hour later: %v", err)
		}
		d.do(t, timer.TakeList{File: held.File()})
		pass()
		if p := d.last(); p != nil {
			t.Errorf("of what was taken it proposes %+v", p)
		}
		write("Whom,Post\nabc,x\ndef,y\n")
		pass()
		p = d.last()
		if p == nil || p.Refused == "" || p.Changes != 0 || p.Digest == "" {
			t.Fatalf("of columns of which none is the delegation it says %+v", p)
		}
		meant, err := shelf.Again(t.Context(), "tablet", p.Digest, lists.Asked{Columns: map[string]string{"Whom": "delegation"}})
		if err != nil || meant.Refused != nil {
			t.Fatalf("told which it is: %+v, %v", meant, err)
		}
		if err := shelf.Taken("tablet", meant.Digest); err != nil {
			t.Fatal(err)
		}
		pass()
		if p := d.last(); p == nil || p.Refused != "" || p.Changes == 0 {
			t.Errorf("once its columns are known it proposes %+v", p)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(path, 0o700); err != nil { // as a pipe, it is no file
			t.Fatal(err)
		}
		pass()
		if p := d.last(); p == nil || p.Refused == "" || p.Digest != "" {
			t.Errorf("of what is no file it says %+v", p)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		write("Peru,Mali\n\"")
		pass()
		if p := d.last(); p == nil || p.Refused == "" || strings.Contains(p.Refused, "listfile:") || p.Digest != "" {
			t.Errorf("of what is no list it says %+v", p)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		pass()
		if p := d.last(); p == nil || p.Refused == "" {
			t.Errorf("of a file that is gone it says %+v", p)
		}
		write("delegation\nJapan\nPeru\nMali\n")
		pass()
		if p := d.last(); p != nil {
			t.Errorf("of the list that is back it proposes %+v", p)
		}
		stop()
		<-ended
	})
}

package lists_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/lists"
	"rostrum/timer/listfile"
)

func read(t *testing.T, s *lists.Shelf, signIn, text string, a lists.Asked) *lists.Held {
	t.Helper()
	h, err := s.Read(t.Context(), signIn, "list.csv", []byte(text), a)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func holds(t *testing.T, s *lists.Shelf, signIn string, h *lists.Held) bool {
	t.Helper()
	got, err := s.Held(signIn, h.Digest)
	if err != nil && !errors.Is(err, lists.ErrNotHeld) {
		t.Fatal(err)
	}
	return got != nil
}

func TestShelfHoldsTheNewestOfEachForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := lists.NewShelf(nil, nil)
		var held []*lists.Held
		for i := range lists.MostHeld + 1 {
			held = append(held, read(t, s, "tablet", fmt.Sprintf("delegation\nCountry %d\n", i), lists.Asked{}))
			time.Sleep(time.Minute)
		}
		other := read(t, s, "other", "delegation\nPeru\n", lists.Asked{})
		if holds(t, s, "tablet", held[0]) || !holds(t, s, "tablet", held[1]) {
			t.Error("not the newest four are held")
		}
		if holds(t, s, "tablet", other) || holds(t, s, "other", held[1]) {
			t.Error("a file is held for another sign-in")
		}
		time.Sleep(lists.HeldFor - 4*time.Minute)
		if holds(t, s, "tablet", held[1]) || !holds(t, s, "tablet", held[2]) {
			t.Error("a file is not held for a quarter of an hour")
		}
		time.Sleep(4 * time.Minute)
		if holds(t, s, "tablet", held[4]) || holds(t, s, "other", other) {
			t.Error("a file is held for longer than a quarter of an hour")
		}
	})
}

func TestShelfHasAMeasure(t *testing.T) {
	s := lists.NewShelf(nil, nil)
	s.Small(64 << 10)
	big := func(name string) string { return "delegation\n" + name + "\n" + strings.Repeat("\n", 15<<10) }
	var held []*lists.Held
	for i := range 6 {
		held = append(held, read(t, s, fmt.Sprint("tablet ", i), big(fmt.Sprint("Country ", i)), lists.Asked{}))
	}
	kept := 0
	for i, h := range held {
		if holds(t, s, fmt.Sprint("tablet ", i), h) {
			kept++
		}
	}
	if kept != 4 || !holds(t, s, "tablet 5", held[5]) {
		t.Errorf("%d files of 15 KiB are held in 64", kept)
	}
}

func TestShelfReadsAgain(t *testing.T) {
	s := lists.NewShelf(nil, nil)
	first := read(t, s, "tablet", "delegation,Who\nPeru,Ms. K\n", lists.Asked{Columns: map[string]string{"delegation": "delegation", "Who": ""}})
	again, err := s.Again(t.Context(), "tablet", first.Digest, lists.Asked{Columns: map[string]string{"delegation": "delegation", "Who": "speaker"}})
	if err != nil || again.Digest == first.Digest || again.List.Inscriptions[0].Speaker != "Ms. K" {
		t.Fatalf("read again: %+v, %v", again, err)
	}
	if !holds(t, s, "tablet", first) || !holds(t, s, "tablet", again) {
		t.Error("both ways of reading it should be held")
	}
	if _, err := s.Again(t.Context(), "other", first.Digest, lists.Asked{}); !errors.Is(err, lists.ErrNotHeld) {
		t.Errorf("another sign-in: %v", err)
	}
	var refused *listfile.Error
	if _, err := s.Read(t.Context(), "tablet", "x", []byte("PK\x03\x04"), lists.Asked{}); !errors.As(err, &refused) {
		t.Errorf("what is no list: %v", err)
	}
}

func TestShelfRemembersColumns(t *testing.T) {
	var kept lists.Columns
	keep := func(c lists.Columns) error { kept = c; return nil }
	s := lists.NewShelf(nil, keep)
	const text = "delegation,Who\nPeru,Ms. K\n"
	columns := map[string]string{"delegation": "delegation", "Who": "speaker"}
	h := read(t, s, "tablet", text, lists.Asked{Columns: columns})
	if kept != nil {
		t.Error("it is remembered before it is taken")
	}
	if err := s.Taken("tablet", h.Digest); err != nil || len(kept) != 1 {
		t.Errorf("kept is %v, %v", kept, err)
	}
	for name, shelf := range map[string]*lists.Shelf{"the same": s, "the next": lists.NewShelf(kept, nil)} {
		again := read(t, shelf, "other", "delegation,Who\nMali,Mr. L\n", lists.Asked{})
		if again.List.Inscriptions[0].Speaker != "Mr. L" {
			t.Errorf("%s shelf reads %+v", name, again.List.Inscriptions)
		}
		without := read(t, shelf, "other", "delegation,What\nMali,Mr. L\n", lists.Asked{})
		if without.List.Inscriptions[0].Speaker != "" {
			t.Errorf("%s shelf reads other headings as %+v", name, without.List.Inscriptions)
		}
	}
}

func TestShelfReadsOneAtATime(t *testing.T) {
	s := lists.NewShelf(nil, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	leave := s.Occupy()
	if _, err := s.Read(ctx, "tablet", "x", []byte("delegation\nPeru\n"), lists.Asked{}); !errors.Is(err, context.Canceled) {
		t.Errorf("beside another: %v", err)
	}
	leave()
	read(t, s, "tablet", "delegation\nPeru\n", lists.Asked{})
}

func TestShelfKnowsWhatWasLookedAt(t *testing.T) {
	s := lists.NewShelf(nil, nil)
	h := read(t, s, "tablet", "delegation\nPeru\n", lists.Asked{})
	s.Looked("tablet", h.Digest, "difference")
	if got := s.Seen("tablet", h.Digest); got != "difference" {
		t.Errorf("seen is %q", got)
	}
	if got := s.Seen("other", h.Digest); got != "" {
		t.Errorf("another has seen %q", got)
	}
}

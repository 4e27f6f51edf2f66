package main

import (
	"context"
	_ "embed"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/listfile"
)

// The embedded sample debate is a real one.
//
//go:embed sample/S-PV.8539.csv
var sampleList []byte

const (
	sampleSymbol = "S/PV.8539"
	sampleTitle  = "Working methods of the Security Council, open debate of 6 June 2019"
)

// resumption says what becomes of --list and --rules where the journal already
// holds a meeting: in the middle of a debate neither is ever a reason not to
// start. What may not be meant of the list is known again: it may be the one that goes on,
// or that an undo brings back.
func resumption(env program.Environment, c *config, m *timer.Meeting) (notices []timer.Notice, doubts *timer.Doubts) {
	if c.List != "" {
		room, _ := zone(env, c.Zone) // what is wrong with it is refused by serve
		notice, list := listNotice(env, c.List, room, m)
		notices = append(notices, notice)
		doubts = list.Grouped(list.Digest, filepath.Base(c.List))
	}
	if c.Rules != "" {
		notices = append(notices, rulesNotice(env, c.Rules, m))
	}
	return notices, doubts
}

const otherwise = "start with --new-meeting to open a new one, or change it in the debate"

func listNotice(env program.Environment, path string, room *time.Location, m *timer.Meeting) (timer.Notice, listfile.List) {
	list, err := readList(env, path, room)
	name := filepath.Base(path)
	n := timer.Notice{Code: "list-not-taken", About: name, Message: fmt.Sprintf(
		"The list %s was not taken: the journal holds a meeting with another list; %s.", name, otherwise)}
	switch {
	case err != nil:
		n.Code, n.Message = "list-unreadable", fmt.Sprintf("The list %s cannot be read (%v). The meeting in the journal goes on with its own list.", name, err)
	case list.Digest == m.ListDigest:
		n.Code, n.Message = "list-resumed", fmt.Sprintf("The meeting goes on; its list is the one of %s.", name)
	}
	return n, list
}

func rulesNotice(env program.Environment, name string, m *timer.Meeting) timer.Notice {
	_, digest, err := chooseRules(env, name)
	switch {
	case err != nil:
		return timer.Notice{Code: "rules-unreadable", About: filepath.Base(name), Message: fmt.Sprintf(
			"The rules %s cannot be read (%v). The meeting in the journal goes on with its own.", filepath.Base(name), err)}
	case digest == m.RulesDigest:
		return timer.Notice{Code: "rules-resumed", About: m.Rules.Name, Message: fmt.Sprintf("The meeting goes on; its rules are %s.", m.Rules.Name)}
	default:
		return timer.Notice{Code: "rules-not-taken", About: filepath.Base(name), Message: fmt.Sprintf(
			"The rules %s were not taken: the journal holds a meeting with the rules %s; %s.", filepath.Base(name), m.Rules.Name, otherwise)}
	}
}

// readList reads a list until the run is to end. The room is where moments are that name
// no zone.
func readList(env program.Environment, path string, room *time.Location) (listfile.List, error) {
	return program.Reading(env, func() (listfile.List, error) {
		return listfile.Options{Zone: room}.ReadFile(context.Background(), path)
	})
}

// newMeeting reads list and rules; what is wrong with either is refused whole.
func newMeeting(env program.Environment, c *config) (timer.OpenMeeting, *timer.Doubts, error) {
	rules, rulesDigest, err := chooseRules(env, c.Rules)
	if err != nil {
		return timer.OpenMeeting{}, nil, err
	}
	room, err := zone(env, c.Zone)
	if err != nil {
		return timer.OpenMeeting{}, nil, err
	}
	open := timer.OpenMeeting{Symbol: c.Symbol, Title: c.Title, Rules: rules, RulesDigest: rulesDigest}
	var list listfile.List
	if c.List == "" {
		list, err = listfile.Read(sampleList)
		open.Sample = true
		if open.Symbol == "" && open.Title == "" {
			open.Symbol, open.Title = sampleSymbol, sampleTitle
		}
		list.Doubts = nil // ours, and known
	} else {
		list, err = readList(env, c.List, room)
		if open.Title == "" {
			open.Title = strings.TrimSuffix(filepath.Base(c.List), filepath.Ext(c.List))
		}
	}
	if err != nil {
		return timer.OpenMeeting{}, nil, err
	}
	open.List, open.ListDigest = list.Inscriptions, list.Digest
	return open, list.Grouped(list.Digest, filepath.Base(c.List)), nil
}

// open gives the engine its meeting.
func open(ctx context.Context, engine *engine.Engine, command timer.OpenMeeting) error {
	_, err := engine.Do(ctx, timer.Actor{Role: timer.Program}, timer.Request{Command: command})
	if err != nil {
		return fmt.Errorf("the meeting was not opened: %w", err)
	}
	return nil
}

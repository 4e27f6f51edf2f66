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
// start.
func resumption(env program.Environment, c *config, m *timer.Meeting) []timer.Notice {
	var notices []timer.Notice
	if c.List != "" {
		notices = append(notices, listNotice(env, c.List, m))
	}
	if c.Rules != "" {
		notices = append(notices, rulesNotice(env, c.Rules, m))
	}
	return notices
}

const otherwise = "start with --new-meeting to open a new one, or change it in the debate"

func listNotice(env program.Environment, path string, m *timer.Meeting) timer.Notice {
	list, err := readList(env, path, nil)
	switch {
	case err != nil:
		return timer.Notice{Code: "list-unreadable", About: filepath.Base(path), Message: fmt.Sprintf(
			"The list %s cannot be read (%v). The meeting in the journal goes on with its own list.", filepath.Base(path), err)}
	case list.Digest == m.ListDigest:
		return timer.Notice{Code: "list-resumed", About: filepath.Base(path), Message: fmt.Sprintf(
			"The meeting goes on; its list is the one of %s.", filepath.Base(path))}
	default:
		return timer.Notice{Code: "list-not-taken", About: filepath.Base(path), Message: fmt.Sprintf(
			"The list %s was not taken: the journal holds a meeting with another list; %s.", filepath.Base(path), otherwise)}
	}
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
func newMeeting(env program.Environment, c *config) (timer.OpenMeeting, []listfile.Doubt, error) {
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
	return open, list.Doubts, nil
}

// open gives the engine its meeting.
func open(ctx context.Context, engine *engine.Engine, command timer.OpenMeeting) error {
	_, err := engine.Do(ctx, timer.Actor{Role: timer.Program}, timer.Request{Command: command})
	if err != nil {
		return fmt.Errorf("the meeting was not opened: %w", err)
	}
	return nil
}

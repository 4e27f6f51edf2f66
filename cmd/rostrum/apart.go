package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rostrum/display/access"
	"rostrum/display/record"
	"rostrum/display/web"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/engine"
)

// apart says by which lead this controller may go on where no majority of the machines
// answers: the latest that it stood with or knows of. Not where they answer, for then they
// decide; nor where the one that does tells of another controller that has led since.
func (s *standby) apart(ctx context.Context) (int64, error) {
	if _, _, err := s.cluster.Leader(ctx); err == nil {
		return 0, engine.MajorityDecides()
	}
	known := max(s.cluster.Stood(), s.known.Load())
	if told, ok := s.cluster.Told(ctx); ok && told.Revision > known {
		return 0, engine.AnotherLeads()
	}
	return known, nil
}

// apartDir is where it is kept what was done without the majority and is in no journal.
const apartDir = "apart"

// apartTime names the files of one such time, by when they were written.
const apartTime = "2006-01-02T150405Z"

// keepApart keeps what was done apart: the record of the meeting as it was here, as a page
// in each language and as JSON, and the acts themselves. Nothing of it is ever merged. It
// returns how the files begin.
func keepApart(dir string, book *account.Book, zone *time.Location, now timer.Stamp, done []timer.Record) (string, error) {
	dir = filepath.Join(dir, apartDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	name := now.Wall.UTC().Format(apartTime)
	var acts bytes.Buffer
	for _, r := range done {
		text, err := json.Marshal(r)
		if err != nil {
			return "", err
		}
		acts.Write(append(text, '\n'))
	}
	// The acts first: they are all that is nowhere else.
	if err := access.WriteWhole(filepath.Join(dir, name+".jsonl"), acts.Bytes()); err != nil {
		return "", err
	}
	of, ok := book.Account(book.Meetings(), now)
	if !ok {
		return name, nil
	}
	tongues, err := web.Tongues()
	if err != nil {
		return name, err
	}
	var failed error
	for _, tongue := range tongues {
		r := &record.Record{Account: of, Meetings: book.Meetings(), Zone: zone, Tongue: tongue}
		page, err := reportForms["html"](r)
		if err == nil {
			err = access.WriteWhole(filepath.Join(dir, name+"-"+tongue.Code+".html"), page)
		}
		failed = errors.Join(failed, err)
	}
	text, err := reportForms["json"](&record.Record{Account: of, Meetings: book.Meetings(), Zone: zone, Tongue: tongues[0]})
	if err == nil {
		err = access.WriteWhole(filepath.Join(dir, name+".json"), text)
	}
	return name, errors.Join(failed, err)
}

// keptApart tells operators of what was done apart before, the newest time first.
func keptApart(dir string) (notices []timer.Notice) {
	found, err := filepath.Glob(filepath.Join(dir, apartDir, "*.jsonl"))
	if err != nil {
		return nil
	}
	slices.Sort(found)
	for _, path := range slices.Backward(found) {
		name := strings.TrimSuffix(filepath.Base(path), ".jsonl")
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		notices = append(notices, timer.Notice{Code: "kept-apart", About: name, Message: fmt.Sprintf("%d acts that were done here without the majority of the machines are not in the record, for another controller had led meanwhile or this one was stopped; "+
			"they are kept as a page, /record/apart/%s, and nothing of them was merged.", bytes.Count(text, []byte("\n")), name)})
	}
	return notices
}

// apartPage reads a page of what was done apart.
func apartPage(dir, name, language string) ([]byte, error) {
	if _, err := time.Parse(apartTime, name); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, apartDir, name+"-"+language+".html"))
}

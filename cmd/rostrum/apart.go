package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/display/link"
	"rostrum/display/record"
	"rostrum/display/web"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/engine"
	"rostrum/timer/journal/etcd"
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

// errYields leaves the lead to a controller that goes on without the majority.
var errYields = errors.New("the other controller goes on without the majority; the lead is left to it, so that what was done there is recorded")

// yieldsFor is how long the lead is left to it: it may not reach the machines that this one
// reaches.
const yieldsFor = 10 * time.Second

// aloneAfter is for how long at least no majority has answered before somebody goes on
// without it: a lead lapses first, and then a person decides.
const aloneAfter = 3 * time.Second

// yields says whether the lead that was just won is left to the other controller. That one
// leads for nobody who has the majority; so where it says that it leads, its chair has let
// it go on. It is asked only where that can be: one that is gone does not answer, and the
// debate would wait for it.
func (s *standby) yields(ctx context.Context) bool {
	other := s.other.Load()
	if other == nil || !s.alone.Load() || !leadsApart(ctx, other) {
		s.yield = time.Time{}
		s.alone.Store(false)
		return false
	}
	if s.yield.IsZero() {
		s.yield = time.Now()
	}
	return time.Since(s.yield) < yieldsFor
}

// leadsApart asks another controller whether it leads.
func leadsApart(ctx context.Context, other *etcd.Leader) bool {
	at, err := url.Parse(other.Address)
	if err != nil {
		return false
	}
	var key link.Key
	if trusted, err := x509.ParseCertificate(other.Proof); err == nil {
		key.Trusted = append(key.Trusted, trusted)
	}
	transport := &http.Transport{TLSClientConfig: key.TLS(at.Hostname(), time.Now, program.ThisBuild().At), DisableKeepAlives: true}
	defer transport.CloseIdleConnections()
	ctx, done := context.WithTimeout(ctx, time.Second)
	defer done()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, at.JoinPath("api/v1/state").String(), nil)
	if err != nil {
		return false
	}
	answer, err := (&http.Client{Transport: transport}).Do(ask)
	if err != nil {
		return false
	}
	defer func() { _ = answer.Body.Close() }()
	var state struct {
		Lead    int64           `json:"lead"`
		Standby json.RawMessage `json:"standby"`
	}
	err = json.NewDecoder(io.LimitReader(answer.Body, mostState)).Decode(&state)
	return err == nil && answer.StatusCode == http.StatusOK && state.Lead > 0 && state.Standby == nil
}

// mostState is more than the state of a room has, in bytes.
const mostState = 16 << 20

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

package main

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// An allowance of time is in nothing that goes out: the speaker's limit is, and not how it
// came about.
func TestAllowanceStaysWithOperators(t *testing.T) {
	const allowance, limit = 61234, 241234
	dir := t.TempDir()
	list := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(list, []byte("delegation,seat\nJapan,7\nSweden,8\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := testbed.Start(t, dir, "--list", list, "--symbol", "S/PV.9571", "--zone", "Asia/Tokyo", "--public-record", "--light", "7=dry")
	p.Do("1", "amend", map[string]any{"entry": "e2", "allowance_ms": allowance})
	p.Do("2", "inscribe", map[string]any{"delegation": "Norway", "kind": "state", "allowance_ms": allowance})
	p.Do("3", "give-floor", map[string]any{"entry": "e1"})
	p.Do("4", "start", nil)
	p.Do("5", "correct", map[string]any{"statement": 1, "entry": "e2", "reason": "it was Sweden"})
	p.Do("6", "extend", map[string]any{"by_ms": 1000})
	p.Do("7", "extend", map[string]any{"by_ms": -1000})
	status, _, refused := p.Post(map[string]any{"id": "8", "do": "extend", "by_ms": -limit})
	if status != 422 || refused == nil {
		t.Fatalf("a limit was taken away: %d, %v", status, refused)
	}
	if s := p.State(); s.Floor == nil || s.Floor.LimitMS == nil || *s.Floor.LimitMS != limit || s.List[1].AllowanceMS != allowance {
		t.Fatalf("operators see %+v and %+v", s.Floor, s.List)
	}
	out := map[string][]byte{"a refusal": []byte(refused.Error())}
	public := p.Address() + "/api/v1/"
	for name, path := range map[string]string{
		"the state": "state", "the next": "state?list=next", "the public record": "record", "its table": "record.csv", "the lobby": "lobby",
	} {
		out[name] = getPublicly(t, public+path)
	}
	out["the seat's page"] = getPublicly(t, p.Address()+"/seat/8")
	for _, name := range []string{"list.csv", "list.xlsx", "summary.json", "totals"} {
		var text []byte
		if _, err := p.Ask(http.MethodGet, "/api/v1/"+name, nil, &text); err != nil {
			t.Fatal(err)
		}
		out[name] = unpacked(t, text)
	}
	if !bytes.Contains(out["list.csv"], []byte("Norway")) || !bytes.Contains(out["list.xlsx"], []byte("Norway")) {
		t.Error("a list that goes out has not all lines")
	}
	p.Do("9", "end", nil)
	p.Do("10", "amend", map[string]any{"entry": "e2", "allowance_ms": 2 * allowance, "reason": "more"})
	data := filepath.Join(dir, "data")
	for _, form := range []string{"json", "csv", "xlsx", "docx", "svg", "html", "summary"} {
		file := filepath.Join(dir, "record."+form)
		if _, err := say(t, "report", "--data", data, "--as", form, "--out", file); err != nil {
			t.Fatal(err)
		}
		out["the record as "+form] = contentOf(t, file)
	}
	for name, holds := range map[string]string{"json": "241234", "csv": "241.234"} {
		if !bytes.Contains(out["the record as "+name], []byte(holds)) {
			t.Errorf("the record as %s does not say how long the speaker had", name)
		}
	}
	archive := filepath.Join(dir, "meeting.jsonl")
	if _, err := say(t, "archive", "--data", data, archive); err != nil {
		t.Fatal(err)
	}
	out["the archive"] = contentOf(t, archive)
	p.Stop()
	out["the log"] = []byte(p.Process().Log.String())
	if !bytes.Contains(out["the log"], []byte(timer.FactName(timer.SpeakerAmended{}))) {
		t.Errorf("the log tells of nobody: %s", out["the log"])
	}
	for name, text := range out {
		for _, word := range []string{"allowance", "61234", "61.234", "1:01.234", "122468", "122.468", "2:02.468"} {
			if i := bytes.Index(bytes.ToLower(text), []byte(word)); i >= 0 {
				t.Errorf("%s says %q: …%s…", name, word, text[max(0, i-60):min(len(text), i+60)])
			}
		}
	}

	// It verifies, and goes on as a journal.
	restored := filepath.Join(dir, "restored")
	if _, err := say(t, "restore", "--data", restored, archive); err != nil {
		t.Fatal(err)
	}
	if said, err := say(t, "journal", "verify", "--data", restored); err != nil || !strings.Contains(said, "every figure follows") {
		t.Errorf("restored, verify says %q, %v", said, err)
	}
	if one, other := reportOf(t, data), reportOf(t, restored); one != other {
		t.Errorf("the archive has another record:\n%s\n%s", one, other)
	}
}

// getPublicly asks as somebody without a key.
func getPublicly(t *testing.T, url string) []byte {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, answer.Status, err)
	}
	return body
}

// contentOf is what is in a file, or in all files of one that is packed.
func contentOf(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return unpacked(t, text)
}

func unpacked(t *testing.T, text []byte) []byte {
	t.Helper()
	if !bytes.HasPrefix(text, []byte("PK")) {
		return text
	}
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, r); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

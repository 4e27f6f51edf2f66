package display

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"rostrum/display/record"
	"rostrum/display/wire"
)

// recordPage writes the page.
func (s *Server) recordPage(w http.ResponseWriter, r *http.Request) {
	a, err := s.ask(r, false)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	body, err := s.makeRecord(r, a, func(rec *record.Record) ([]byte, error) {
		var out bytes.Buffer
		err := s.pageOf(rec, a.meeting).HTML(&out, s.pages.record)
		return out.Bytes(), err
	})
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", a.tongue.Text("language.tag"))
	_, _ = w.Write(body) // whoever has gone needs no page
}

// apartPage answers with a page of what was done without the majority of the machines, and
// is in no journal.
func (s *Server) apartPage(w http.ResponseWriter, r *http.Request) {
	a, err := s.ask(r, true)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	var page []byte
	if s.Apart != nil {
		page, err = s.Apart(r.PathValue("name"), a.tongue.Code)
	}
	if page == nil || err != nil {
		s.refuse(w, r, &wire.Error{Code: wire.Unknown, Field: "name", Message: "there is no such page"})
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", a.tongue.Text("language.tag"))
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:") // it stands alone
	_, _ = w.Write(page)                                                                             // as above
}

// pageOf is the page of a record; meeting is the one that its address names, or 0.
func (s *Server) pageOf(rec *record.Record, meeting int) *record.Page {
	address := func(path string, meeting int) string {
		q := url.Values{"lang": {rec.Tongue.Code}}
		if meeting != 0 {
			q.Set("meeting", strconv.Itoa(meeting))
		}
		return path + "?" + q.Encode()
	}
	page := &record.Page{Record: rec, Self: address("/record", meeting)}
	for _, t := range s.pages.tongues {
		if t.Code != rec.Tongue.Code {
			page.Others = append(page.Others, t)
		}
	}
	for _, f := range []struct{ text, path string }{
		{"xlsx", "/api/v1/record.xlsx"}, {"csv", "/api/v1/record.csv"}, {"docx", "/api/v1/record.docx"},
		{"summary", "/api/v1/summary.docx"}, {"svg", "/api/v1/record.svg"}, {"json", "/api/v1/record"},
	} {
		if f.text != "summary" || !rec.Public {
			page.Files = append(page.Files, record.Link{Text: page.Say("file." + f.text), Address: address(f.path, meeting)})
		}
	}
	book := s.Desk.Book()
	for n := 1; n <= book.Meetings() && book.Meetings() > 1; n++ {
		m, rehearsal := book.Meeting(n), ""
		if m.Rehearses() {
			rehearsal = "(" + rec.Tongue.Text("rehearsal.word") + ")"
		}
		page.Meetings = append(page.Meetings, record.Link{
			Text:    strings.TrimSpace(strings.Join([]string{strconv.Itoa(n) + ".", m.Symbol, m.Title, m.Opened.Wall.In(rec.Zone).Format(time.DateOnly), rehearsal}, " ")),
			Address: address("/record", n), Here: n == rec.Number,
		})
	}
	return page
}

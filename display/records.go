package display

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"rostrum/display/record"
	"rostrum/display/web"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/account"
)

// recordForms are the files in which the record goes out, by their address.
var recordForms = map[string]struct {
	kind string
	file string // what it is saved as, behind the meeting's name; empty where it is looked at
	make func(*record.Record) ([]byte, error)
}{
	"/api/v1/record":     {jsonKind, "", func(r *record.Record) ([]byte, error) { return lineOf(r.JSON()) }},
	"/api/v1/record.csv": {"text/csv; charset=utf-8", "record.csv", func(r *record.Record) ([]byte, error) { return r.CSV(), nil }},
	"/api/v1/record.xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "record.xlsx",
		func(r *record.Record) ([]byte, error) { return r.XLSX() }},
	"/api/v1/record.docx": {wordKind, "record.docx", func(r *record.Record) ([]byte, error) { return r.DOCX() }},
	"/api/v1/record.svg":  {"image/svg+xml", "", func(r *record.Record) ([]byte, error) { return r.SVG(), nil }},
}

// summaryForms are those of the notes, which the public never sees.
var summaryForms = map[string]struct {
	kind string
	file string
	make func(*record.Record) ([]byte, error)
}{
	"/api/v1/summary.json": {jsonKind, "", func(r *record.Record) ([]byte, error) { return lineOf(r.Summary()) }},
	"/api/v1/summary.docx": {wordKind, "summary.docx", func(r *record.Record) ([]byte, error) { return r.SummaryDOCX() }},
}

const wordKind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

func lineOf(body any) ([]byte, error) {
	text, err := json.Marshal(body)
	return append(text, '\n'), err
}

// errNoRecord refuses the record to who may not see it.
var errNoRecord = &wire.Error{Code: wire.Unauthenticated, Why: whyRecord, Message: "the record is for chair and secretary: sign in on the console first, or send a key"}

// errNotOperator refuses it to a light's key.
var errNotOperator = &wire.Error{Code: wire.Forbidden, Message: "the record is for chair and secretary: this key may not read it"}

// recordRoutes are those of the record.
func (s *Server) recordRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /record", s.recordPage)
	mux.HandleFunc("GET /record/apart/{name}", s.apartPage)
	mux.HandleFunc("GET /api/v1/paragraphs", s.paragraphs)
	mux.HandleFunc("GET /api/v1/totals", s.totals)
	mux.HandleFunc("GET /api/v1/meetings", s.meetings)
	for path, form := range recordForms {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			s.recordFile(w, r, form.kind, form.file, false, form.make)
		})
	}
	for path, form := range summaryForms {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			s.recordFile(w, r, form.kind, form.file, true, form.make)
		})
	}
}

// reader refuses the record to who may not read it, and says whether it is somebody of the
// public; what is for operators alone, the public never reads.
func (s *Server) reader(r *http.Request, operators bool) (public bool, err error) {
	who, err := s.authenticate(r)
	if err != nil {
		return false, err
	}
	public = who.Role == timer.Public
	switch {
	case public && (operators || !s.PublicRecord):
		return public, errNoRecord
	case !public && !wire.Operates(who.Role):
		return public, errNotOperator
	}
	return public, nil
}

// asked is a record that somebody may have.
type asked struct {
	public             bool
	meeting, statement int // 0: the last one, all of them
	tongue             web.Tongue
}

// ask reads which record is asked for, and refuses who may not have it.
func (s *Server) ask(r *http.Request, operators bool) (asked, error) {
	public, err := s.reader(r, operators)
	if err != nil {
		return asked{}, err
	}
	q := r.URL.Query()
	a := asked{public: public, tongue: web.Choose(s.pages.tongues, q.Get("lang"), r.Header.Get("Accept-Language"))}
	for name, to := range map[string]*int{"meeting": &a.meeting, "statement": &a.statement} {
		if !q.Has(name) {
			continue
		}
		if *to, err = strconv.Atoi(q.Get(name)); err != nil || *to < 1 {
			return a, &wire.Error{Code: wire.Invalid, Field: name, Message: fmt.Sprintf("%q is not the number of a %s", q.Get(name), name)}
		}
	}
	return a, nil
}

// recordFor computes the record that is asked for.
func (s *Server) recordFor(a asked) (*record.Record, error) {
	book := s.Desk.Book()
	number := a.meeting
	if number == 0 {
		number = book.Meetings()
	}
	of, ok := book.Account(number, s.Clock.Now())
	if !ok {
		return nil, &wire.Error{Code: wire.Unknown, Field: "meeting", Message: fmt.Sprintf("the journal has no meeting %d", number)}
	}
	out := &record.Record{
		Account: of, Meetings: book.Meetings(), Over: s.Desk.Over(s.Clock.Now()), Zone: s.zoneOf(of.Zone), Public: a.public,
		Tongue: a.tongue, Only: a.statement,
	}
	if !a.public {
		out.Earlier = s.Desk.Earlier(number)
	}
	if a.statement != 0 && !out.Has(a.statement) {
		return nil, &wire.Error{Code: wire.Unknown, Field: "statement", Message: fmt.Sprintf("there is no statement %d", a.statement)}
	}
	return out, nil
}

// zoneOf is where a meeting is held; the machine's own zone where nothing is said.
func (s *Server) zoneOf(name string) *time.Location {
	if name != "" {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone
		}
	}
	if s.Zone != nil {
		return s.Zone
	}
	return time.UTC
}

func (s *Server) recordFile(w http.ResponseWriter, r *http.Request, kind, file string, operators bool, makes func(*record.Record) ([]byte, error)) {
	a, err := s.ask(r, operators)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	body, err := s.makeRecord(r, a, makes)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	if kind == "image/svg+xml" { // its own colours, and nothing else
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	}
	if file != "" {
		h.Set("Content-Disposition", `attachment; filename="`+fileName(s.symbolOf(a), file)+`"`)
	}
	if _, err := w.Write(body); err != nil {
		s.Log.Debug().Err(err).Msg("an answer was not read to its end")
	}
}

// symbolOf names the meeting of a record.
func (s *Server) symbolOf(a asked) string {
	book := s.Desk.Book()
	if a.meeting == 0 {
		a.meeting = book.Meetings()
	}
	m := book.Meeting(a.meeting)
	if m.Rehearses() { // also where the file lies among others
		return strings.TrimSpace("rehearsal " + m.Symbol)
	}
	return m.Symbol
}

// makeRecord makes a form. For the public it is made once a second at most, one at a time:
// what many ask costs little more than what one does.
func (s *Server) makeRecord(r *http.Request, a asked, makes func(*record.Record) ([]byte, error)) ([]byte, error) {
	whole := func() ([]byte, error) {
		rec, err := s.recordFor(a)
		if err != nil {
			return nil, err
		}
		return makes(rec)
	}
	if !a.public {
		return whole()
	}
	question := fmt.Sprint(r.URL.Path, " ", a.tongue.Code, " ", a.meeting, " ", a.statement)
	made, err := s.madeRecords.of(question, s.Engine.Snapshot(), s.Clock.Steady(), whole)
	return made.body, err
}

// fileName names a file by the meeting: what every system takes.
func fileName(symbol, file string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.':
			return r
		default:
			return '-'
		}
	}, symbol)
	if name = strings.Trim(name, "-."); name == "" {
		return file
	}
	return name + "-" + file
}

// totals are what all meetings amount to, by delegation.
func (s *Server) totals(w http.ResponseWriter, r *http.Request) {
	if _, err := s.reader(r, true); err != nil {
		s.refuse(w, r, err)
		return
	}
	over := s.Desk.Over(s.Clock.Now())
	if over == nil {
		one := account.OverAll(s.Clock.Now(), s.Desk.Book())
		over = &one
	}
	s.answer(w, record.Totals(*over))
}

// paragraphs are those that a note may be about: of the configuration, then those that
// notes were about before, the newest first.
func (s *Server) paragraphs(w http.ResponseWriter, r *http.Request) {
	if _, err := s.reader(r, true); err != nil {
		s.refuse(w, r, err)
		return
	}
	out := wire.Paragraphs{Paragraphs: append([]string{}, s.Paragraphs...)}
	for _, n := range slices.Backward(s.Engine.Snapshot().Meeting.Notes) {
		if n.Paragraph != "" && !slices.Contains(out.Paragraphs, n.Paragraph) {
			out.Paragraphs = append(out.Paragraphs, n.Paragraph)
		}
	}
	s.answer(w, out)
}

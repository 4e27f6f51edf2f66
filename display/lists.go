package display

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"rostrum/display/lists"
	"rostrum/display/live"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/listfile"
)

const (
	csvKind  = "text/csv"
	xlsxKind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// listRoutes are those of the speakers' list as a file.
func (s *Server) listRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/v1/list/preview", s.previewList)
	mux.HandleFunc("GET /api/v1/list/sample.csv", s.listFile(csvKind, "sample.csv", func() ([]byte, error) { return sample(listfile.WriteCSV) }))
	mux.HandleFunc("GET /api/v1/list/sample.xlsx", s.listFile(xlsxKind, "sample.xlsx", func() ([]byte, error) { return sample(listfile.WriteXLSX) }))
	mux.HandleFunc("GET /api/v1/list.csv", s.listFile(csvKind, "list.csv", func() ([]byte, error) { return s.written(listfile.CSV) }))
	mux.HandleFunc("GET /api/v1/list.xlsx", s.listFile(xlsxKind, "list.xlsx", func() ([]byte, error) { return s.written(listfile.XLSX) }))
}

func sample(write func(io.Writer, []timer.Inscription) error) ([]byte, error) {
	var out bytes.Buffer
	err := write(&out, listfile.Sample())
	return out.Bytes(), err
}

// written is the list of now as a file that can be read again: who has not withdrawn, with
// what became of the others, and no right of reply, which is inscribed in the debate.
func (s *Server) written(format string) ([]byte, error) {
	var all timer.SpeakersList
	for _, e := range s.Engine.Snapshot().Meeting.List {
		if e.Status != timer.Withdrawn && e.Kind != timer.RightOfReply && e.Kind != timer.SecondReply {
			all = append(all, e)
		}
	}
	var out bytes.Buffer
	err := listfile.WriteStanding(&out, format, all)
	return out.Bytes(), err
}

// listFile sends operators a file to be saved.
func (s *Server) listFile(kind, name string, make func() ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.operator(r); err != nil {
			s.refuse(w, r, err)
			return
		}
		file, err := make()
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
		_, _ = w.Write(file) // whoever has gone needs no file
	}
}

// listWait is how long a file may take to arrive: 16 MiB over a slow network.
const listWait = 90 * time.Second

// previewList reads a file and says what it would change. Nothing changes.
func (s *Server) previewList(w http.ResponseWriter, r *http.Request) {
	who, err := s.operator(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	default:
		s.refuse(w, r, &wire.Error{Code: wire.Full, Message: "other files are being read; come back in a while"})
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(listWait)) // where it cannot be set, it is shorter
	q, err := readListQuery(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var held *lists.Held
	if kind == "application/json" {
		held, err = s.heldAgain(w, r, who, q)
	} else {
		held, err = s.heldAnew(w, r, who, kind, q)
	}
	if err != nil {
		s.refuse(w, r, refusedFile(err))
		return
	}
	m := &s.Engine.Snapshot().Meeting
	if q.next {
		m = &timer.Meeting{}
	}
	preview := s.previewOf(who, held, m)
	if preview.Refused != nil {
		w.Header().Set("Content-Type", jsonKind)
		w.WriteHeader(statuses[preview.Refused.Code])
		s.answer(w, wire.RefusedList{Error: *preview.Refused, Preview: preview})
		return
	}
	s.answer(w, preview)
}

// listQuery is how a file is to be read.
type listQuery struct {
	lists.Asked
	name string
	next bool // for a meeting that is to be prepared
}

func readListQuery(r *http.Request) (listQuery, error) {
	values := r.URL.Query()
	q := listQuery{Asked: lists.Asked{Sheet: values.Get("sheet")}, name: values.Get("name")}
	if err := timer.CheckText("name", q.name, timer.MaxName, false); err != nil {
		return q, err
	}
	switch values.Get("for") {
	case "", "now":
	case "next":
		q.next = true
	default:
		return q, &wire.Error{Code: wire.Malformed, Field: "for", Message: "a list is for=now or for=next"}
	}
	if text := values.Get("columns"); text != "" && json.Unmarshal([]byte(text), &q.Columns) != nil {
		return q, &wire.Error{Code: wire.Malformed, Field: "columns", Message: `"columns" must be an object of headings and what they are taken as, such as {"Country":"delegation"}`}
	}
	return q, nil
}

// heldAnew reads the file that is the body.
func (s *Server) heldAnew(w http.ResponseWriter, r *http.Request, who live.Who, kind string, q listQuery) (*lists.Held, error) {
	if !slices.Contains([]string{csvKind, xlsxKind, "application/octet-stream", "text/plain", "application/vnd.ms-excel"}, kind) {
		return nil, &wire.Error{Code: wire.Malformed, Message: "the body must be a list, with Content-Type: text/csv or that of XLSX"}
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, listfile.MaxSize))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &wire.Error{Code: wire.TooLarge, Message: fmt.Sprintf("the file is larger than %d MiB; that is not a speakers' list", listfile.MaxSize>>20)}
	case err != nil:
		return nil, &wire.Error{Code: wire.Malformed, Message: "the file did not arrive whole"}
	}
	q.Zone = s.room()
	return s.Lists.Read(r.Context(), who.ID(), q.name, data, q.Asked)
}

// heldAgain reads a file that is held in another way.
func (s *Server) heldAgain(w http.ResponseWriter, r *http.Request, who live.Who, q listQuery) (*lists.Held, error) {
	body, err := readBody(w, r)
	if err != nil {
		return nil, err
	}
	asked, err := wire.ParseListAgain(body)
	if err != nil {
		return nil, err
	}
	a := lists.Asked{Sheet: asked.Sheet, Columns: asked.Columns, Zone: s.room()}
	if a.Columns == nil {
		a.Columns = q.Columns
	}
	if a.Sheet == "" {
		a.Sheet = q.Sheet
	}
	return s.Lists.Again(r.Context(), who.ID(), asked.Digest, a)
}

// room is the zone of the meeting.
func (s *Server) room() *time.Location {
	if zone, err := time.LoadLocation(s.Engine.Snapshot().Meeting.Zone); err == nil && s.Engine.Snapshot().Meeting.Zone != "" {
		return zone
	}
	return s.Zone
}

// refusedFile says for a program and a person why a file was not read.
func refusedFile(err error) error {
	var refused *listfile.Error
	switch {
	case errors.As(err, &refused):
		return &wire.Error{Code: wire.Invalid, Field: "file", Why: "file." + refused.Code, About: refused.About, Message: strings.TrimPrefix(refused.Error(), "listfile: ")}
	case errors.Is(err, lists.ErrNotHeld):
		return errFileGone
	}
	return err
}

var errFileGone = &wire.Error{Code: wire.Unknown, Field: "digest", Why: "file-not-held", Message: "the file is not held any more; send it again"}

// file is a list that is held for a sign-in, and the difference that was looked at.
func (c *Config) file(signIn, digest string) (timer.ListFile, string, error) {
	held, err := c.Lists.Held(signIn, digest)
	switch {
	case err != nil:
		return timer.ListFile{}, "", nil
	case held.Refused != nil:
		return timer.ListFile{}, "", refusedFile(held.Refused)
	}
	return held.File(), c.Lists.Seen(signIn, digest), nil
}

// taken remembers how the columns of a file were read that has been taken, and tells
// operators what may not be meant of it: also where who has taken it has gone meanwhile.
func (c *Config) taken(ctx context.Context, signIn, digest string) {
	if err := c.Lists.Taken(signIn, digest); err != nil {
		c.Log.Warn().Err(err).Msg("what the columns of the list were taken as could not be saved; it will be asked again")
	}
	held, err := c.Lists.Held(signIn, digest)
	if err != nil {
		return // it was sent long ago, and so looked at
	}
	doubts := held.List.Grouped(held.Digest, held.Name)
	if doubts == nil {
		return
	}
	if c.KeepDoubts != nil {
		if err := c.KeepDoubts(*doubts); err != nil {
			c.Log.Warn().Err(err).Msg("what is doubted of the list could not be saved; after a restart it is not told again")
		}
	}
	if err := c.Engine.Doubt(context.WithoutCancel(ctx), *doubts); err != nil {
		c.Log.Warn().Err(err).Msg("what is doubted of the list could not be told")
	}
}

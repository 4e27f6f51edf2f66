package display

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"

	"rostrum/display/door"
	"rostrum/display/wire"
)

// readBody reads a JSON body of at most wire.MaxBody bytes.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, &wire.Error{Code: wire.Malformed, Message: "the body must be JSON, with Content-Type: application/json"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, wire.MaxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &wire.Error{Code: wire.TooLarge, Message: "the body is larger than 64 KiB"}
	case err != nil:
		return nil, &wire.Error{Code: wire.Malformed, Message: "the body did not arrive whole"}
	}
	return body, nil
}

// answer answers a request with JSON.
func (s *Server) answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", jsonKind)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		s.Log.Debug().Err(err).Msg("an answer was not read to its end")
	}
}

var statuses = map[wire.Code]int{
	wire.Unauthenticated: http.StatusUnauthorized,
	wire.Forbidden:       http.StatusForbidden,
	wire.Malformed:       http.StatusBadRequest,
	wire.TooLarge:        http.StatusRequestEntityTooLarge,
	wire.Stale:           http.StatusConflict,
	wire.NotNow:          http.StatusConflict,
	wire.Invalid:         http.StatusUnprocessableEntity,
	wire.Unknown:         http.StatusUnprocessableEntity,
	wire.NotSaved:        http.StatusServiceUnavailable,
	wire.NotFound:        http.StatusNotFound,
	wire.Full:            http.StatusServiceUnavailable,
}

// refuse answers a request that is refused: a program with JSON, a person who has
// opened an address with a page of the same status.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	told := wire.ErrorOf(err, s.Engine.Snapshot().Meeting.Rev)
	h := w.Header()
	h.Set("Cache-Control", ownCache)
	h.Set("Vary", "Accept, Accept-Language, Sec-Fetch-Mode")
	switch told.Code {
	case wire.Unauthenticated:
		h.Set("WWW-Authenticate", "Bearer")
	case wire.Full:
		h.Set("Retry-After", strconv.Itoa(int(door.RetryAfter.Seconds())))
		h.Set("Connection", "close")
	}
	if fromPerson(r) {
		s.refuseOnPage(w, r, told)
		return
	}
	h.Set("Content-Type", jsonKind)
	w.WriteHeader(statuses[told.Code])
	_ = json.NewEncoder(w).Encode(wire.ErrorBody{Error: told}) // whoever has gone needs no answer
}

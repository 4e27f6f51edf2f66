package display

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"rostrum/display/web"
	"rostrum/display/wire"
)

// namesOfStates are what States are called, by language, and by language and "habits".
func namesOfStates() (map[string]*file, error) {
	all := make(map[string]*file)
	for _, language := range web.Languages() {
		for name, habits := range map[string]bool{language: false, language + " habits": true} {
			text, err := json.Marshal(wire.StatesIn(language, habits))
			if err != nil {
				return nil, fmt.Errorf("display: the names of States cannot be written: %w", err)
			}
			all[name] = &file{body: append(text, '\n'), kind: jsonKind}
			all[name].seal()
		}
	}
	return all, nil
}

// states answers what States are called in a language.
func (s *Server) states(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	name := q.Get("language")
	if q.Get("habits") == "true" {
		name += " habits"
	}
	f := s.pages.states[name]
	if f == nil {
		s.refuse(w, r, &wire.Error{Code: wire.Invalid, Field: "language",
			Message: fmt.Sprintf("%q is not a language of the pages; use one of %s", q.Get("language"), strings.Join(web.Languages(), ", "))})
		return
	}
	w.Header().Set("Cache-Control", statesCache)
	f.serve(w, r)
}

package display

import (
	"bytes"
	"net/http"
	"strings"

	"rostrum/display/live"
	"rostrum/display/web"
	"rostrum/display/wire"
)

// The names of the sentences for what an address bar can ask for in vain.
const (
	whyNoPage        = "no-page"
	whyNotUnderstood = "not-understood"
	whyForeignPage   = "foreign-page"
	whyUnknownHost   = "unknown-host"
	whyAtController  = "console-at-controller"
	whyFull          = "full"
	whyRecord        = "record-operators"
	whyForecast      = "forecast-operators"
	whyEnrolSeat     = "enrol-seat"
)

// fromPerson says whether a browser asks for a page to show: somebody has opened the
// address, or followed a link. What a page's script fetches is a program's; older
// browsers, and all where there is no TLS, do not tell the two apart by the mode.
func fromPerson(r *http.Request) bool {
	mode := r.Header.Get("Sec-Fetch-Mode")
	accepted := strings.Join(r.Header.Values("Accept"), ",")
	return (mode == "" || mode == "navigate") && accepts(accepted, "text/html") && !accepts(accepted, "application/json")
}

// refusalPage is what pages/refusal.html is filled in with.
type refusalPage struct {
	Tongue   web.Tongue
	Others   []web.Tongue // beside the one that is spoken
	Sentence string
	Ways     []way
}

// way leads on from a page that cannot be shown.
type way struct {
	Text    string
	Address string
	Told    string // the address for people, where it is another than this server's
}

// refuseOnPage says in the reader's language what is wrong, and leads on. The page is
// written here and not by its script, so that nothing more has to be reached, or to
// run, for it to be read.
func (s *Server) refuseOnPage(w http.ResponseWriter, r *http.Request, told *wire.Error) {
	asked := r.URL.Query().Get("lang")
	page := refusalPage{Tongue: web.Choose(s.pages.tongues, asked, r.Header.Get("Accept-Language"))}
	for _, t := range s.pages.tongues {
		if t.Code != page.Tongue.Code {
			page.Others = append(page.Others, t)
		}
	}
	why := told.Why
	if why == live.ErrPublicDoor.Why && s.consoleAtController(r) {
		why = whyAtController
	}
	if page.Sentence = page.Tongue.Text("refused." + why); page.Sentence == "" {
		page.Sentence = page.Tongue.Text("refused." + whyNotUnderstood)
	}
	page.Ways = s.ways(r, why, page.Tongue)
	if page.Tongue.Code == asked {
		for i := range page.Ways {
			page.Ways[i].Address += "?lang=" + asked // for the page that it leads to remembers it
		}
	}
	var body bytes.Buffer
	if err := s.pages.refusal.Execute(&body, page); err != nil {
		s.Log.Error().Err(err).Msg("the page of a refusal could not be written")
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", page.Tongue.Text("language.tag"))
	w.WriteHeader(statuses[told.Code])
	_, _ = w.Write(body.Bytes()) // whoever has gone needs no page
}

// ways are those on from a refusal, the best first.
func (s *Server) ways(r *http.Request, why string, tongue web.Tongue) []way {
	lobby := way{Text: tongue.Text("do.open-lobby"), Address: "/"}
	switch why {
	case whyUnknownHost:
		// Nothing of the name that was refused: who sent the reader here may have made it.
		if lobby.Address = s.lobbyURL(r); lobby.Address == "" {
			return nil
		}
		lobby.Told = lobby.Address
		return []way{lobby}
	case whyRecord, whyForecast:
		return []way{{Text: tongue.Text("do.open-console"), Address: "/chair"}, lobby}
	case live.ErrPublicDoor.Why, whyAtController:
		var ways []way
		if console := s.consoleURL(r); console != "" {
			ways = append(ways, way{Text: tongue.Text("do.open-console"), Address: console, Told: console})
			if s.Pin != nil {
				ways = append(ways, way{Text: tongue.Text("page.trust"), Address: "/trust"})
			}
		}
		return append(ways, lobby)
	}
	return []way{lobby}
}

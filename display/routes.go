package display

import (
	"encoding/json"
	"net/http"
	"time"

	"rostrum/display/door"
	"rostrum/display/live"
	"rostrum/display/wire"
	"rostrum/timer"
)

// Handler returns the server's routes, behind the checks that hold for all.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	s.publicRoutes(mux)
	for path, name := range operatorPages {
		mux.HandleFunc("GET "+path, s.page(name, ownCache))
	}
	s.recordRoutes(mux)
	s.listRoutes(mux)
	mux.HandleFunc("POST /api/v1/commands", s.command)
	mux.HandleFunc("GET /api/v1/list/order", s.listOrder)
	mux.HandleFunc("PUT /api/v1/screens", s.setScreens)
	mux.HandleFunc("POST /api/v1/session", s.signIn)
	mux.HandleFunc("DELETE /api/v1/session", s.signOut)
	mux.HandleFunc("POST /api/v1/session/twin", s.twin)
	mux.HandleFunc("GET /api/v1/people", s.people)
	mux.HandleFunc("DELETE /api/v1/people/{id}", s.endSession)
	mux.HandleFunc("POST /api/v1/invitations", s.invite)
	mux.HandleFunc("DELETE /api/v1/invitations/{id}", s.takeBack)
	mux.HandleFunc("POST /api/v1/enrolments", s.enrol)
	mux.HandleFunc("GET /api/v1/machines", s.machines)
	mux.HandleFunc("POST /api/v1/machines/update", s.updateMachines)
	mux.HandleFunc("GET /join/{code}", s.joining)
	mux.HandleFunc("POST /join/{code}", s.joined)
	mux.HandleFunc("/", s.notFound)
	return s.guard(asApt(mux))
}

// operatorPages are the pages on which somebody signs in.
var operatorPages = map[string]string{"/chair": "pages/chair.html", "/booth": "pages/booth.html"}

// publicRoutes are those that everybody may use.
func (s *Server) publicRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.housePage("pages/lobby.html"))
	mux.HandleFunc("GET /gallery", s.page("pages/gallery.html", pageCache))
	mux.HandleFunc("GET /gallery/old", s.page("pages/old.html", pageCache))
	mux.HandleFunc("GET /overflow", s.overflow())
	mux.HandleFunc("GET /overlay", s.page("pages/overlay.html", pageCache))
	mux.HandleFunc("GET /seat/{seat}", s.page("pages/seat.html", pageCache))
	mux.HandleFunc("GET /when", s.page("pages/when.html", pageCache))
	mux.HandleFunc("GET /trust", s.page("pages/trust.html", pageCache))
	mux.HandleFunc("GET "+assets+"{edition}/{name...}", s.asset)
	mux.HandleFunc("GET /rostrum.crt", s.certificate)
	mux.HandleFunc("GET "+source+"{name...}", s.packaged)
	mux.HandleFunc("GET /ws", s.join)
	mux.HandleFunc("GET /api/v1/state", s.state)
	mux.HandleFunc("GET /api/v1/lobby", s.lobby)
	mux.HandleFunc("GET /api/v1/screens", s.screens)
	mux.HandleFunc("GET /api/v1/trust", s.trust)
	mux.HandleFunc("GET /api/v1/qr.svg", s.qrCode)
	mux.HandleFunc("GET /api/v1/openapi.json", serveOpenAPI)
	mux.HandleFunc("GET /api/v1/health", s.health)
	mux.HandleFunc("GET /api/v1/states", s.states)
	mux.HandleFunc("GET /api/v1/forecast", s.forecast)
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	s.refuse(w, r, &wire.Error{Code: wire.NotFound, Why: whyNoPage, Message: "there is nothing at this address for this method"})
}

// asset serves what a page refers to. It never changes at its address.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	f := s.pages.asset(r)
	if f == nil {
		s.notFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", assetCache)
	// A policy is a document's: modules, styles and texts are under that of the page that
	// asks for them, which asks for fifty. A picture may be opened as a document.
	if f.kind != contentType(".svg") {
		w.Header().Del("Content-Security-Policy")
		w.Header().Del("Cross-Origin-Opener-Policy")
	}
	f.serve(w, r)
}

// join makes a websocket of a request.
func (s *Server) join(w http.ResponseWriter, r *http.Request) {
	who, err := s.authenticate(r)
	if err == nil && crosses(r) {
		who = live.Anybody(true) // whoever is signed in here: a page of another house asks
	}
	if err == nil && fromPerson(r) && !live.Upgrades(r) {
		err = &wire.Error{Code: wire.Malformed, Why: whyNotUnderstood, Message: "this address speaks websocket, sub-protocol " + wire.Protocol}
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.hub.Join(w, r, who)
}

// command carries out one command.
func (s *Server) command(w http.ResponseWriter, r *http.Request) {
	who, err := s.authenticate(r)
	if err == nil {
		err = who.MayCommand()
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	body, err := readBody(w, r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	order, err := wire.ParseCommand(body)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	receipt, err := s.hub.CarryOut(r.Context(), who, order)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.answer(w, wire.ReceiptOf(receipt))
}

// Connected counts the connections of each role.
func (s *Server) Connected() map[timer.Role]int { return s.hub.Connected() }

// lobby says which pages there are for the public, where the console is, and who is
// connected.
func (s *Server) lobby(w http.ResponseWriter, r *http.Request) {
	type page struct {
		Page string `json:"page"`
		Seat string `json:"seat,omitempty"`
		URL  string `json:"url"`
	}
	console := s.consoleURL(r)
	// By the name that the asker called: addresses of pages have it.
	s.serveMade(w, r, "lobby "+s.pageURL(r, "gallery", "")+" "+console, jsonKind, func() ([]byte, error) {
		out := struct {
			Pages     []page             `json:"pages"`
			Console   string             `json:"console,omitempty"`
			Connected map[timer.Role]int `json:"connected"`
			Lights    int                `json:"lights"` // confirmed, whoever drives them
			Forecast  bool               `json:"forecast"`
			Rooms     []Room             `json:"rooms,omitempty"` // of the house
		}{Console: console, Connected: s.hub.Connected(), Forecast: !s.PrivateForecast, Rooms: s.Rooms}
		snapshot := s.Engine.Snapshot()
		for _, name := range s.codedPages() {
			out.Pages = append(out.Pages, page{Page: name, URL: s.pageURL(r, name, "")})
		}
		for i := range snapshot.Seats {
			seat := &snapshot.Seats[i]
			out.Pages = append(out.Pages, page{Page: "seat", Seat: seat.Name, URL: s.pageURL(r, "seat", seat.Name)})
			if snapshot.Acknowledged(seat, s.Clock.Now()) {
				out.Lights++
			}
		}
		text, err := json.Marshal(out)
		return append(text, '\n'), err
	})
}

// tickMissed is how long an engine that is well can be silent: it ticks each
// second.
const tickMissed = 3 * time.Second

// health is for a supervisor: 200 while the engine publishes and saves.
func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	snapshot := s.Engine.Snapshot()
	ticks := s.Clock.Steady().Sub(snapshot.At.Steady) < tickMissed
	out := struct {
		OK      bool              `json:"ok"`
		Saving  timer.SavingState `json:"saving"`
		Tick    uint64            `json:"tick"`
		Guests  door.Counts       `json:"guests"`
		Standby bool              `json:"standby,omitempty"` // another controller leads, or nobody does
	}{ticks && snapshot.Saving.State == timer.Saved, snapshot.Saving.State, snapshot.Tick, s.House.Counts(), snapshot.Standby != nil}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if !out.OK {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	s.answer(w, out)
}

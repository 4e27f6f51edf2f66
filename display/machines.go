package display

import (
	"net/http"

	"rostrum/display/packages"
	"rostrum/display/wire"
	"rostrum/timer"
)

// agentPackage is the package that each of the room's machines has.
const agentPackage = "rostrum-collar"

// errUpdateByChair refuses what stops a light for a moment.
var errUpdateByChair = &wire.Error{Code: wire.Forbidden, Why: "update-by-chair", Message: "only the chair has machines upgraded"}

// machines says how the room's machines do. It is for those who operate, and for nobody
// else.
func (s *Server) machines(w http.ResponseWriter, r *http.Request) {
	if _, err := s.operator(r); err != nil {
		s.refuse(w, r, err)
		return
	}
	held := s.held()
	s.answer(w, wire.Machines{Version: s.Version, Packages: held.Newest(agentPackage, ""), Machines: s.hub.Machines(s.old(held))})
}

// updateMachines has machines upgrade themselves from the room's source.
func (s *Server) updateMachines(w http.ResponseWriter, r *http.Request) {
	who, err := s.operator(r)
	if err == nil && who.Role != timer.Chair {
		err = errUpdateByChair
	}
	var these wire.Updates
	if err == nil {
		var body []byte
		if body, err = readBody(w, r); err == nil {
			these, err = wire.ParseUpdates(body)
		}
	}
	var told wire.Updating
	if err == nil {
		told, err = s.hub.Update(these, s.old(s.held()))
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	hosts := make([]string, 0, len(told.Asked))
	for _, m := range told.Asked {
		hosts = append(hosts, m.Host)
	}
	s.Log.Info().Int("machines", len(hosts)).Strs("hosts", hosts).Bool("all", these.All).Stringer("by", who.Actor).Msg("machines are to be upgraded")
	w.Header().Set("Content-Type", jsonKind)
	w.WriteHeader(http.StatusAccepted)
	s.answer(w, told)
}

// held are the newest of the packages that the controller serves, if it serves any.
func (s *Server) held() packages.Versions {
	if s.Packages == nil {
		return nil
	}
	return s.Packages.Versions()
}

// old says which machines are to be upgraded: as apt would, where both the agent and the
// packages say what they are; else by when agent and controller were written.
func (s *Server) old(held packages.Versions) func(wire.Machine) bool {
	return func(m wire.Machine) bool {
		if older, known := packages.Older(m.Package, held.Newest(agentPackage, m.Arch)); known {
			return older
		}
		return m.Version != s.Version && m.Built.Before(s.Built)
	}
}

package display

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"rostrum/display/web"
	"rostrum/display/wire"
)

// screens answers how the public screens show the debate.
func (s *Server) screens(w http.ResponseWriter, r *http.Request) {
	text, err := json.Marshal(s.hub.Screens())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	cacheable(w, r)
	w.Header().Set("Content-Type", jsonKind)
	sum := sha256.Sum256(text)
	s.maybeSame(w, r, `"`+hex.EncodeToString(sum[:8])+`"`, append(text, '\n'))
}

// setScreens changes how the public screens show the debate, on all of them at once.
// Nothing changes where the disk does not take it: a restart would undo it unseen.
func (s *Server) setScreens(w http.ResponseWriter, r *http.Request) {
	if _, err := s.operator(r); err != nil {
		s.refuse(w, r, err)
		return
	}
	body, err := readBody(w, r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	screens, err := wire.ParseScreens(body, web.Languages())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	if s.KeepScreens != nil {
		if err := s.KeepScreens(screens); err != nil {
			s.Log.Warn().Err(err).Msg("the setting of the public screens could not be saved")
			s.refuse(w, r, &wire.Error{Code: wire.NotSaved, Why: "screens-not-saved", Message: "the disk did not take the setting; the screens stay as they are"})
			return
		}
	}
	s.hub.SetScreens(screens)
	s.answer(w, screens)
}

// ShowScreens changes how the public screens show the debate, as another controller of the
// room has set it.
func (s *Server) ShowScreens(screens wire.Screens) { s.hub.SetScreens(screens) }

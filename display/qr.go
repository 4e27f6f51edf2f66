package display

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"rsc.io/qr"

	"rostrum/display/wire"
)

// codedPages are the public pages that there is one of, as their addresses name them.
func (s *Server) codedPages() []string {
	all := []string{"gallery", "when", "overlay"}
	if len(s.Rooms) > 0 {
		all = append(all, overflowPage)
	}
	return all
}

// overflowPage is where a screen chooses one of the house's rooms.
const overflowPage = "overflow"

// qrCode draws the address of a public page, for the lobby.
func (s *Server) qrCode(w http.ResponseWriter, r *http.Request) {
	page, seat := r.URL.Query().Get("page"), r.URL.Query().Get("seat")
	if !slices.Contains(s.codedPages(), page) && (page != "seat" || seat == "" || len(seat) > 200) {
		s.refuse(w, r, &wire.Error{Code: wire.Malformed, Field: "page", Why: whyNotUnderstood, Message: "there is a code for page=gallery, page=when, page=overlay, page=overflow where the house has rooms, and for page=seat with a seat"})
		return
	}
	address := s.pageURL(r, page, seat)
	s.serveMade(w, r, "qr "+address, "image/svg+xml", func() ([]byte, error) {
		svg, err := qrSVG(address, qr.M)
		if err != nil {
			err = &wire.Error{Code: wire.Invalid, Field: "seat", Why: whyNotUnderstood, Message: "the address is too long for a code"}
		}
		return svg, err
	})
}

// quietZone is the white border that a reader needs, in modules (ISO/IEC 18004).
const quietZone = 4

func qrSVG(text string, level qr.Level) ([]byte, error) {
	code, err := qr.Encode(text, level)
	if err != nil {
		return nil, fmt.Errorf("display: %w", err)
	}
	size := code.Size + 2*quietZone
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, size, size)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/><path d="`, size, size)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quietZone, y+quietZone)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return []byte(b.String()), nil
}

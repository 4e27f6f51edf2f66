package display

import "net/http"

// What caches between the controller and its readers may keep: nothing, but where a route
// says otherwise. So no answer to an operator is ever kept for somebody else, also not by a
// cache that does not know what Vary means.
const ownCache = "private, no-store"

const (
	// publicCache is for what everybody may know of the debate. One copy serves all for a
	// second, and a moment longer where the controller does not answer. Nobody is handed an
	// older copy while a cache asks for the next: a lone screen would always have the one of
	// its own last question.
	publicCache = "public, max-age=1, stale-if-error=5"
	// pageCache is for the pages of the public. A browser asks each time, for the program may
	// be another one; a cache asks for all browsers together.
	pageCache = "public, max-age=0, s-maxage=5, stale-if-error=60"
	// statesCache is for names of States, which change with another edition only.
	statesCache = "public, max-age=86400"
	// assetCache is for what never changes at its address.
	assetCache = "public, max-age=31536000, immutable"
)

// cacheable lets an answer be kept that is the same for everybody without a key. What was
// asked with one, or with any cookie, is nobody else's.
func cacheable(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Add("Vary", "Authorization, Cookie")
	if r.Header.Get("Authorization") == "" && r.Header.Get("Cookie") == "" {
		h.Set("Cache-Control", publicCache)
	}
}

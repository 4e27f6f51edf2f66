package lists

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

// The measure of what is held.
const (
	HeldFor     = 15 * time.Minute
	MostHeld    = 4        // of one sign-in: the newest
	mostBytes   = 64 << 20 // of all files
	mostColumns = 500      // sets of headings that are remembered
)

// ErrNotHeld says that a file is not held, or not any more.
var ErrNotHeld = errors.New("lists: the file is not held")

// Asked is how a file is to be read, where somebody has said so.
type Asked struct {
	Sheet   string
	Columns map[string]string // headings, and what they are taken as; empty is nothing
	Zone    *time.Location    // of times that have none
}

// Held is a file as it was read. It is never changed in place.
type Held struct {
	Digest string // names the bytes, the sheet and the columns together
	Name   string // of the file, as its sender said it
	List   listfile.List
	// Refused says that it cannot be read as it was, and that somebody may still say which
	// column, or which sheet, is meant; nil where it was read. Of List there are then only
	// the columns and the sheets that there are.
	Refused *listfile.Error
	asked   Asked
	data    []byte
	at      time.Time
}

// File is what the file says, to be set beside a meeting's list.
func (h *Held) File() timer.ListFile {
	return timer.ListFile{Digest: h.Digest, Rows: h.List.Inscriptions, Says: h.List.Has}
}

// Shelf holds files. Its methods may be called by any goroutine.
type Shelf struct {
	turn chan struct{} // who has it reads; one at a time, for a big file takes a processor
	keep func(Columns) error
	most int // bytes of all files

	mu      sync.Mutex
	held    map[string][]*Held // by sign-in, the newest last
	seen    map[string]string  // the difference that was looked at last, by sign-in and digest
	columns Columns
}

// Columns are what the columns under a set of headings are taken as, by those headings.
type Columns map[string]map[string]string

// NewShelf returns an empty shelf that remembers columns; keep keeps them for the next
// start, or is nil.
func NewShelf(remembered Columns, keep func(Columns) error) *Shelf {
	if remembered == nil {
		remembered = make(Columns)
	}
	return &Shelf{
		turn: make(chan struct{}, 1), keep: keep, held: make(map[string][]*Held), seen: make(map[string]string), columns: remembered, most: mostBytes,
	}
}

// Read reads a file that a sign-in has sent, and holds it. What the headings were taken as
// before they are taken as again, unless it is said otherwise. A file that is refused is a
// [*listfile.Error], and is not held; but for one of which somebody has to say which
// column or sheet is meant.
func (s *Shelf) Read(ctx context.Context, signIn, name string, data []byte, a Asked) (*Held, error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	list, refused, err := read(ctx, data, a)
	if err != nil {
		return nil, err
	}
	if remembered := s.remembered(list); a.Columns == nil && remembered != nil {
		as := a
		as.Columns = remembered
		if again, wrong, err := read(ctx, data, as); err == nil && wrong == nil { // else the file is as it is by itself
			list, refused, a = again, nil, as
		}
	}
	h := &Held{Name: name, List: list, Refused: refused, asked: a, data: data, at: time.Now()}
	h.Digest = digest(h.List, a)
	s.put(signIn, h)
	return h, nil
}

// read reads a file. Of one that is refused, of which somebody may say how it is meant,
// the list has only what there is to choose from.
func read(ctx context.Context, data []byte, a Asked) (listfile.List, *listfile.Error, error) {
	list, err := listfile.Options{Sheet: a.Sheet, Columns: a.Columns, Zone: a.Zone}.Read(ctx, data)
	var refused *listfile.Error
	if !errors.As(err, &refused) || len(refused.Columns)+len(refused.Sheets) == 0 {
		return list, nil, err
	}
	sum := sha256.Sum256(data)
	return listfile.List{Digest: hex.EncodeToString(sum[:]), Sheet: refused.Sheet, Sheets: refused.Sheets, Columns: refused.Columns}, refused, nil
}

// Again reads a file that is held in another way.
func (s *Shelf) Again(ctx context.Context, signIn, digest string, a Asked) (*Held, error) {
	h, err := s.Held(signIn, digest)
	if err != nil {
		return nil, err
	}
	return s.Read(ctx, signIn, h.Name, h.data, a)
}

// Held returns a file of a sign-in, or of everybody's, or [ErrNotHeld].
func (s *Shelf) Held(signIn, digest string) (*Held, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget()
	for _, whose := range []string{signIn, Everybody} {
		for _, h := range slices.Backward(s.held[whose]) {
			if h.Digest == digest {
				return h, nil
			}
		}
	}
	return nil, ErrNotHeld
}

// Everybody is the sign-in of a file that all may take: it was not sent by anybody, and
// does not grow old.
const Everybody = ""

// Looked says which difference a sign-in was shown of a file.
func (s *Shelf) Looked(signIn, digest, difference string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[signIn+" "+digest] = difference
}

// Seen returns the difference that a sign-in was shown of a file, or empty.
func (s *Shelf) Seen(signIn, digest string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[signIn+" "+digest]
}

func (s *Shelf) put(signIn string, h *Held) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget()
	most := MostHeld
	if signIn == Everybody {
		most = 1
	}
	of := slices.DeleteFunc(s.held[signIn], func(other *Held) bool { return other.Digest == h.Digest })
	of = append(of, h)
	s.held[signIn] = of[max(0, len(of)-most):]
	for s.bytes() > s.most {
		s.dropOldest(h)
	}
}

// forget drops what has been held for long enough.
func (s *Shelf) forget() {
	for signIn, of := range s.held {
		if signIn == Everybody {
			continue
		}
		s.held[signIn] = slices.DeleteFunc(of, func(h *Held) bool { return time.Since(h.at) >= HeldFor })
		if len(s.held[signIn]) == 0 {
			delete(s.held, signIn)
		}
	}
	for key := range s.seen {
		signIn, digest, _ := strings.Cut(key, " ")
		there := func(h *Held) bool { return h.Digest == digest }
		if !slices.ContainsFunc(s.held[signIn], there) && !slices.ContainsFunc(s.held[Everybody], there) {
			delete(s.seen, key)
		}
	}
}

func (s *Shelf) bytes() (sum int) {
	counted := make(map[*byte]bool) // files are held in several ways
	for _, of := range s.held {
		for _, h := range of {
			if start := &h.data[0]; !counted[start] {
				counted[start] = true
				sum += len(h.data)
			}
		}
	}
	return sum
}

func (s *Shelf) dropOldest(but *Held) {
	whose, oldest := "", but
	for signIn, of := range s.held {
		if first := of[0]; signIn != Everybody && first != but && (oldest == but || first.at.Before(oldest.at)) {
			whose, oldest = signIn, first
		}
	}
	if oldest == but {
		return
	}
	if s.held[whose] = s.held[whose][1:]; len(s.held[whose]) == 0 {
		delete(s.held, whose)
	}
}

// digest names bytes, sheet and columns together. A file that is read as it is by itself is
// named as where the controller is started with it.
func digest(list listfile.List, a Asked) string {
	if a.Sheet == "" && a.Columns == nil {
		return list.Digest
	}
	text, err := json.Marshal([]any{list.Digest, list.Sheet, a.Columns}) // sorts the headings
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// headingsOf name a set of headings.
func headingsOf(list listfile.List) string {
	var all []string
	for _, c := range list.Columns {
		all = append(all, c.Heading)
	}
	return strings.Join(all, "\x1f")
}

// remembered is what a person has taken these headings as, or nil.
func (s *Shelf) remembered(list listfile.List) map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.columns[headingsOf(list)])
}

// Remember takes what is remembered of columns in place of what was: another controller of
// the room keeps the same.
func (s *Shelf) Remember(columns Columns) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.columns = make(Columns, len(columns))
	for headings, as := range columns {
		if len(s.columns) < mostColumns {
			s.columns[headings] = maps.Clone(as)
		}
	}
}

// Taken remembers as what the columns of a file were taken, where a person has said so:
// that file has been taken.
func (s *Shelf) Taken(signIn, digest string) error {
	h, err := s.Held(signIn, digest)
	if err != nil || h.asked.Columns == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	headings := headingsOf(h.List)
	if maps.Equal(s.columns[headings], h.asked.Columns) {
		return nil
	}
	if len(s.columns) >= mostColumns {
		for first := range s.columns {
			delete(s.columns, first)
			break
		}
	}
	s.columns[headings] = maps.Clone(h.asked.Columns)
	if s.keep == nil {
		return nil
	}
	return s.keep(maps.Clone(s.columns))
}

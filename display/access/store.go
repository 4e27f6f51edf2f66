package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// What can be wrong with a credential.
var (
	ErrUnknown = errors.New("access: the key is not known")
	ErrExpired = errors.New("access: the link was used, or is too old")
)

// How long credentials live. A session outlives a meeting that is suspended for
// days.
const (
	InviteLife  = 15 * time.Minute
	SessionLife = 30 * 24 * time.Hour
)

// Grant is what a credential allows.
type Grant struct {
	ID      string    `json:"-"` // public name of the credential
	Role    string    `json:"role"`
	Name    string    `json:"name,omitempty"`  // whose it is, for the record
	Seats   []string  `json:"seats,omitempty"` // for a light: the seats it serves
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires,omitzero"` // by the wall clock
	Steady  Deadline  `json:"steady,omitzero"`  // the same, by the steady clock
	Kind    string    `json:"-"`                // "key", "keyfile", "session", "invite", "enrolment" or "joining"
	// Invited is the public name of the invitation that opened a session.
	Invited string `json:"invited,omitempty"`
	// Twin is the public name of the session of which this is the second secret ([Store.Twin]);
	// it is then its ID too.
	Twin string `json:"twin,omitempty"`
	// Machine is for which an enrolment is.
	Machine *Machine `json:"machine,omitempty"`
	// Unused is how long a key may wait to be shown for the first time. It stands apart from
	// the life of what lives for a time only: a key that was shown has none.
	Unused *Life `json:"unused,omitempty"`

	hash string // of the secret
}

// The kinds of credential; each has a folder of its own.
const (
	KindKey     = "key"
	KindInvite  = "invite"
	KindSession = "session"
	KindKeyFile = "keyfile" // fixed, of a file of its own

	KindEnrolment = "enrolment" // good for one key
	KindJoining   = "joining"   // the key of an enrolment that nobody has shown yet
)

// idLength is how many characters of the hash name a credential in public.
const idLength = 12

// Store is a folder of credentials. It may be used by several goroutines and
// several processes.
type Store struct {
	dir    string
	fixed  map[string]*fixedKey // by hash; never written after Open
	clock  Clock
	wrong  wrong
	memory *memory // of keys and sessions
	seen   seen    // whose they are
	naming sync.Mutex
	share  share
	beside bool // the controller is another process
}

// Open returns the store in a folder, which is made where it is missing, with a steady
// clock of its own. The fixed credentials, the only ones that may come from elsewhere,
// hold until they are revoked or the store is opened with others; only their hash is
// written to it. The controller says which there are, or that there are none; whoever
// opens the store beside it says nil.
func Open(dir string, fixed map[string]Grant) (*Store, error) {
	return OpenWith(ownClock(), dir, fixed)
}

// OpenWith opens a store that counts lives by the machine's steady clock, as every
// process should that shares it.
func OpenWith(clock Clock, dir string, fixed map[string]Grant) (*Store, error) {
	s := &Store{dir: dir, fixed: make(map[string]*fixedKey, len(fixed)), clock: clock, memory: newMemory(), beside: fixed == nil}
	for _, folder := range []string{s.folder(KindKey), s.folder(KindInvite), s.folder(KindSession), s.folder(KindKeyFile), s.folder(KindEnrolment), s.folder(KindJoining), filepath.Join(dir, revokedDir), filepath.Join(dir, endedDir)} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, fmt.Errorf("access: %w", err)
		}
	}
	if fixed != nil {
		err := errors.Join(s.fix(fixed), s.carryOver(KindInvite), s.carryOver(KindSession), s.carryOver(KindEnrolment), s.carryOver(KindJoining),
			s.sweep(KindKey, KindInvite, KindSession, KindEnrolment, KindJoining)) // which also remembers them
		s.recallSeen()
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *Store) folder(kind string) string { return filepath.Join(s.dir, kind+"s") }

func (s *Store) file(kind, hash string) string {
	return filepath.Join(s.folder(kind), hash+".json")
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// NewSecret returns 256 random bits as text that fits into an address.
func NewSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails: crypto/rand ends the process instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// IsSecret says whether a text can be one that NewSecret has made.
func IsSecret(text string) bool {
	b, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && len(b) == 32
}

// NewKey makes a key; it cannot be read again.
func (s *Store) NewKey(g Grant) (string, Grant, error) { return s.add(KindKey, g, 0) }

func (s *Store) add(kind string, g Grant, life time.Duration) (string, Grant, error) {
	secret, g := s.prepare(kind, g, life)
	return secret, g, s.write(kind, g)
}

// addAs writes a credential of which the secret is known.
func (s *Store) addAs(secret, kind string, g Grant, life time.Duration) (Grant, error) {
	g = s.prepareAs(secret, kind, g, life)
	return g, s.write(kind, g)
}

// prepare makes a credential that is not written yet.
func (s *Store) prepare(kind string, g Grant, life time.Duration) (string, Grant) {
	secret := NewSecret()
	return secret, s.prepareAs(secret, kind, g, life)
}

func (s *Store) prepareAs(secret, kind string, g Grant, life time.Duration) Grant {
	h := hash(secret)
	g.ID, g.Kind, g.hash, g.Made = h[:idLength], kind, h, time.Now().UTC()
	if life > 0 {
		s.live(&g, life)
	}
	return g
}

// write keeps a credential, first where it is shared.
func (s *Store) write(kind string, g Grant) error {
	text, err := textOf(kind, g)
	if err != nil {
		return err
	}
	if err := s.put(nameOf(kind, g.hash), text); err != nil {
		return fmt.Errorf("access: %w", err)
	}
	return s.keep(s.file(kind, g.hash), text)
}

// Key returns what a key allows; one that is not there is [ErrUnknown]. Where the disk
// cannot tell, a key that was read before is as it was then.
func (s *Store) Key(secret string) (Grant, error) {
	h := hash(secret)
	g, ok := s.fixedGrant(h)
	var err error
	if !ok {
		g, err = s.keyOf(h)
	}
	return s.shown(g, err)
}

// Session returns what a session allows; one that is not there is [ErrUnknown],
// one that is too old [ErrExpired]. It is remembered as a key is.
func (s *Store) Session(secret string) (Grant, error) {
	return s.shown(s.read(KindSession, hash(secret)))
}

// shown takes down that somebody has just shown a credential.
func (s *Store) shown(g Grant, err error) (Grant, error) {
	if err == nil {
		s.Saw(g)
	}
	return g, err
}

// Holds says whether a grant that was read before still stands. A disk that
// cannot tell takes no right away: a chair in mid-debate would lose the floor
// for it.
func (s *Store) Holds(g Grant) bool {
	if g.Kind == KindKeyFile {
		_, ok := s.fixedGrant(g.hash)
		return ok
	}
	if g.hash == "" {
		return false
	}
	_, err := s.read(g.Kind, g.hash)
	return !errors.Is(err, ErrUnknown) && !errors.Is(err, ErrExpired)
}

// List returns all keys and sessions, the oldest first.
func (s *Store) List() ([]Grant, error) {
	return s.list(KindKey, KindKeyFile, KindSession, KindJoining)
}

func (s *Store) list(kinds ...string) ([]Grant, error) {
	var all []Grant
	for _, kind := range kinds {
		hashes, err := s.hashes(kind)
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			if g, err := s.read(kind, h); err == nil && g.Twin == "" {
				all = append(all, g)
			}
		}
	}
	slices.SortFunc(all, func(a, b Grant) int { return a.Made.Compare(b.Made) })
	return all, nil
}

func (s *Store) hashes(kind string) ([]string, error) {
	files, err := os.ReadDir(s.folder(kind))
	if err != nil {
		return nil, fmt.Errorf("access: %w", err)
	}
	var out []string
	for _, f := range files {
		if h, ok := strings.CutSuffix(f.Name(), ".json"); ok && isHash(h) {
			out = append(out, h)
		}
	}
	return out, nil
}

// isHash says whether a text can be a hash.
func isHash(text string) bool {
	b, err := hex.DecodeString(text)
	return err == nil && len(b) == sha256.Size
}

// read reads a credential. A disk that cannot tell takes no right away: what was read
// once is then as it was.
func (s *Store) read(kind, h string) (Grant, error) {
	file := s.file(kind, h)
	g, err := s.load(kind, h)
	if err != nil && !errors.Is(err, ErrUnknown) {
		known, ok := s.memory.recall(file)
		switch {
		case ok:
			g, err = known, nil
		case errors.Is(err, errTorn):
			err = ErrUnknown
		}
	}
	if err == nil && !g.Expires.IsZero() && s.left(g) < 0 {
		err = ErrExpired
	}
	switch {
	case errors.Is(err, ErrUnknown):
		s.memory.forget(file)
		return Grant{}, err
	case errors.Is(err, ErrExpired):
		return Grant{}, err
	case err != nil:
		return Grant{}, fmt.Errorf("access: the credential cannot be read: %w", err)
	}
	switch kind {
	case KindInvite, KindEnrolment, KindJoining: // which are good once, and so only as long as they are there
	default:
		s.memory.put(file, g)
	}
	return g, nil
}

// errTorn is a file that does not hold a credential.
var errTorn = errors.New("its file is damaged")

// load reads a credential from the disk.
func (s *Store) load(kind, h string) (Grant, error) {
	text, err := s.memory.load(s.file(kind, h))
	if errors.Is(err, fs.ErrNotExist) {
		// Of a disk that was taken out the folder is not there either.
		if _, gone := os.Stat(s.folder(kind)); gone == nil {
			return Grant{}, ErrUnknown
		}
	}
	if err != nil {
		return Grant{}, err
	}
	return parse(kind, h, text)
}

// parse reads a credential as it is stored.
func parse(kind, h string, text []byte) (Grant, error) {
	var g Grant
	if json.Unmarshal(text, &g) != nil {
		return Grant{}, errTorn
	}
	g.ID, g.Kind, g.hash = h[:idLength], kind, h
	if g.Twin != "" {
		g.ID = g.Twin
	}
	if kind == KindJoining && g.Unused != nil {
		g.Expires, g.Steady = g.Unused.Expires, g.Unused.Steady
	}
	g.Unused = nil
	return g, nil
}

// sweep removes what has expired, as the controller knows it.
func (s *Store) sweep(kinds ...string) error {
	for _, kind := range kinds {
		hashes, err := s.hashes(kind)
		if err != nil {
			return err
		}
		var over []string
		for _, h := range hashes {
			if _, err := s.read(kind, h); errors.Is(err, ErrExpired) {
				_ = os.Remove(s.file(kind, h)) // or the next sweep will
				over = append(over, nameOf(kind, h))
			}
		}
		_ = s.gone(over...)
	}
	return nil
}

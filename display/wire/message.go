package wire

import (
	"encoding/json"
	"math"
	"time"

	"rostrum/timer"
)

// Hello is the first message of the server.
type Hello struct {
	Type     string `json:"type"` // "hello"
	Protocol string `json:"protocol"`
	Run      string `json:"run"`
	Boot     string `json:"boot"`
	Version  string `json:"version"`
	// Where several controllers could lead, which lead this is: they rise, and who has heard
	// a higher one does not heed a lower one.
	Lead int64 `json:"lead,omitempty"`
	// Another one leads: an agent asks the next address.
	Standby bool   `json:"standby,omitempty"`
	Pages   string `json:"pages,omitempty"` // the edition of the pages that belong to this program
	// How the public pages show the debate.
	Screens *Screens `json:"screens,omitempty"`
}

// Tick comes on each whole second of the statement that runs, else on each of
// the steady clock. It proves that the link lives; nothing is computed from it.
type Tick struct {
	Type        string       `json:"type"` // "tick"
	N           uint64       `json:"n"`
	ClockMS     float64      `json:"clock_ms"`
	Lead        int64        `json:"lead,omitempty"` // as in the hello
	Rev         uint64       `json:"rev"`
	ElapsedMS   *int64       `json:"elapsed_ms"`   // null where nobody has the floor
	RemainingMS *int64       `json:"remaining_ms"` // signed; null without a limit
	Phase       *string      `json:"phase"`
	Signal      timer.Signal `json:"signal"`
	Paused      bool         `json:"paused"`
}

// TickOf describes the latest tick of a snapshot, as of the instant at which it
// was due.
func TickOf(s *timer.Snapshot) Tick {
	t := Tick{Type: "tick", N: s.Tick, ClockMS: Millis(s.TickAt), Lead: s.Lead, Rev: s.Meeting.Rev}
	f := s.Meeting.Floor
	if f == nil {
		return t
	}
	elapsed, phase := f.ElapsedAt(s.TickAt), f.PhaseAt(s.TickAt).String()
	ms := elapsed.Milliseconds()
	t.ElapsedMS, t.Phase, t.Signal, t.Paused = &ms, &phase, f.SignalAt(s.TickAt), f.Paused()
	if f.Rule.Limit != timer.NoLimit {
		remaining := f.Rule.Limit.Milliseconds() - ms // so that the two make up the limit
		t.RemainingMS = &remaining
	}
	return t
}

// Sync answers a sync message: t1 and t2 are the steady instants at which it
// came and went. The client's offset is ((t1−t0)+(t2−t3))/2.
type Sync struct {
	Type string          `json:"type"` // "sync"
	T0   json.RawMessage `json:"t0"`   // as it came
	T1   float64         `json:"t1"`
	T2   float64         `json:"t2"`
	Boot string          `json:"boot"`
}

// Receipt acknowledges a command.
type Receipt struct {
	Type      string        `json:"type,omitempty"` // "receipt" on the websocket
	ID        string        `json:"id,omitempty"`
	Rev       uint64        `json:"rev"`
	At        time.Time     `json:"at"`       // the event's instant
	ClockMS   float64       `json:"clock_ms"` // the same on the steady clock
	Boot      string        `json:"boot"`
	Repeated  bool          `json:"repeated"`            // it had been done before; this is its first receipt
	Durable   bool          `json:"durable"`             // false while going on unrecorded: it happened and is not yet written
	Entry     timer.EntryID `json:"entry,omitempty"`     // the entry concerned
	Statement int           `json:"statement,omitempty"` // the statement concerned
	Prepared  int           `json:"prepared,omitempty"`  // the prepared meeting concerned
	Notice    string        `json:"notice,omitempty"`    // something a person should know, as the controller put it
}

// ReceiptOf describes a receipt.
func ReceiptOf(r timer.Receipt) Receipt {
	return Receipt{
		Rev: r.Rev, At: r.At.Wall, ClockMS: Millis(r.At.Steady), Boot: r.At.Boot,
		Repeated: r.Repeated, Durable: r.Durable, Entry: r.Entry, Statement: r.Statement, Prepared: r.Prepared, Notice: r.Notice,
	}
}

// Refusal is the answer on the websocket to a message that was refused.
type Refusal struct {
	Type  string `json:"type"` // "refusal"
	ID    string `json:"id,omitempty"`
	Error *Error `json:"error"`
}

// Message is what a client may send on the websocket; exactly one pointer or
// value beside the type is set.
type Message struct {
	Hello   *string         // a key
	Agent   *Agent          // beside Hello, where an agent says it
	Sync    json.RawMessage // t0, any number
	Do      *Order
	Report  *Report
	Status  *Status
	Talk    *Talk
	Machine *Machine
	ID      string // of a command, also where it is refused
}

// Report is what a light was seen to do; the instants are steady.
type Report struct {
	Seat       string
	Signal     timer.Signal
	DeadlineMS float64
	AtMS       float64
	Statement  int     // that was shown; 0 where that is not known
	ErrorMS    float64 // how far the light's clock may be from ours, at most
}

// longestNumber is how many characters of a number are sent back.
const longestNumber = 32

// ParseMessage reads a client's message. What it refuses is an [*Error].
func ParseMessage(body []byte) (Message, error) {
	f, err := readFields(body)
	if err != nil {
		return Message{}, err
	}
	switch kind := f.text("type", true); kind {
	case "hello":
		key := f.text("key", false)
		agent := f.agent()
		return Message{Hello: &key, Agent: agent}, asError(f.end(kind))
	case "sync":
		t0 := f.members["t0"]
		f.number("t0", true)
		if len(t0) > longestNumber { // it is sent back
			f.fail(malformed("t0", "\"t0\" has more digits than a clock"))
		}
		return Message{Sync: t0}, asError(f.end(kind))
	case "do":
		m := Message{}
		_ = json.Unmarshal(f.members["id"], &m.ID)
		o, err := orderOf(f)
		m.Do = &o
		return m, err
	case "report":
		r := Report{
			Seat:       f.seat(),
			DeadlineMS: f.instant("deadline_ms"),
			AtMS:       f.instant("at_ms"),
			ErrorMS:    f.number("error_ms", false),
		}
		if n, ok := f.count("statement", false); ok {
			r.Statement = int(min(n, math.MaxInt32))
		}
		r.Signal = f.signal("signal")
		return Message{Report: &r}, asError(f.end(kind))
	case "status":
		s := f.status()
		return Message{Status: &s}, asError(f.end(kind))
	case "machine":
		m := f.machine()
		return Message{Machine: &m}, asError(f.end(kind))
	case "talk":
		t := Talk{Seat: f.seat(), Open: f.yes("open"), AtMS: f.instant("at_ms")}
		return Message{Talk: &t}, asError(f.end(kind))
	default:
		if f.err != nil {
			return Message{}, f.err
		}
		return Message{}, malformed("type", "there is no message of this type")
	}
}

// asError keeps a nil pointer from becoming an error.
func asError(e *Error) error {
	if e == nil {
		return nil
	}
	return e
}

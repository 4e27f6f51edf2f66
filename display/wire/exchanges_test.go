package wire_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rostrum/display/wire"
)

// exchange is a sync exchange as a page makes it, in milliseconds, and by how much
// the controller's clock was ahead of the page's when the answer came.
type exchange struct {
	Boot string  `json:"boot"`
	T0   float64 `json:"t0"`
	T1   float64 `json:"t1"`
	T2   float64 `json:"t2"`
	T3   float64 `json:"t3"`
	True float64 `json:"true"`
}

// series is what a page goes through.
type series struct {
	Name      string     `json:"name"`
	Grain     float64    `json:"grain_ms"` // what its browser rounds its clock to
	Slack     float64    `json:"slack_ms"` // by how much an estimate may be off beside half of its round trip
	Exchanges []exchange `json:"exchanges"`
}

// pair is a page and its controller, and the path between them, in milliseconds.
type pair struct {
	ahead float64 // the controller's clock
	drift float64
	grain float64
	boot  string
	there func() float64
	back  func() float64

	now float64 // the page's clock
	out []exchange
}

// exchanges makes some, at the pages' rhythm: eight in a hurry, then one every two
// seconds.
func (p *pair) exchanges(n int) {
	for i := range n {
		sent := p.now
		came := sent + p.there()
		went := came + 0.05
		received := went + p.back()
		p.out = append(p.out, exchange{
			Boot: p.boot, T0: p.rounded(sent), T1: p.controller(came), T2: p.controller(went), T3: p.rounded(received),
			True: micro(p.controller(received) - received),
		})
		wait := 2000.0
		if i < 8 {
			wait = 120
		}
		p.now = max(received, sent+wait) + 0.37
	}
}

func (p *pair) controller(local float64) float64 { return micro(local + p.ahead + local*p.drift) }
func (p *pair) rounded(local float64) float64    { return micro(math.Floor(local/p.grain) * p.grain) }

func micro(ms float64) float64 { return math.Round(ms*1000) / 1000 }

func between(r *rand.Rand, least, most float64) func() float64 {
	return func() float64 { return least + (most-least)*r.Float64()*r.Float64() }
}

// What a page's sync exchanges look like, with the truth beside it: the pages'
// clock and that of the agents are fed the same, and must hold what each promises.
// .ci/web/clock.test.js reads the file.
func TestExchangesOfAPage(t *testing.T) {
	r := rand.New(rand.NewPCG(8539, 507))
	const (
		chromium = 0.1 // ms, what the browsers' clocks are rounded to
		webkit   = 1.0
		hour     = 3_600_000.0
	)
	start := func(grain, drift float64, there, back func() float64) *pair {
		return &pair{ahead: 7_000_000.4, drift: drift, grain: grain, boot: "boot-1", there: there, back: back, now: 1234.56}
	}
	wired := between(r, 0.2, 1.5)
	radio := between(r, 2, 40)
	all := []struct {
		name string
		pair *pair
		then func(*pair)
	}{
		{"a cable", start(chromium, 0, wired, wired), nil},
		{"a clock of whole milliseconds", start(webkit, 0, wired, wired), nil},
		{"a radio with jitter", start(chromium, 0, radio, radio), nil},
		{"a way back that is slower", start(chromium, 0, between(r, 2, 10), between(r, 15, 60)), nil},
		{"a question that is always slower", start(chromium, 0, between(r, 9, 9), between(r, 1, 1)), nil},
		{"clocks that drift apart", start(chromium, 50e-6, wired, wired), nil},
		{"clocks that drift apart the other way, by radio", start(webkit, -50e-6, radio, radio), nil},
		{"clocks that drift apart, and a path that became longer", start(chromium, 100e-6, wired, wired), func(p *pair) {
			p.there, p.back = between(r, 5, 8), between(r, 5, 8)
			p.exchanges(70)
		}},
		{"a page that slept, and its clock with it", start(chromium, 0, radio, radio), func(p *pair) { p.ahead += 3 * hour }},
		{"a page that slept while its clock went on", start(chromium, 0, radio, radio), func(p *pair) {
			back := p.back
			p.back = func() float64 { return hour } // the answer lay there for as long
			p.exchanges(1)
			p.back = back
		}},
		{"a page whose clock is set back", start(webkit, 0, wired, wired), func(p *pair) { p.now, p.ahead = p.now-500, p.ahead+7500 }},
		{"a controller that starts anew", start(chromium, 0, wired, wired), func(p *pair) { p.boot, p.ahead = "boot-2", -p.now+90_000 }},
	}
	var file bytes.Buffer
	file.WriteString("{\n  \"series\": [\n")
	for i, c := range all {
		c.pair.exchanges(40)
		if c.then != nil {
			c.then(c.pair)
			c.pair.exchanges(30)
		}
		p := c.pair
		// The page keeps what is up to 48 seconds old, and takes what ties within a millisecond.
		slack := micro(p.grain + 0.5 + 48_000*math.Abs(p.drift))
		fmt.Fprintf(&file, "    {\"name\":%q,\"grain_ms\":%v,\"slack_ms\":%v,\"exchanges\":[\n", c.name, p.grain, slack)
		for n, x := range p.out {
			row(t, &file, "      ", x, n == len(p.out)-1)
		}
		file.WriteString("    ]}")
		if i < len(all)-1 {
			file.WriteByte(',')
		}
		file.WriteByte('\n')
	}
	file.WriteString("  ]\n}\n")
	goldenText(t, "exchanges", file.Bytes())
}

// The agents' estimate, fed with the same, holds its own bound: but for the two
// exchanges after a jump that it does not believe yet.
func TestOffsetHoldsItsBoundForAPage(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "exchanges.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Series []series }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Series) == 0 {
		t.Fatal("there is no series")
	}
	local := func(ms float64) time.Duration { return time.Duration(math.Round(ms * float64(time.Millisecond))) }
	for _, s := range file.Series {
		var o wire.Offset
		doubted, last := 0, exchange{}
		for n, x := range s.Exchanges {
			if x.Boot != last.Boot {
				o = wire.Offset{}
			} else if math.Abs(x.True-last.True) > 1000 {
				doubted = 2
			}
			last = x
			o.Add(wire.Exchange{
				Sent: local(x.T0), Received: local(x.T3),
				Came: wire.InstantOf(x.T1), Went: wire.InstantOf(x.T2),
			})
			if x.T3-x.T0 < x.T2-x.T1 {
				continue // rounded to what cannot be, and refused; an agent's clock has no grain
			}
			if doubted > 0 {
				doubted--
				continue
			}
			offset, bound, known := o.At(local(x.T3))
			off := (offset - local(x.True)).Abs()
			if may := bound + local(s.Grain) + 2*time.Microsecond; !known || off > may {
				t.Errorf("%s: after exchange %d the estimate is off by %v, and says %v at most", s.Name, n+1, off, may)
			}
		}
	}
}

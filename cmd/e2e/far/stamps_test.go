package far_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file anew")

// answered is an answer to a far screen, and what follows from it. The pages' checks read
// the same file (.ci/web/far-clock.test.js): what they compute is computed here.
type answered struct {
	Stamp  float64 `json:"stamp"`
	Sent   float64 `json:"sent"`
	Came   float64 `json:"came"`
	Random float64 `json:"random"`
	Fresh  bool    `json:"fresh"`
	Offset float64 `json:"offset"` // when it came
	Wait   float64 `json:"wait"`
}

type series struct {
	Name    string     `json:"name"`
	Answers []answered `json:"answers"`
}

// thousandths is exact in JSON, and short.
func thousandths(x float64) float64 { return math.Round(x*1000) / 1000 }

// play lets a screen ask, each time as late as it wants to.
func play(name string, seed uint64, n int, stampAt func(at float64, i int, r *rand.Rand) float64) series {
	r, c, s := rand.New(rand.NewPCG(seed, 21)), newClock(), series{Name: name}
	const ahead = 7_000_000.345
	for i, local := 0, 1000.0; i < n; i++ {
		up, down := 5+20*r.Float64(), 5+20*r.Float64()
		a := answered{Sent: thousandths(local), Random: thousandths(r.Float64())}
		a.Stamp = thousandths(stampAt(local+up+ahead, i, r))
		a.Came = thousandths(local + up + down)
		a.Fresh = c.take(a.Stamp, a.Sent, a.Came)
		a.Offset = c.offsetAt(a.Came)
		a.Wait = c.wait(a.Came, a.Random)
		s.Answers = append(s.Answers, a)
		local = a.Came + a.Wait
	}
	return s
}

func allSeries() []series {
	every := func(period, wait float64) func(float64, int, *rand.Rand) float64 {
		return func(at float64, _ int, r *rand.Rand) float64 {
			n := math.Floor(at / period)
			return min(at, n*period+wait*rand.New(rand.NewPCG(uint64(n), 1)).Float64()) // the same for all who ask
		}
	}
	return []series{
		play("alone", 1, 30, func(at float64, _ int, _ *rand.Rand) float64 { return at }),
		play("renewed each two seconds", 2, 60, every(2000, 5)),
		play("each second", 3, 60, every(1007, 3)),
		play("by few", 4, 60, every(2000, 300)),
		play("by several caches", 5, 60, func(at float64, i int, _ *rand.Rand) float64 {
			return math.Floor((at-float64(i%3)*400)/1000)*1000 + float64(i%3)*400
		}),
		play("nobody renews it", 6, 20, func(at float64, i int, _ *rand.Rand) float64 {
			if i >= 5 && i < 12 {
				return 7_020_000
			}
			return at
		}),
		play("this device slept", 7, 40, func(at float64, i int, _ *rand.Rand) float64 {
			if i >= 15 {
				at += 600_000
			}
			return math.Floor(at/2000) * 2000
		}),
		play("this device's clock was put forward", 8, 40, func(at float64, i int, _ *rand.Rand) float64 {
			if i >= 15 {
				at -= 600_000
			}
			return math.Floor(at/2000) * 2000
		}),
	}
}

// The screens of this test compute what the pages compute.
func TestScreensComputeAsThePagesDo(t *testing.T) {
	got, err := json.MarshalIndent(allSeries(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	path := filepath.Join("testdata", "stamps.json")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the screens compute other figures than testdata/stamps.json; where display/web/static/link/far-clock.js has changed, so has this, and then: go test ./cmd/e2e/far -update")
	}
}

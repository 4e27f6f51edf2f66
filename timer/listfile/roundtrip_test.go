package listfile_test

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

// TestRoundTrip writes lists as people's programs may, and reads them again.
// The seed of each is fixed: a list that fails, fails again.
func TestRoundTrip(t *testing.T) {
	for seed := range uint64(500) {
		w := writer{rand.New(rand.NewPCG(seed, 0))}
		list := w.list()
		separator := pick(w, ',', ';', '\t')
		encoding := pick(w, slices.Sorted(maps.Keys(encodings))...)
		file := w.file(list, string(separator))

		got, err := listfile.Read(encodings[encoding].encode(file))
		if err != nil {
			t.Fatalf("seed %d: %v\n%q", seed, err, file)
		}
		slices.SortFunc(list, func(a, b timer.Inscription) int { return cmp.Compare(a.Seq, b.Seq) })
		if !reflect.DeepEqual(got.Inscriptions, list) {
			t.Fatalf("seed %d: read\n%+v, wrote\n%+v\n%q", seed, got.Inscriptions, list, file)
		}
		if got.Separator != separator || got.Encoding != encodings[encoding].name {
			t.Fatalf("seed %d: separator %q, encoding %s; wrote %q, %s", seed, got.Separator, got.Encoding, separator, encoding)
		}
	}
}

type writer struct{ *rand.Rand }

func pick[T any](w writer, from ...T) T { return from[w.IntN(len(from))] }

// text is short, has no space at its ends, and is full of what lists trip over.
func (w writer) text() string {
	var b strings.Builder
	for range w.IntN(20) {
		b.WriteString(pick(w, "a", "Z", " ", "é", "’", "ş", "本", "ن", "7", "(", ";", ",", `"`, ".", "-", "𐐷", "u\u0308"))
	}
	return strings.TrimSpace(b.String())
}

func (w writer) list() []timer.Inscription {
	list := make([]timer.Inscription, 1+w.IntN(12))
	numbers := w.Perm(40)
	for i := range list {
		list[i] = timer.Inscription{
			Seq: numbers[i] + 1, Delegation: "x" + w.text(), Speaker: w.text(), Kind: pick(w, timer.Kinds()...),
			OnBehalfOf: w.text(), Seat: w.text(), ISO3: pick(w, "", "JPN", "CIV"), Language: w.text(), Remarks: w.text(),
		}
		if w.IntN(2) == 0 {
			list[i].Names = map[string]string{pick(w, "fr", "ar"): "y" + w.text()}
		}
	}
	return list
}

func (w writer) file(list []timer.Inscription, separator string) string {
	headings := []string{
		"delegation", "SEQ", "Kind", "represented by", "On-behalf-of", "seat", "iso3", "Language", "remarks", "Delegation_FR", "delegation ar",
	}
	w.Shuffle(len(headings), func(i, j int) { headings[i], headings[j] = headings[j], headings[i] })
	lineEnd := pick(w, "\n", "\r\n", "\r")
	var b strings.Builder
	if w.IntN(2) == 0 {
		b.WriteString("sep=" + separator + lineEnd)
	}
	line := func(value func(heading string) string) {
		cells := make([]string, len(headings))
		for i, h := range headings {
			cells[i] = value(h)
			if strings.ContainsAny(cells[i], `",;`) || w.IntN(2) == 0 {
				cells[i] = `"` + strings.ReplaceAll(cells[i], `"`, `""`) + `"`
			}
		}
		b.WriteString(strings.Join(cells, separator) + lineEnd)
	}
	line(func(h string) string { return h })
	for _, in := range list {
		line(func(h string) string { return valueUnder(h, in) })
	}
	return b.String()
}

func valueUnder(heading string, in timer.Inscription) string {
	return map[string]string{
		"delegation": in.Delegation, "SEQ": strconv.Itoa(in.Seq), "Kind": strings.ToUpper(string(in.Kind)),
		"represented by": in.Speaker, "On-behalf-of": in.OnBehalfOf, "seat": in.Seat, "iso3": in.ISO3,
		"Language": in.Language, "remarks": in.Remarks, "Delegation_FR": in.Names["fr"], "delegation ar": in.Names["ar"],
	}[heading]
}

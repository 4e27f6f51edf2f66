package display_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The list of a real debate comes in, and comes again as such lists do when the debate has
// begun: what an operator is shown of both is kept beside it.
func TestPreviewsOfARealList(t *testing.T) {
	const real = "../timer/listfile/testdata/S-PV.8539.csv"
	first, err := os.ReadFile(real)
	if err != nil {
		t.Fatal(err)
	}
	list, err := listfile.Read(first)
	if err != nil {
		t.Fatal(err)
	}
	h := open(t)
	golden(t, h, "real-list", string(first)) // into a meeting with another list
	rules, _ := timer.Preset(timer.DefaultRules)
	h.do(timer.OpenMeeting{Symbol: "S/PV.8539", Rules: rules, List: list.Inscriptions})
	golden(t, h, "real-list-again", string(first))
	for _, c := range []timer.Command{
		timer.GiveFloor{Entry: "e1"}, timer.Start{}, timer.End{}, timer.GiveFloor{Entry: "e2"}, timer.Start{},
		timer.Move{Entry: "e12", Before: "e4"}, timer.Amend{Entry: "e8", Speaker: text("Mr. Wu")},
		timer.Withdraw{Entry: "e37"}, timer.Inscribe{Inscription: timer.Inscription{Delegation: "Ghana", Kind: timer.State}},
	} {
		h.do(c)
	}
	var second []string
	lines := strings.SplitAfter(string(first), "\n")
	for _, line := range lines {
		switch {
		case strings.Contains(line, ",Security Council Report,"), strings.Contains(line, ",Cuba,"): // who was heard, and one who waits
			continue
		case strings.Contains(line, ",China,"):
			line = strings.Replace(line, "Mr. Wu Haitao", "Mr. Ma Zhaoxu", 1)
		case strings.Contains(line, ",Norway,"):
			line = strings.Replace(line, ",state,", ",group,", 1)
		case strings.Contains(line, ",Turkey,"):
			line = strings.Replace(line, "Turkey", "Türkiye", 1)
		case strings.Contains(line, ",Romania,"): // the numbers decide
			line = strings.Replace(line, ",10,", ",36,", 1)
		case strings.Contains(line, ",Switzerland,"):
			line = strings.Replace(line, ",36,", ",10,", 1)
		}
		second = append(second, line)
	}
	second = append(second, "S/PV.8539,2019-06-06,60,African Union,,observer,,,exact,\n")
	golden(t, h, "real-list-changed", strings.Join(second, ""))
}

func golden(t *testing.T, h *house, name, text string) {
	t.Helper()
	p := h.preview(sent(h.chair, "?name=S-PV.8539.csv", text))
	p.Digest, p.Rev = "", 0
	got, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	path := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the preview differs from %s (go test -update writes it anew):\n%s", path, got)
	}
}

package pages_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/display/web"
)

// On paper: black on white, in the page's language, the whole list whatever was looked
// for, and of what instant it is.
func TestPagesOnPaper(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.OpenConsole("paper", 1180, 820)
	b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	asAt := map[string]string{"ar": "الوضع في", "en": "As at", "es": "Situación al", "fr": "État au", "ru": "По состоянию на", "zh": "截至"}
	for _, language := range inBriefOf(web.Languages(), "ru", "ar") {
		for _, page := range []string{"chair", "record", "", "trust"} {
			b.Visit(p.Address() + "/" + page + "?lang=" + language)
			if page == "chair" {
				b.Shows(b.Rows().Many(37))
				b.Search().Fill("peru")
				b.Shows(b.ShownRows().Fewer(10))
				b.CatchPrint()
				b.Act("print-list")
				b.Shows(b.Unasked(), b.Printed())
			}
			if page == "record" {
				b.CatchPrint()
				b.PrintRecord().Tap()
				b.Shows(b.Printed())
			}
			paper(b.Browser, language+"-"+page)
			b.CDP("Emulation.setEmulatedMedia", map[string]any{"media": "print"}, nil)
			b.Settled()
			if page == "chair" {
				if rows := len(b.Rows().ShownTexts()); rows != 37 {
					t.Errorf("%s: %d of 37 lines are on the paper", language, rows)
				}
				if !b.Now(b.Sample().Shown()) {
					t.Errorf("%s: the paper does not say that the list is a sample", language)
				}
				if cut := b.Details().CutTexts(); len(cut) > 0 {
					t.Errorf("%s: cut off on the paper: %q", language, cut)
				}
				if line := b.PrintedLine().Text(); !strings.Contains(line, asAt[language]) {
					t.Errorf("%s: the paper is of %q", language, line)
				}
			}
			if page == "record" && (len(b.RecordAround().ShownTexts()) > 0 || !b.Now(b.Record().Shown())) {
				t.Errorf("%s: on the paper of the record stands %q", language, b.RecordAround().ShownTexts())
			}
			for _, fault := range b.Faults() {
				if !strings.Contains(fault, "too small for a finger") {
					t.Errorf("%s %s: %s", language, page, fault)
				}
			}
			for _, finding := range b.Axe() {
				if strings.HasPrefix(finding, "color-contrast") {
					t.Errorf("%s %s: %s", language, page, finding)
				}
			}
			b.CDP("Emulation.setEmulatedMedia", map[string]any{"media": ""}, nil)
		}
	}
}

// paper prints the page, and keeps the paper where pictures are wanted.
func paper(b *browser.Browser, name string) {
	b.Helper()
	var printed struct{ Data []byte }
	b.CDP("Page.printToPDF", map[string]any{"paperWidth": 8.27, "paperHeight": 11.69}, &printed)
	if !bytes.HasPrefix(printed.Data, []byte("%PDF-")) {
		b.Fatalf("%s: the page prints %.20q", name, printed.Data)
	}
	if b.Shots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(b.Shots, "paper-"+name+".pdf"), printed.Data, 0o600); err != nil {
		b.Fatal(err)
	}
}

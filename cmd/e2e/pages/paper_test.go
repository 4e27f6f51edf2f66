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
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.Open("paper", 1180, 820)
	b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	asAt := map[string]string{"ar": "الوضع في", "en": "As at", "es": "Situación al", "fr": "État au", "ru": "По состоянию на", "zh": "截至"}
	for _, language := range web.Languages() {
		for _, page := range []string{"chair", "", "trust"} {
			b.Visit(p.Address() + "/" + page + "?lang=" + language)
			if page == "chair" {
				b.Await(`document.querySelectorAll(".row").length === 37`)
				b.Run(`const field = document.querySelector("#list-search"); field.value = "peru"; field.dispatchEvent(new Event("input"))`)
				b.Await(`document.querySelectorAll(".row:not([hidden])").length < 10`)
			}
			paper(b, language+"-"+page)
			b.CDP("Emulation.setEmulatedMedia", map[string]any{"media": "print"}, nil)
			b.Settled()
			if page == "chair" {
				if rows := b.Eval(`[...document.querySelectorAll(".row")].filter((e) => e.getClientRects().length > 0).length`); rows != 37.0 {
					t.Errorf("%s: %v of 37 lines are on the paper", language, rows)
				}
				if note := b.Eval(`document.querySelector("#sample").getClientRects().length`); note == 0.0 {
					t.Errorf("%s: the paper does not say that the list is a sample", language)
				}
				if cut := b.List(`[...document.querySelectorAll(".row-detail")].filter((e) => e.scrollHeight > e.clientHeight + 2).map((e) => e.textContent)`); len(cut) > 0 {
					t.Errorf("%s: cut off on the paper: %q", language, cut)
				}
				if line := b.Text("printed-line"); !strings.Contains(line, asAt[language]) {
					t.Errorf("%s: the paper is of %q", language, line)
				}
			}
			for _, fault := range b.List(browser.Faults) {
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

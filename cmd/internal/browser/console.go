package browser

import "fmt"

// The console, as a hand and an eye know it.

// AwaitNext waits until the next step is a certain one, and may be tapped.
func (b *Browser) AwaitNext(do string) {
	b.Helper()
	b.Await(fmt.Sprintf(`(e => (%q === "" || e.dataset.do === %q) && !e.disabled && e.dataset.settled === "true" && e.ariaBusy !== "true")(document.querySelector("#primary"))`, do, do))
}

// Thrice taps the next step twice at once, and a third time when it has just got
// another meaning, as a nervous finger does.
func (b *Browser) Thrice() {
	b.Helper()
	b.AwaitNext("")
	b.Eval(`(b => { new MutationObserver((_, o) => { o.disconnect(); b.click(); b.dataset.third = "" })
		.observe(b, {attributes: true, attributeFilter: ["data-do"]}); b.click(); b.click() })(document.querySelector("#primary"))`)
	b.Await(`document.querySelector("#primary").dataset.third === ""`)
}

// Settled holds once a button may be tapped.
func Settled(selector string) string {
	return fmt.Sprintf(`(b => b.dataset.settled === "true" && b.ariaBusy !== "true")(document.querySelector(%q))`, selector)
}

// ShownOrder returns the entries of the lines that are shown, in their order.
func (b *Browser) ShownOrder() string {
	b.Helper()
	order, _ := b.Eval(`[...document.querySelectorAll("#rows > .row:not([hidden])")].map(e => e.dataset.entry).join(" ")`).(string)
	return order
}

// Handle and Head are the parts of a line of the list that a finger takes hold of, and
// taps to open it.
func Handle(entry string) string { return fmt.Sprintf(`[data-entry="%s"] .row-handle`, entry) }
func Head(entry string) string   { return fmt.Sprintf(`[data-entry="%s"] .row-head`, entry) }

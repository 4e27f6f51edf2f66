package browser

import (
	"embed"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// What tests run in a page lies in files of its own, which the pages' checks read too:
// each is a module with one function that is exported, called as its file is.
//
//go:embed scripts/*.js
var scripts embed.FS

// script runs a function of scripts in the page with its arguments, waits for what it
// promises, and reads what it returns into a value, or nowhere where that is nil.
func (b *Browser) script(into any, name string, args ...any) {
	b.Helper()
	if err := b.tryScript(into, name, args...); err != nil {
		b.Fatalf("%s: %s: %v", b.Label, name, err)
	}
}

func (b *Browser) tryScript(into any, name string, args ...any) error {
	source, err := scripts.ReadFile("scripts/" + name + ".js")
	if err != nil {
		return err
	}
	if args == nil {
		args = []any{}
	}
	body := strings.Replace(string(source), "export ", "", 1) + fmt.Sprintf(`
const done = arguments[arguments.length - 1];
Promise.resolve().then(() => %s(...[...arguments].slice(0, -1))).then((value) => done([value ?? null, ""]), (fault) => done([null, String(fault)]));`, name)
	answer := [2]any{into, new(string)}
	if into == nil {
		answer[0] = new(any)
	}
	if err := b.Try(http.MethodPost, b.session+"/execute/async", map[string]any{"script": body, "args": args}, &answer); err != nil {
		return err
	}
	if fault := *answer[1].(*string); fault != "" {
		return fmt.Errorf("it throws %s", fault)
	}
	return nil
}

// beforePages lets Chromium run a script in each page that is opened from now on, before
// the page's own.
func (b *Browser) beforePages(name string) {
	b.Helper()
	source, err := scripts.ReadFile("scripts/" + name + ".js")
	if err != nil {
		b.Fatal(err)
	}
	body := strings.Replace(string(source), "export ", "", 1) + name + "();"
	b.CDP("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": body}, nil)
}

// again runs a script until it is answered: a page that loads itself anew takes the
// question with it.
func (b *Browser) again(into any, until time.Time, name string, args func() []any) {
	b.Helper()
	for {
		err := b.tryScript(into, name, args()...)
		if err == nil {
			return
		}
		if time.Now().After(until) {
			b.Fatalf("%s: %s: %v", b.Label, name, err)
		}
	}
}

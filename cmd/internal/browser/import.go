package browser

import "net/http"

// The list that comes in, on the console.

// Bring opens the sheet of a list that comes in, from the head of the list; Empty stands
// in a list with nobody on it, or with which one rehearses. Proposal says that a list that
// is watched has changed. File is where the browser is told which file was chosen.
func (c Console) Bring() Element    { return c.find("#import-open") }
func (c Console) Empty() Element    { return c.find("#import-empty") }
func (c Console) Proposal() Element { return c.find("#import-proposal") }
func (c Console) File() Element     { return c.find("#import-file") }

// ToastAct does something about what is told.
func (c Console) ToastAct() Element { return c.find(".toast-act") }

// Import is the sheet.
type Import struct{ Element }

// Import is the sheet of a list that comes in.
func (c Console) Import() Import { return Import{c.find("#import[open]")} }

// Read holds once a file is read, or read in another way, and is shown.
func (i Import) Read() Condition { return i.Data("read", "") }

// Refused says why a file was not read, or not taken; Another asks for another one.
func (i Import) Refused() Element { return i.in("> .form-refused") }
func (i Import) Another() Element { return i.in("#import-another") }
func (i Import) Close() Element   { return i.in("#import-close") }

// Part is what heads how it was read (columns), what is in doubt (doubts) and what changes
// (changes); a tap opens or shuts that. Opened holds while it is open.
func (i Import) Part(name string) Element { return i.in("#import-%s > summary", name) }
func (i Import) Opened(name string) Condition {
	return i.in("#import-%s", name).Marked("open")
}

// Column is a column by its letter, As what it is taken as.
func (i Import) Column(letter string) Element { return i.in("[data-column=%q]", letter) }
func (i Import) As(letter string) Element     { return i.in("[data-column=%q] select", letter) }

// Wanted asks for the column of the delegations.
func (i Import) Wanted() Element { return i.in("#import-columns > .form-refused") }

// Doubt is one thing that is in doubt, Values what the lines say where they differ.
func (i Import) Doubt(code string) Element  { return i.in("[data-doubt=%q]", code) }
func (i Import) Values(code string) Element { return i.in("[data-doubt=%q] li", code) }

// Group are changes of one kind, Lines each of them, Tick a change by its index, All the
// tick for a whole group, More draws what is not drawn yet.
func (i Import) Group(name string) Element { return i.in("[data-group=%q]", name) }
func (i Import) Lines(name string) Element { return i.in("[data-group=%q] li", name) }
func (i Import) Tick(change int) Element   { return i.in("[data-change='%d']", change) }
func (i Import) All(name string) Element   { return i.in("[data-of=%q]", name) }
func (i Import) More(name string) Element  { return i.in("[data-group=%q] .import-more", name) }

// Line is a line of a group, from 1, and Box its tick.
func (i Import) Line(group string, n int) Element {
	return i.in("[data-group=%q] li:nth-child(%d)", group, n)
}
func (i Import) Box(group string, n int) Element {
	return i.in("[data-group=%q] li:nth-child(%d) input", group, n)
}

// Take is the one button, Nothing stands there where the list is as the file says.
func (i Import) Take() Element    { return i.in("#import-take") }
func (i Import) Nothing() Element { return i.in(".import-nothing") }

// Upload chooses a file of this machine in a field for files, as a person does in the
// browser's own window.
func (e Element) Upload(path string) {
	e.Helper()
	var found map[string]string
	e.Command(http.MethodPost, "/element", map[string]any{"using": "css selector", "value": e.css}, &found)
	for _, id := range found {
		e.Command(http.MethodPost, "/element/"+id+"/value", map[string]any{"text": path}, nil)
	}
}

// Drop lets a file go over the page, which was dragged there; Veil is what lies over the
// page meanwhile. Paste pastes what was copied elsewhere.
func (b *Browser) Drag(name, text string) { b.Helper(); b.script(nil, "bring", "dragover", name, text) }
func (b *Browser) Drop(name, text string) { b.Helper(); b.script(nil, "bring", "drop", name, text) }
func (b *Browser) Paste(text string)      { b.Helper(); b.script(nil, "bring", "paste", "", text) }
func (c Console) Veil() Element           { return c.find("drop-veil") }

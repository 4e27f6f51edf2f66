package browser

// The pages of the public: gallery, seat, lobby, trust, and the page of refusals.

// Rehearsal is the word on every page that says so.
func (b *Browser) Rehearsal() Element { return b.find("#rehearsal") }

// Symbol is what the meeting's record is called.
func (b *Browser) Symbol() Element { return b.find("#symbol") }

// Languages is where a page's own language is chosen; LanguageSaid is what the box says while
// it is closed, LanguageWhy holds while its list says why it is that one.
func (b *Browser) Languages() Element      { return b.find("language-switch") }
func (b *Browser) LanguageChoice() Element { return b.find("language-switch select") }
func (b *Browser) LanguageSaid() Element   { return b.find("language-switch option:checked") }
func (b *Browser) LanguageWhy(why string) Condition {
	return b.find("language-switch optgroup").Attribute("label", why)
}

// Gallery is the public screen.
type Gallery struct{ *Browser }

// OpenGallery starts a browser for the gallery.
func (d *Driver) OpenGallery(name string, width, height int) Gallery {
	d.Helper()
	return Gallery{d.Open(name, width, height)}
}

// Stage is where the statement is shown; Calm the card while none is, with who comes
// Next and what was used Last.
func (g Gallery) Stage() Element       { return g.find("#stage") }
func (g Gallery) Calm() Element        { return g.find("#calm") }
func (g Gallery) CalmNext() Element    { return g.find("#calm-next") }
func (g Gallery) CalmLast() Element    { return g.find("#calm-last") }
func (g Gallery) LastName() Element    { return g.find("#calm-last .pane-name") }
func (g Gallery) LastFigures() Element { return g.find("#calm-last .pane-figures") }

// Floor holds while somebody has the floor ("held"), or nobody ("empty").
func (g Gallery) Floor(is string) Condition { return g.Screen().Data("floor", is) }

// Card holds while a card of a kind is shown.
func (g Gallery) Card(kind string) Condition { return g.Calm().Data("card", kind) }

// Coming are the next speakers, each a line; RoomClock is the time of day, HourGlass that
// of its theme, with the sand in its two bulbs.
func (g Gallery) Coming() Element        { return g.find("next-speakers") }
func (g Gallery) ComingNames() Element   { return g.find("#next") }
func (g Gallery) ComingLines() Element   { return g.find("#next li") }
func (g Gallery) ComingHeading() Element { return g.find("#next-heading") }
func (g Gallery) Waiting() Element       { return g.find("#next-waiting") } // how many
func (g Gallery) RoomClock() Element     { return g.find("room-clock") }
func (g Gallery) HourGlass() Element     { return g.find("hour-glass") }
func (g Gallery) Glass() Element         { return g.find("hour-glass svg") }
func (g Gallery) SandAbove() Element     { return g.find(".glass-sand") }
func (g Gallery) SandBelow() Element     { return g.find(".glass-sand ~ .glass-sand") }

// FromAfar is all that is read at the far end of the room: who speaks, how long, who is
// next, how many wait, and why nobody speaks. Beside it stand for those who are nearer the
// meeting, the kind of a statement, who speaks for a delegation, and for whom.
func (g Gallery) FromAfar() Element {
	return g.find("room-clock, #delegation, .time-text, .phase-word, #limit, #next-heading, .next-seq, .next-name, #next-waiting, " +
		".calm-state, .calm-title, .calm-more, .pane-name, .pane-figures, #point, link-notice b")
}

// Full holds while none of the sand has fallen, Empty once all has.
func (g Gallery) Full() Condition  { return g.HourGlass().Data("fallen", "0.000") }
func (g Gallery) Empty() Condition { return g.HourGlass().Data("fallen", "1.000") }

// Themed holds while the screen has a look.
func (g Gallery) Themed(theme string) Condition { return g.Root().Data("theme", theme) }

// NamesSideBySide are those of who speaks, one a language.
func (g Gallery) NamesSideBySide() Element { return g.find("#delegation .tongue") }

// LeftAlone holds while nobody is at the screen; HandComes is somebody who comes.
func (g Gallery) LeftAlone() Condition { return g.Root().Marked("data-left-alone") }
func (g Gallery) HandComes()           { g.Helper(); g.script(nil, "hand", "pointerdown") }

// Tongues are the languages side by side.
func (g Gallery) Tongues() Element { return g.find("#phase .tongue") }

// Overlay is the strip over a webcast.
type Overlay struct{ *Browser }

// OpenOverlay starts a browser for it.
func (d *Driver) OpenOverlay(name string, width, height int) Overlay {
	d.Helper()
	return Overlay{d.Open(name, width, height)}
}

// Strip is all that is seen of it, When its time.
func (o Overlay) Strip() Element { return o.find("#stage") }
func (o Overlay) When() Element  { return o.find("#when") }

// SeatScreen is the display at a microphone.
type SeatScreen struct{ *Browser }

// OpenSeat starts a browser for a seat.
func (d *Driver) OpenSeat(name string, width, height int) SeatScreen {
	d.Helper()
	return SeatScreen{d.Open(name, width, height)}
}

// Urged is what the President says to the speaker; Quiet is what the seat shows while
// another one has the floor: whom, and what was used here.
func (s SeatScreen) Urged() Element        { return s.find("#urged-line") }
func (s SeatScreen) QuietAsked() Element   { return s.find("#quiet-reminder") }
func (s SeatScreen) QuietName() Element    { return s.find("#quiet-name") }
func (s SeatScreen) QuietFigures() Element { return s.find("#quiet-figures") }
func (s SeatScreen) Heading() Element      { return s.find("#seat-heading") }

// Turn holds while the floor is here, or elsewhere.
func (s SeatScreen) Turn(where string) Condition { return s.Screen().Data("turn", where) }

// Turn is the page on which a delegation finds when it speaks, on a phone.
type Turn struct{ *Browser }

// OpenTurn starts a browser for it.
func (d *Driver) OpenTurn(name string, width, height int) Turn {
	d.Helper()
	return Turn{d.Open(name, width, height)}
}

// Choice is where a delegation writes its name, Found are those who may be meant, Again
// leads back there.
func (p Turn) Choice() Element { return p.find("#delegation-name") }
func (p Turn) Found() Element  { return p.find("#found button") }
func (p Turn) Again() Element  { return p.find("#again") }

// Is holds while the turn is of a kind; Place is the number in the list, Sentence what is
// to be known, When the time that is probable, and Limit what limits it.
func (p Turn) Is(kind string) Condition { return p.find("#mine").Data("turn", kind) }
func (p Turn) Place() Element           { return p.find("#place") }
func (p Turn) Sentence() Element        { return p.find("#turn") }
func (p Turn) When() Element            { return p.find("#time") }
func (p Turn) Limit() Element           { return p.find("#time-more") }
func (p Turn) Spoken() Element          { return p.find("turn-told [role=status]") }

// Wish is what the phone does besides showing.
func (p Turn) Wish(what string) Element { return p.find("#wish-%s", what) }

// Booth is the page of the interpreters.
type Booth struct{ *Browser }

// OpenBooth starts a browser for it.
func (d *Driver) OpenBooth(name string, width, height int) Booth {
	d.Helper()
	return Booth{d.Open(name, width, height)}
}

// Slower is its one button, Words what became of it; Language is that of who speaks,
// NextLanguages those of who follows; SignIn is shown to who has no such key.
func (p Booth) Slower() Element        { return p.find("#slower") }
func (p Booth) Words() Element         { return p.find("#slower-words") }
func (p Booth) Language() Element      { return p.find("#spoken-language") }
func (p Booth) NextLanguages() Element { return p.find(".next-language") }
func (p Booth) SignIn() Element        { return p.find("#sign-in") }

// Front is the lobby, the page of trust, and the page of refusals: what stands at the
// door.
type Front struct{ *Browser }

// OpenFront starts a browser for these.
func (d *Driver) OpenFront(name string, width, height int) Front {
	d.Helper()
	return Front{d.Open(name, width, height)}
}

// Pictures are the codes of the pages, Undrawn holds while one of them is not there yet;
// Elsewhere says where the console is, Console leads there, Connected lists who is linked.
func (f Front) Pictures() Element  { return f.find("img") }
func (f Front) Undrawn() Condition { return Condition{is: "undrawn", at: "img"} }
func (f Front) Elsewhere() Element { return f.find("#elsewhere") }
func (f Front) Console() Element   { return f.find("#open-console") }
func (f Front) Connected() Element { return f.find("#connected") }
func (f Front) Count() Element     { return f.find("#count") } // of those who wait, and were heard
func (f Front) SignIn() Element    { return f.find("#sign-in") }

// House are the rooms of the house, where it has any, Room one of them in their order, and
// RoomWay a way to one of its pages.
func (f Front) House() Element  { return f.find("#rooms") }
func (f Front) Room(n int) Room { return roomIn(f.Browser, n) }
func (f Front) RoomWay(n int, page string) Element {
	return f.find("house-rooms li:nth-child(%d) a[href*=%q]", n, page)
}

// Room is one of the house's.
type Room struct{ Element }

func roomIn(b *Browser, n int) Room { return Room{b.find("house-rooms li:nth-child(%d)", n)} }

// Is holds while a room has a look: live, silent, foreign. Now is what it says of its debate,
// or why that is not known, Here marks the one that the page is of, Edition another edition.
func (r Room) Is(look string) Condition { return r.Data("look", look) }
func (r Room) Now() Element             { return r.in(".room-now") }
func (r Room) Here() Element            { return r.in(".room-here") }
func (r Room) Edition() Element         { return r.in(".room-edition") }

// Overflow is the page of a screen that chooses a room of the house.
type Overflow struct{ *Browser }

// OpenOverflow starts a browser for it.
func (d *Driver) OpenOverflow(name string, width, height int) Overflow {
	d.Helper()
	return Overflow{d.Open(name, width, height)}
}

// Room is one that can be chosen, Choose the button for it; Waiting says which one is shown
// as soon as it answers, Forget lets it be. Back leads from a room's gallery to the choice.
func (o Overflow) Room(n int) Room      { return roomIn(o.Browser, n) }
func (o Overflow) Choose(n int) Element { return o.Room(n).in("button") }
func (o Overflow) Waiting() Element     { return o.find("#waiting") }
func (o Overflow) Forget() Element      { return o.find("#forget") }
func (o Overflow) Unlisted() Element    { return o.find("#unlisted") }
func (o Overflow) Back() Element        { return o.find("#other-room") }

// Trust leads to the page of trust, whose Fingerprint is compared.
func (f Front) Trust() Element       { return f.find("#trust") }
func (f Front) TrustLink() Element   { return f.find("#trust a") }
func (f Front) Fingerprint() Element { return f.find("#fingerprint") }

// Heading is what a page of refusals says, Way its ways on, To one of them, Tongue its
// sentence in another language.
func (f Front) Heading() Element               { return f.find("h1") }
func (f Front) Way() Element                   { return f.find(".way") }
func (f Front) WayTo(address string) Element   { return f.find(".way[href=%q]", address) }
func (f Front) Tongue(language string) Element { return f.find("nav [lang=%q]", language) }

package pages_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// heldVersion is the version of the packages in [heldPackages].
const heldVersion = "2.1.0-1"

// heldPackages is a folder of packages that says which version of the agent it has.
func heldPackages(t *testing.T) string {
	t.Helper()
	return testbed.Source(t, "Package: rostrum-collar\nVersion: "+heldVersion+"\nArchitecture: arm64\n")
}

// fleet are the machines of a room, by their names.
type fleet struct {
	*testing.T
	p      *testbed.Controller
	agents map[string]*testbed.HandAgent
	are    map[string]wire.Machine
}

// comes brings a machine into the room, as the light of a seat or with a page.
func (f *fleet) comes(host, seat, page string, change func(*wire.Machine)) {
	f.Helper()
	degrees, low, free := 52.6, false, int64(24_300_000_000)
	now := time.Now().UTC()
	m := wire.Machine{
		Host: host, Model: "Raspberry Pi 4 Model B Rev 1.5", Version: "c0ffee123456", Built: now.Add(-time.Minute), Booted: now.Add(-26 * time.Hour),
		TemperatureC: &degrees, UnderVoltage: &low, FreeBytes: &free, Clock: wire.ClockKept, ClockSource: "chrony", RealTime: page == "", Source: true,
	}
	if change != nil {
		change(&m)
	}
	is := wire.Agent{ID: host, Version: m.Version, Seats: []string{}}
	var key string
	if page == "" {
		is.Seats = []string{seat}
		key = f.p.LightKey(seat)
	} else {
		var err error
		if key, _, err = f.p.Keys().NewKey(access.Grant{Role: string(timer.Screen), Name: page}); err != nil {
			f.Fatal(err)
		}
	}
	f.agents[host], f.are[host] = testbed.Come(f, f.p.Address(), key, is), m
	f.agents[host].Tells(m)
}

// says lets a machine tell something else.
func (f *fleet) says(host string, change func(*wire.Machine)) {
	f.Helper()
	m := f.are[host]
	change(&m)
	f.are[host] = m
	f.agents[host].Tells(m)
}

func isOld(m *wire.Machine) { m.Version, m.Built = "0ldc0ffee012", time.Unix(1_600_000_000, 0).UTC() }

const noPackages = "failed: the packages of the controller cannot be read; journalctl -u rostrum-update says why"

// few are the lights of a small room in which all that can be wrong is.
var few = []int{1, 2, 3, 7, 11, 12, 15, 20, 23, 30, 31}

// forty are those of a large one.
func forty() (all []int) {
	for n := range 40 {
		all = append(all, n+1)
	}
	return all
}

// aRoom is one of such lights and of three screens, in which some things are wrong.
func aRoom(t *testing.T, p *testbed.Controller, lights []int) *fleet {
	f := &fleet{t, p, make(map[string]*testbed.HandAgent), make(map[string]wire.Machine)}
	wrong := map[int]func(*wire.Machine){
		2: isOld,
		7: func(m *wire.Machine) { low := true; m.UnderVoltage = &low },
		11: func(m *wire.Machine) {
			degrees := 83.4
			m.TemperatureC = &degrees
		},
		15: func(m *wire.Machine) {
			m.Clock, m.ClockSource, m.RealTime = wire.ClockNotKept, "systemd-timesyncd", false
		},
		20: func(m *wire.Machine) { free := int64(120_400_000); m.FreeBytes = &free },
		23: func(m *wire.Machine) {
			isOld(m)
			m.Source, m.Clock, m.ClockSource = false, wire.ClockNotKept, "rtc-pcf85063a"
		},
		30: func(m *wire.Machine) { isOld(m); m.Update = "running" },
		31: func(m *wire.Machine) { // a PC, which says little
			*m = wire.Machine{Host: m.Host, Version: m.Version, Built: m.Built, Clock: wire.ClockUnknown, RealTime: true}
		},
	}
	for _, n := range lights {
		f.comes(fmt.Sprintf("light-%d", n), fmt.Sprint(n), "", wrong[n])
	}
	f.comes("screen-1", "", "gallery", func(m *wire.Machine) { isOld(m); m.Update = noPackages })
	f.comes("screen-2", "", "seat 3", nil)
	f.comes("screen-3", "", "when", nil)
	f.agents["light-12"].Cut()
	return f
}

// worst are those of aRoom of which something is wrong, in the order of what that is.
var worst = []string{"light-12", "screen-1", "light-7", "light-11", "light-20", "light-15", "light-23", "light-2", "light-30"}

// The room's machines as the chair sees them: what is wrong first, and old ones updated, one
// or all, while nobody has the floor.
func TestMachinesOnTheConsole(t *testing.T) {
	d := browser.InChromium(t)
	p := testbed.Start(t, t.TempDir(), "--packages", heldPackages(t), "--light", "99=dry")
	chair, secretary := d.OpenConsole("machines", 1024, 768), d.OpenConsole("machines-secretary", 768, 1024)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("President"))
	chair.AwaitNext("give-floor")
	chair.SeatsButton().Tap()
	chair.MachinesView().Tap()
	table := chair.Machines()
	chair.Shows(table.None().Shown(), table.None().Mentions("Add a Pi"), browser.Not(table.UpdateAll().Shown()))
	chair.Shot("none")
	healthy(t, chair)

	// They come while the sheet is open.
	room := aRoom(t, p, few)
	chair.Shows(table.Summary().Mentions("14"), table.Machine("light-12").Is("away"))
	for host, troubles := range map[string]string{
		"screen-1": "failed old", "light-7": "power", "light-11": "hot", "light-15": "clock real-time", "light-20": "disk", "light-2": "old", "light-23": "clock old", "light-30": "old",
	} {
		chair.Shows(table.Machine(host).Is(troubles))
	}
	chair.SeatsClose().Tap()
	chair.SeatsButton().Tap()
	chair.Shows(chair.SeatLine("1").Shown(), browser.Not(table.Shown())) // as the button is called
	chair.MachinesView().Tap()
	chair.Shows(table.Machine("light-12").Is("away"))
	if hosts := table.Hosts(); !slices.Equal(hosts, worst) {
		t.Errorf("what is wrong stands first, and the rest is folded: %v", hosts)
	}
	chair.Shows(table.Well().Mentions("5"), table.Machine("light-30").Progress().Mentions("running"), table.Machine("screen-1").State().Mentions("cannot be read"))
	chair.Shot("needy")
	table.Well().Tap()
	chair.Shows(table.Machine("light-1").Shown(), table.Machine("screen-2").Mentions("Seat 3"), table.Machine("screen-3").Mentions("when do we speak"))
	if hosts := table.Hosts(); len(hosts) != 14 || hosts[9] != "light-1" || hosts[10] != "light-3" {
		t.Errorf("unfolded, the machines are %v", hosts)
	}
	table.Machine("light-31").Open().Tap()
	chair.Shows(table.Machine("light-31").Fact("power").Says("not said"), table.Machine("light-31").Fact("boot").Says("not said"))
	chair.Shows(table.Machine("light-31").Fact("clock").Says("not said"))
	chair.Shot("all")
	table.Machine("light-31").Open().Tap()
	// Who keeps a clock is told by name.
	for host, says := range map[string]string{"light-1": "kept right by chrony", "light-15": "systemd-timesyncd has not set it right", "light-23": "nobody keeps it right but the board’s own clock, rtc-pcf85063a"} {
		table.Machine(host).Open().Tap()
		chair.Shows(table.Machine(host).Fact("clock").Says(says))
		table.Machine(host).Open().Tap()
	}
	table.Well().Tap()
	chair.Shows(browser.Not(table.Machine("light-1").Shown()))

	// What can be asked: old ones that are here and have the source.
	chair.Shows(table.Machine("light-2").Update().Enabled(), table.Machine("screen-1").Update().Enabled(), table.Updates().Many(2),
		table.Machine("light-23").Mentions("join"), table.UpdateAll().Enabled())

	// Hers is the same table without a button.
	secretary.Visit(p.Address() + "/chair#invite=" + p.InvitationFor(timer.Secretary, "Secretariat"))
	secretary.SeatsButton().Tap()
	secretary.MachinesView().Tap()
	hers := secretary.Machines()
	secretary.Shows(hers.Machine("light-2").Is("old"), hers.Why().Mentions("the chair"), hers.Updates().Many(0), browser.Not(hers.UpdateAll().Shown()))
	secretary.Shot("table")

	// Somebody has the floor: no light goes dark for this. A question that was open is no more.
	table.Machine("light-2").Update().Tap()
	ask := chair.Asked("update")
	chair.Shows(ask.Mentions("light-2"), ask.Mentions(heldVersion), ask.Mentions("dark for some seconds"))
	chair.Shot("asked-one")
	healthy(t, chair)
	p.Do("give", "give-floor", map[string]any{"entry": p.State().List[0].Entry})
	chair.Shows(browser.Not(ask.There()), table.UpdateAll().Disabled(), table.Machine("light-2").Update().Disabled(), table.Why().Mentions(p.State().Floor.Delegation))
	chair.Shot("floor-taken")
	p.Do("end", "end", nil)
	chair.Shows(table.UpdateAll().Enabled(), table.Machine("light-2").Update().Enabled(), table.Why().Says(""))

	// One, then all that can be asked.
	table.Machine("light-2").Update().Tap()
	ask.Answer().Tap()
	chair.Shows(table.Said().Begins("1 machine"), browser.Not(ask.There()))
	room.says("light-2", func(m *wire.Machine) { m.Update = "waiting" })
	chair.Shows(table.Machine("light-2").Progress().Mentions("waits"), browser.Not(table.Machine("light-2").Update().Shown()))
	room.says("light-2", func(m *wire.Machine) { m.Version, m.Built, m.Update = "c0ffee123456", time.Now().UTC(), "done" })
	chair.Shows(table.Well().Mentions("6"), browser.Not(table.Machine("light-2").Shown()))
	table.Well().Tap()
	table.Machine("light-2").Open().Tap()
	chair.Shows(table.Machine("light-2").Fact("update").Has("done"), table.Machine("light-2").State().Mentions("All is well"))
	table.Well().Tap()
	table.UpdateAll().Tap()
	chair.Shows(ask.Mentions("2 old machines")) // also the one that says it runs: it begins no second time
	chair.Shot("asked-all")
	ask.Answer().Tap()
	chair.Shows(table.Said().Begins("2 machines"))
	chair.Shot("asked")

	// What cannot be read is said, and what stood there stands.
	p.Kill()
	chair.Shows(table.Unread().Shown(), table.Machine("light-7").Is("power"), table.UpdateAll().Disabled())
	chair.Shot("unread")
	chair.SeatsClose().Tap()
	chair.Quiet(browser.OfLostLink)
	secretary.Quiet(browser.OfLostLink)
}

// The table of forty lights in the languages that run either way and in the densest, on a tablet that lies
// and on one that stands.
func TestMachinesInEveryLanguage(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := testbed.Start(t, t.TempDir(), "--packages", heldPackages(t), "--light", "99=dry")
	aRoom(t, p, forty())
	chair := d.OpenConsole("machines", 1024, 768)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("tablet"))
	chair.AwaitNext("give-floor")
	languages := []string{"en", "zh", "ar"}
	if testbed.Long() {
		languages = englishFirst()
	}
	sizes := [][2]int{{1024, 768}, {768, 1024}, {390, 844}}
	if !testbed.Long() {
		sizes = sizes[:2]
	}
	said := make(map[string]string)
	for _, language := range languages {
		for _, size := range sizes {
			name := fmt.Sprintf("%s-%d", language, size[0])
			chair.Resize(size[0], size[1])
			chair.Visit(p.Address() + "/chair?lang=" + language)
			chair.AwaitNext("give-floor")
			chair.SeatsButton().Tap()
			chair.MachinesView().Tap()
			table := chair.Machines()
			chair.Shows(table.Summary().Mentions("43"), table.Machine("light-12").Marked("data-wrong"), table.Machine("light-7").State().Shown())
			chair.Shot(name)
			state := table.Machine("light-7").State().Text()
			if other := said[state]; other != "" && other != language {
				t.Errorf("%q is said in %s as in %s", state, language, other)
			}
			said[state] = language
			one := table.Machine("light-15")
			one.Open().Tap()
			chair.Shows(one.More().Shown(), chair.Question().Fits())
			if english := strings.Contains(one.Text(), "Clock"); english != (language == "en") {
				t.Errorf("in %s the machine is told as %q", language, one.Text())
			}
			chair.Shot(name + "-open")
			healthy(t, chair)
			table.Well().Tap()
			chair.Shows(table.Machine("light-1").Shown(), chair.Question().Fits())
			chair.SeatsClose().Tap()
		}
	}
	chair.Quiet()
	p.Stop()
}

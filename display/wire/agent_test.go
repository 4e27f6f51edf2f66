package wire_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// What an agent says, as another program would write it.
var agentMessages = []string{
	`{"type":"hello","agent":"a-1","version":"1.2","seats":["7","8"],"holdover_ms":60000}`,
	`{"type":"status","synchronised":true,"error_ms":0.25,"trip_ms":0.5,"lights":[{"seat":"7","signal":"flash"},{"seat":"8","signal":"dark","failing":"no line"}]}`,
	`{"type":"talk","seat":"7","open":true,"at_ms":1500.5}`,
	`{"type":"report","seat":"7","signal":"steady","deadline_ms":1,"at_ms":1.5,"statement":3,"error_ms":0.25}`,
}

// What an agent writes the controller reads.
func TestAgentMessagesComeAcross(t *testing.T) {
	agent := wire.Agent{ID: "a-1", Version: "1.2", Seats: []string{"7", "8"}, HoldoverMS: 60_000}
	status := wire.Status{Synchronised: true, ErrorMS: 0.25, TripMS: 0.5, Lights: []wire.LightStatus{
		{Seat: "7", Signal: timer.Flash}, {Seat: "8", Failing: "no line"},
	}}
	talk := wire.Talk{Seat: "7", Open: true, AtMS: 1500.5}
	report := wire.Report{Seat: "7", Signal: timer.Steady, DeadlineMS: 1, AtMS: 1.5, Statement: 3, ErrorMS: 0.25}
	noKey := ""
	encoded := func(text []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for i, c := range []struct {
		ours []byte
		want wire.Message
	}{
		{encoded(wire.EncodeHello(agent)), wire.Message{Hello: &noKey, Agent: &agent}},
		{encoded(wire.EncodeStatus(status)), wire.Message{Status: &status}},
		{encoded(wire.EncodeTalk(talk)), wire.Message{Talk: &talk}},
		{encoded(wire.EncodeReport(report)), wire.Message{Report: &report}},
	} {
		for _, text := range [][]byte{c.ours, []byte(agentMessages[i])} {
			got, err := wire.ParseMessage(text)
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s is read as %+v, %v", text, got, err)
			}
		}
	}
}

func TestAgentMessagesThatAreRefused(t *testing.T) {
	for says, text := range map[string]string{
		"an agent without seats":      `{"type":"hello","agent":"a","version":"1","holdover_ms":1}`,
		"an agent without a holdover": `{"type":"hello","agent":"a","version":"1","seats":["7"]}`,
		"seats that are no texts":     `{"type":"hello","agent":"a","version":"1","seats":[7],"holdover_ms":1}`,
		"seats without an agent":      `{"type":"hello","seats":["7"]}`,
		"a status without lights":     `{"type":"status","synchronised":true}`,
		"a light without a seat":      `{"type":"status","synchronised":true,"lights":[{"signal":"dark"}]}`,
		"a signal that is none":       `{"type":"status","synchronised":true,"lights":[{"seat":"7","signal":"blue"}]}`,
		"a talk without an instant":   `{"type":"talk","seat":"7","open":true}`,
		"a talk before all time":      `{"type":"talk","seat":"7","open":true,"at_ms":-1}`,
		"a talk of nobody":            `{"type":"talk","seat":"","open":true,"at_ms":1}`,
		"a field that it has not":     `{"type":"talk","seat":"7","open":true,"at_ms":1,"start":true}`,
	} {
		_, err := wire.ParseMessage([]byte(text))
		var told *wire.Error
		if !errors.As(err, &told) || !known[told.Code] || told.Message == "" {
			t.Errorf("%s: %v", says, err)
		}
	}
}

// What an agent says of itself is shown to operators, and whoever has a light's key can
// say it: it is bounded and can be shown, or it is refused in words.
func TestAgentIsBounded(t *testing.T) {
	seats := func(n int) string {
		var all []string
		for i := range n {
			all = append(all, strconv.Quote(strconv.Itoa(i)))
		}
		return strings.Join(all, ",")
	}
	light := func(n int) string {
		return strings.Repeat(`{"seat":"7","signal":"dark"},`, n-1) + `{"seat":"7","signal":"dark"}`
	}
	hello := func(id, version, seats string) string {
		return `{"type":"hello","agent":"` + id + `","version":"` + version + `","seats":[` + seats + `],"holdover_ms":1}`
	}
	long := strings.Repeat("é", wire.MaxIdentity)
	for _, c := range []struct{ says, text, field string }{
		{"as long as may be", hello(long, long, `"`+strings.Repeat("7", timer.MaxSeat)+`"`), ""},
		{"without a version", hello("a", "", `"7"`), ""},
		{"as many seats as may be", hello("a", "1", seats(wire.MostSeats)), ""},
		{"seats in other scripts", hello("a", "1", `"المنصة","ที่นั่ง 7","Salle X – 3"`), ""},
		{"an identity too long", hello(long+"7", "1", `"7"`), "agent"},
		{"a version too long", hello("a", long+"7", `"7"`), "version"},
		{"an identity on two lines", hello(`a\nb`, "1", `"7"`), "agent"},
		{"an identity that turns the line", hello("a\u202e", "1", `"7"`), "agent"},
		{"an identity that marks an order", hello("a\u200f", "1", `"7"`), "agent"},
		{"a version that isolates", hello("a", "\u2066 1", `"7"`), "version"},
		{"a version with marks piled up", hello("a", "1"+strings.Repeat("\u0335", 6), `"7"`), "version"},
		{"too many seats", hello("a", "1", seats(wire.MostSeats+1)), "seats"},
		{"a seat twice", hello("a", "1", `"7","8","7"`), "seats"},
		{"a seat of nothing", hello("a", "1", `""`), "seats"},
		{"a seat too long", hello("a", "1", `"`+strings.Repeat("7", timer.MaxSeat+1)+`"`), "seats"},
		{"a seat that turns the line", hello("a", "1", "\"7\u202e\""), "seats"},
		{"a seat of controls", hello("a", "1", `"\u0007"`), "seats"},
		{"as many lights as may be", `{"type":"status","lights":[` + light(wire.MostSeats) + `]}`, ""},
		{"too many lights", `{"type":"status","lights":[` + light(wire.MostSeats+1) + `]}`, "lights"},
		{"a light at a seat that turns the line", "{\"type\":\"status\",\"lights\":[{\"seat\":\"\u2067\",\"signal\":\"dark\"}]}", "lights[0].seat"},
		{"a talk at one", "{\"type\":\"talk\",\"seat\":\"\u2067\",\"open\":true,\"at_ms\":1}", "seat"},
		{"a report of one", "{\"type\":\"report\",\"seat\":\"7\u202d\",\"signal\":\"dark\",\"deadline_ms\":1,\"at_ms\":1}", "seat"},
	} {
		_, err := wire.ParseMessage([]byte(c.text))
		var told *wire.Error
		if c.field == "" {
			if err != nil {
				t.Errorf("%s: %v", c.says, err)
			}
			continue
		}
		if !errors.As(err, &told) || told.Code != wire.Invalid || told.Field != c.field || len(told.Message) > 200 {
			t.Errorf("%s: %+v; want a refusal of %s", c.says, err, c.field)
		}
	}
}

// A light that cannot be set stays one, whatever the reason looks like.
func TestReasonIsMadeFit(t *testing.T) {
	for said, want := range map[string]string{
		"":                                    "",
		"line GPIO17 is used":                 "line GPIO17 is used",
		"  périphérique\tindisponible \r\n":   "périphérique indisponible",
		"\x1b[31mred\x1b[0m":                  "[31mred [0m",
		"a\u202eb\u2066c\u2069\u200fd\u00ade": "abcde",
		"\u2028":                              "it does not say why",
		"\x00\x01":                            "it does not say why",
		strings.Repeat("no ", 1000):           strings.TrimSpace(strings.Repeat("no ", 67)[:timer.MaxName]),
		"Z" + strings.Repeat("\u0335", 500):   "Z" + strings.Repeat("\u0335", timer.MostMarks),
	} {
		text, err := json.Marshal(map[string]any{"type": "status", "lights": []map[string]string{{"seat": "7", "signal": "dark", "failing": said}}})
		if err != nil {
			t.Fatal(err)
		}
		m, err := wire.ParseMessage(text)
		if err != nil || m.Status.Lights[0].Failing != want {
			t.Errorf("%q: %+v, %v; want %q", said, m.Status, err, want)
		}
	}
}

// What lights play by a course is what they would play by the snapshot.
func TestCourseIsTheStatement(t *testing.T) {
	for name, c := range map[string]struct {
		debate *debate
		at     time.Duration
	}{
		"nobody":   {opened(t), 0},
		"ready":    {opened(t).do(0, timer.GiveFloor{Entry: "e1"}), time.Second},
		"running":  {speaking(t), 151_234 * time.Millisecond},
		"paused":   {speaking(t).do(155*time.Second+400*time.Microsecond, timer.Pause{}), 200 * time.Second},
		"extended": {speaking(t).do(170*time.Second, timer.Extend{By: time.Minute}), 171 * time.Second},
		"no-limit": {opened(t).do(0, timer.GiveFloor{Entry: "e3"}).do(0, timer.Start{}), time.Minute},
	} {
		s := c.debate.snapshot(0)
		course := wire.CourseOf(s.Play(), s.Run, after(c.at))
		golden(t, "course-"+name, course)
		played, f := course.Course(), s.Meeting.Floor
		if (played == nil) != (f == nil) {
			t.Errorf("%s: the course is %+v", name, course)
			continue
		}
		for d := time.Duration(0); f != nil && d < 10*time.Minute; d += 250 * time.Millisecond {
			i := origin.Add(d)
			if played.SignalAt(i) != f.SignalAt(i) || played.LitAt(i) != f.LitAt(i) {
				t.Fatalf("%s: at %v the course shows %v, %v; the statement %v, %v", name, d,
					played.SignalAt(i), played.LitAt(i), f.SignalAt(i), f.LitAt(i))
			}
		}
	}
}

// What an operator is told of seats, by all that can be said of one.
func TestSeatsAreAsOtherProgramsKnowThem(t *testing.T) {
	ms := time.Millisecond
	s := speaking(t).snapshot(0)
	s.Seats = timer.Seats{
		{Name: "3", Local: true, Connected: true, Late: 120 * time.Microsecond},
		{Name: "7", Connected: true, Agent: "a-1", Version: "1.2", Address: "10.0.0.7", Since: origin.Add(-time.Hour), LastSeen: origin.Add(159 * time.Second),
			Signal: timer.Flash, Statement: 1, At: origin.Add(150 * time.Second), Late: 80 * time.Microsecond,
			Synchronised: true, Error: 400 * time.Microsecond, Trip: ms, Rival: "10.0.0.9", Contact: true, Talking: true, TalkAt: origin.Add(30 * ms)},
		{Name: "8", Connected: true, Agent: "a-2", Version: "1.2", Address: "10.0.0.8", Since: origin, LastSeen: origin, Failing: "line GPIO17 is used", Dropped: 8539},
		{Name: "9", Agent: "a-3", Version: "1.1", Address: "10.0.0.10", Since: origin.Add(158 * time.Second), LastSeen: origin.Add(155 * time.Second),
			MayShow: origin.Add(270 * time.Second)},
	}
	s.Test = &timer.LightTest{Seats: []string{"3"}, From: origin.Add(158 * time.Second), Until: origin.Add(163 * time.Second)}
	golden(t, "seats", wire.SeatsOf(s, after(160*time.Second)))
	// A minute later the test is over, and so is what the lost light could show;
	// the one at the microphone should be steady by now.
	golden(t, "seats-later", wire.SeatsOf(s, after(280*time.Second)))
}

func TestCourseThatNoClockCanShow(t *testing.T) {
	for says, text := range map[string]string{
		"its zero":  `{"type":"course","clock_ms":1,"zero_ms":1e300}`,
		"its clock": `{"type":"course","clock_ms":-1e300}`,
		"its limit": `{"type":"course","clock_ms":1,"limit_ms":1e200}`,
		"its test":  `{"type":"course","clock_ms":1,"test":{"seats":["7"],"from_ms":1,"until_ms":1e300}}`,
	} {
		if a, err := wire.ParseAnswer([]byte(text)); err == nil {
			t.Errorf("%s is out of all range, and was taken as %+v", says, a.Course)
		}
	}
}

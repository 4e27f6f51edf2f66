package mqtt

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rostrum/display/outward"
)

func TestParseBroker(t *testing.T) {
	for _, c := range []struct{ address, want string }{
		{"mqtt://broker", "mqtt://broker:1883"},
		{"mqtts://broker", "mqtts://broker:8883"},
		{"mqtt://192.168.10.9:2000/", "mqtt://192.168.10.9:2000/"},
		{"mqtt://[::1]", "mqtt://[::1]:1883"},
		{"broker:1883", ""}, {"http://broker", ""}, {"ws://broker", ""}, {"mqtt://", ""}, {"mqtt://:1883", ""}, {"mqtt://broker/topic", ""},
		{"mqtt://broker?a=b", ""}, {"mqtt://me:secret@broker", ""}, {"mqtt ://me:secret@broker", ""}, {"", ""},
	} {
		u, err := ParseBroker(c.address)
		switch {
		case c.want == "":
			if !errors.Is(err, ErrBroker) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%q: %v, %v", c.address, u, err)
			}
		case err != nil || u.String() != c.want:
			t.Errorf("%q is %v, %v; want %s", c.address, u, err, c.want)
		}
	}
}

func TestCheckTopic(t *testing.T) {
	for _, good := range []string{"rostrum", "chamber/rostrum", "Saal 1"} {
		if err := CheckTopic(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"", "a/#", "+", "/a", "a/", "$SYS", "a\x00b", strings.Repeat("a", 201)} {
		if CheckTopic(bad) == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// Each value that Home Assistant is told to look for is in the state, under the topic that
// it is told.
func TestDiscoveryNamesWhatIsTold(t *testing.T) {
	c := &Client{Topic: "chamber/room 1", Discovery: "homeassistant", Version: "1.2"}
	text, err := json.Marshal(outward.Shown{})
	if err != nil {
		t.Fatal(err)
	}
	var state map[string]any
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	value := regexp.MustCompile(`value_json\.([a-z_]+)`)
	allowed := regexp.MustCompile(`^homeassistant/(sensor|binary_sensor)/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+/config$`)
	seen := make(map[string]bool)
	for topic, message := range c.discovery() {
		var s struct {
			UniqueID     string `json:"unique_id"`
			State        string `json:"state_topic"`
			Availability string `json:"availability_topic"`
			Template     string `json:"value_template"`
			Device       struct{ Identifiers []string }
		}
		if err := json.Unmarshal(message, &s); err != nil {
			t.Fatal(err)
		}
		named := value.FindStringSubmatch(s.Template)
		if !allowed.MatchString(topic) || len(named) != 2 || s.State != "chamber/room 1/state" || s.Availability != "chamber/room 1/status" || !slices.Equal(s.Device.Identifiers, []string{"chamber_room_1"}) {
			t.Errorf("%s: %s", topic, message)
			continue
		}
		if _, there := state[named[1]]; !there {
			t.Errorf("%s looks for %q, which is not in %s", topic, named[1], text)
		}
		if seen[s.UniqueID] {
			t.Errorf("there are two of %s", s.UniqueID)
		}
		seen[s.UniqueID] = true
	}
	if len(seen) != len(sensors()) {
		t.Errorf("%d are told of %d", len(seen), len(sensors()))
	}
}

package mqtt

import (
	"encoding/json"
	"regexp"
	"strings"

	"rostrum/timer"
)

// sensor is how Home Assistant is told of one value of the state.
type sensor struct {
	Kind         string   `json:"-"` // "sensor" or "binary_sensor"
	Value        string   `json:"-"` // by its name in the state
	Name         string   `json:"name"`
	UniqueID     string   `json:"unique_id"`
	ObjectID     string   `json:"object_id"`
	State        string   `json:"state_topic"`
	Template     string   `json:"value_template"`
	Availability string   `json:"availability_topic"`
	Class        string   `json:"device_class,omitempty"`
	Unit         string   `json:"unit_of_measurement,omitempty"`
	Options      []string `json:"options,omitempty"`
	Icon         string   `json:"icon,omitempty"`
	Device       device   `json:"device"`
}

type device struct {
	Identifiers []string `json:"identifiers"`
	Name        string   `json:"name"`
	Model       string   `json:"model"`
	Version     string   `json:"sw_version,omitempty"`
}

// sensors are the values that are offered.
func sensors() []sensor {
	phases := []string{"none"}
	for p := timer.Ready; p <= timer.Overrun; p++ {
		phases = append(phases, p.String())
	}
	return []sensor{
		{Kind: "sensor", Value: "delegation", Name: "Delegation", Icon: "mdi:account-voice"},
		{Kind: "sensor", Value: "phase", Name: "Phase", Class: "enum", Options: phases},
		{Kind: "sensor", Value: "signal", Name: "Light", Class: "enum", Options: []string{timer.Dark.String(), timer.Flash.String(), timer.Steady.String()}},
		{Kind: "sensor", Value: "remaining_s", Name: "Remaining", Class: "duration", Unit: "s"},
		{Kind: "sensor", Value: "elapsed_s", Name: "Elapsed", Class: "duration", Unit: "s"},
		{Kind: "sensor", Value: "next", Name: "Next", Icon: "mdi:account-clock"},
		{Kind: "sensor", Value: "waiting", Name: "Waiting", Icon: "mdi:format-list-numbered"},
		{Kind: "binary_sensor", Value: "floor", Name: "Floor given"},
		{Kind: "binary_sensor", Value: "running", Name: "Clock running", Class: "running"},
		{Kind: "binary_sensor", Value: "paused", Name: "Paused"},
	}
}

// notInAnID is what a name in a topic of Home Assistant's may not have.
var notInAnID = regexp.MustCompile(`[^A-Za-z0-9_-]+`)

// discovery are the messages by which Home Assistant finds the values, by their topics.
func (c *Client) discovery() map[string][]byte {
	id := strings.Trim(notInAnID.ReplaceAllString(c.Topic, "_"), "_")
	out := make(map[string][]byte)
	for _, s := range sensors() {
		s.UniqueID = id + "_" + s.Value
		s.ObjectID = s.UniqueID
		s.State, s.Availability = c.topic("state"), c.topic("status")
		s.Template = "{{ value_json." + s.Value + " }}"
		if s.Kind == "binary_sensor" {
			s.Template = "{{ 'ON' if value_json." + s.Value + " else 'OFF' }}"
		}
		s.Device = device{Identifiers: []string{id}, Name: "Rostrum", Model: "speaking time", Version: c.Version}
		text, err := json.Marshal(s)
		if err != nil {
			panic(err) // of texts alone
		}
		out[strings.Join([]string{c.Discovery, s.Kind, id, s.Value, "config"}, "/")] = text
	}
	return out
}

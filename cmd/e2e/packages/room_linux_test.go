package packages_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// room is the controller in a machine, as an operator asks it.
type room struct {
	*machine
	*http.Client
	at  string // its address
	key string
}

// configure lets programs act, and returns when the light is confirmed.
func (m *machine) configure() *room {
	m.Helper()
	m.change("etc/rostrum/rostrum.toml", "# chair_key_file", "chair_key_file")
	m.must("systemctl", "restart", "rostrum")
	key, err := os.ReadFile(m.path("var/lib/rostrum/chair.key"))
	if err != nil {
		m.Fatal(err)
	}
	r := &room{machine: m, Client: m.client(), at: "https://127.0.0.1:8443", key: strings.TrimSpace(string(key))}
	r.until("the light to be confirmed", func(s *wire.State) bool {
		seat := testbed.SeatOf(s, "7")
		return seat.Connected && seat.Acknowledged
	})
	return r
}

// ask asks once.
func (r *room) ask(method, path string, body []byte, into any) error {
	request, err := http.NewRequest(method, r.at+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	if r.key != "" {
		request.Header.Set("Authorization", "Bearer "+r.key)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := r.Client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode/100 != 2 {
		err = fmt.Errorf("%s %s: %s", path, answer.Status, text)
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// do gives a command under an id.
func (r *room) do(id, do string, more map[string]any) (receipt wire.Receipt) {
	r.Helper()
	body := map[string]any{"id": id, "do": do}
	for k, v := range more {
		body[k] = v
	}
	text, err := json.Marshal(body)
	if err == nil {
		err = r.ask(http.MethodPost, "/api/v1/commands", text, &receipt)
	}
	if err != nil {
		r.Fatalf("%s: %v", do, err)
	}
	return receipt
}

// until asks until the state is what is meant.
func (r *room) until(what string, holds func(*wire.State) bool) (s wire.State) {
	r.Helper()
	var last error
	for end := time.Now().Add(2 * testbed.Patience); time.Now().Before(end); <-time.After(20 * time.Millisecond) {
		s = wire.State{}
		if last = r.ask(http.MethodGet, "/api/v1/state", nil, &s); last == nil && holds(&s) {
			return s
		}
	}
	r.Fatalf("waited in vain for %s (%v): the floor is %+v\n%s", what, last, s.Floor, r.is("journalctl", "--no-pager", "--lines", "40", "--unit", "rostrum", "--unit", "collar"))
	return s
}

// watch asks again and again, and says in the end for how long nobody answered.
func (r *room) watch() (gap func() time.Duration) {
	stop, longest := make(chan struct{}), make(chan time.Duration)
	go func() {
		var most time.Duration
		answered := time.Now()
		for {
			select {
			case <-stop:
				longest <- max(most, time.Since(answered))
				return
			case <-time.After(20 * time.Millisecond):
			}
			var s wire.State
			if r.ask(http.MethodGet, "/api/v1/state?list=next", nil, &s) == nil {
				most, answered = max(most, time.Since(answered)), time.Now()
			}
		}
	}()
	return func() time.Duration {
		close(stop)
		return <-longest
	}
}

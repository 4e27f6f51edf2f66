package display_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"

	"rostrum/display/wire"
)

// call is one request of a client.
type call struct {
	method, path string
	key          string            // sent as Authorization: Bearer
	header       map[string]string // "Host" is the request's host
	body         string
}

// answer is what a client read.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// post is a command with the chair's key, as JSON.
func (h *house) post(body string) call {
	return call{method: "POST", path: "/api/v1/commands", key: h.chair, body: body}
}

func get(path string) call { return call{method: "GET", path: path} }

// ask sends one request on a connection of its own.
func (h *house) ask(c call) answer {
	h.t.Helper()
	return h.askAt(h.door, c)
}

func (h *house) askAt(d door, c call) answer {
	h.t.Helper()
	request, err := http.NewRequest(c.method, "http://"+d.Addr().String()+c.path, strings.NewReader(c.body))
	if err != nil {
		h.t.Fatal(err)
	}
	if c.body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.key != "" {
		request.Header.Set("Authorization", "Bearer "+c.key)
	}
	for name, value := range c.header {
		if name == "Host" {
			request.Host = value
			continue
		}
		request.Header.Set(name, value)
	}
	way := &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(context.Context, string, string) (net.Conn, error) { return d.dial() },
	}
	defer way.CloseIdleConnections()
	response, err := way.RoundTrip(request) // follows no redirection
	if err != nil {
		h.t.Fatalf("%s %s: %v", c.method, c.path, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		h.t.Fatalf("%s %s: %v", c.method, c.path, err)
	}
	return answer{response.StatusCode, response.Header, body}
}

// read decodes the answer of a request that must succeed.
func (h *house) read(c call, into any) {
	h.t.Helper()
	a := h.ask(c)
	if a.status != http.StatusOK {
		h.t.Fatalf("%s %s: status %d, %s", c.method, c.path, a.status, a.body)
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		h.t.Fatalf("%s %s: %v", c.method, c.path, err)
	}
}

// refusal returns the error that an answer holds.
func (a answer) refusal() *wire.Error {
	var body wire.ErrorBody
	if json.Unmarshal(a.body, &body) != nil || body.Error == nil {
		return &wire.Error{Message: "no refusal: " + string(a.body)}
	}
	return body.Error
}

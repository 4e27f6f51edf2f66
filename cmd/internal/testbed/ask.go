package testbed

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rostrum/display/wire"
)

// ErrRefused is an answer that is a refusal.
var ErrRefused = errors.New("refused")

// askPatience is how long one answer may take: longer than the controller waits for a
// disk before it refuses.
const askPatience = 20 * time.Second

// Ask sends a request with the chair's key, and reads the answer: as JSON, or as it is
// into a slice of bytes. The status is 0 where none came.
func (c *Controller) Ask(method, path string, body []byte, into any) (status int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), askPatience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, c.Address()+path, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+c.Key())
	request.Header.Set("Content-Type", "application/json")
	answer, err := c.client().Do(request)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	switch {
	case err != nil:
		return 0, err
	case answer.StatusCode != http.StatusOK:
		return answer.StatusCode, fmt.Errorf("%w: %d %s", ErrRefused, answer.StatusCode, text)
	case into == nil:
		return answer.StatusCode, nil
	}
	if raw, ok := into.(*[]byte); ok {
		*raw = text
		return answer.StatusCode, nil
	}
	return answer.StatusCode, json.Unmarshal(text, into)
}

// Post sends a command and returns status and receipt.
func (c *Controller) Post(body map[string]any) (status int, receipt wire.Receipt, err error) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, receipt, err
	}
	status, err = c.Ask(http.MethodPost, "/api/v1/commands", text, &receipt)
	return status, receipt, err
}

// Do sends a command that must be taken.
func (c *Controller) Do(id, do string, more map[string]any) wire.Receipt {
	c.Helper()
	_, receipt, err := c.Post(command(id, do, more))
	if err != nil {
		c.Fatalf("%s: %v", do, err)
	}
	return receipt
}

// Insist carries out a command, once, however often the controller is killed meanwhile.
func (c *Controller) Insist(id, do string, more map[string]any) wire.Receipt {
	c.Helper()
	for until := time.Now().Add(Patience); ; <-time.After(20 * time.Millisecond) {
		status, receipt, err := c.Post(command(id, do, more))
		switch {
		case err == nil:
			return receipt
		case status != 0 || time.Now().After(until):
			c.Fatalf("%s: %v", do, err)
		}
	}
}

// client trusts the authority of the controller, where it has one.
func (c *Controller) client() *http.Client {
	if !strings.HasPrefix(c.Address(), "https:") {
		return http.DefaultClient
	}
	known, err := os.ReadFile(filepath.Join(c.Dir, "data", "access", "authority", "authority.pem"))
	trusted := x509.NewCertPool()
	if err != nil || !trusted.AppendCertsFromPEM(known) {
		c.Fatalf("the controller has no authority: %v", err)
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true}}
}

func command(id, do string, more map[string]any) map[string]any {
	body := map[string]any{"id": id, "do": do}
	maps.Copy(body, more)
	return body
}

// State is what an operator sees. A controller that is being started again is waited for.
func (c *Controller) State() (s wire.State) {
	c.Helper()
	for until := time.Now().Add(Patience); ; <-time.After(20 * time.Millisecond) {
		status, err := c.Ask(http.MethodGet, "/api/v1/state", nil, &s)
		switch {
		case err == nil:
			return s
		case status != 0 || time.Now().After(until):
			c.Fatal(err)
		}
	}
}

// Await asks until the state is what is meant.
func (c *Controller) Await(what string, holds func(*wire.State) bool) wire.State {
	c.Helper()
	for until := time.Now().Add(2 * Patience); ; <-time.After(20 * time.Millisecond) {
		s := c.State()
		if holds(&s) {
			return s
		}
		if time.Now().After(until) {
			c.Fatalf("never came: %s; the state is %+v", what, s)
		}
	}
}

// Screens is how the public screens show the debate.
func (c *Controller) Screens() (screens wire.Screens) {
	c.Helper()
	if _, err := c.Ask(http.MethodGet, "/api/v1/screens", nil, &screens); err != nil {
		c.Fatal(err)
	}
	return screens
}

// Show sets the public screens: as nobody chose, but for what is named.
func (c *Controller) Show(but map[string]any) {
	c.Helper()
	screens := map[string]any{
		"theme": "default", "next": 3, "speaker": true, "overtime": true, "clock": true,
		"languages": []string{}, "together": false,
	}
	maps.Copy(screens, but)
	text, err := json.Marshal(screens)
	if err == nil {
		_, err = c.Ask(http.MethodPut, "/api/v1/screens", text, nil)
	}
	if err != nil {
		c.Fatal(err)
	}
}

// WallOf is when an instant of the controller's clock was, by this machine's clock.
func (c *Controller) WallOf(steadyMS float64) time.Time {
	c.Helper()
	s := c.State()
	return s.Now.Add(time.Duration((steadyMS - s.ClockMS) * float64(time.Millisecond)))
}

// SeatOf is what the console shows of a seat.
func SeatOf(s *wire.State, name string) *wire.Seat {
	for i := range s.Operator.Seats {
		if s.Operator.Seats[i].Seat == name {
			return &s.Operator.Seats[i]
		}
	}
	return &wire.Seat{}
}

package main

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// A chair's key file that has leaked is revoked while the controller runs: no command,
// no connection, and no start brings it back until the file holds another key.
func TestChairKeyFileIsRevoked(t *testing.T) {
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	leaked := p.Key()
	ask := func(key string) int {
		a, _ := asked(t, http.DefaultClient, "POST", p.Address()+"/api/v1/commands", key, `{"id":"a","do":"identify"}`)
		return a.StatusCode
	}
	if status := ask(leaked); status != http.StatusConflict && status != http.StatusOK {
		t.Fatalf("before: %d", status)
	}
	ws, answer, err := websocket.DefaultDialer.Dial(strings.Replace(p.Address(), "http", "ws", 1)+"/ws", http.Header{"Authorization": {"Bearer " + leaked}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()

	var id string
	list := p.Run("key", "list")
	for line := range strings.Lines(list) {
		if f := strings.Fields(line); len(f) > 2 && f[1] == "keyfile" && f[2] == "chair" {
			id = f[0]
		}
	}
	if id == "" || strings.Contains(list, leaked) {
		t.Fatalf("listed\n%s", list)
	}
	if said := p.Run("key", "revoke", id); !strings.Contains(said, "remove the file") {
		t.Errorf("said %q", said)
	}
	if status := ask(leaked); status != http.StatusUnauthorized {
		t.Errorf("revoked: %d", status)
	}
	for err == nil { // ticks come until it is seen
		_, _, err = ws.ReadMessage()
	}
	if closed := new(websocket.CloseError); !errors.As(err, &closed) || closed.Code != wire.CloseRevoked {
		t.Errorf("its connection ended with %v", err)
	}
	if list := p.Run("key", "list"); strings.Contains(list, id) {
		t.Errorf("still listed\n%s", list)
	}

	p.Stop()
	p.Restart()
	if status := ask(leaked); status != http.StatusUnauthorized || !p.Process().Says("was revoked") {
		t.Errorf("after a start: %d, said %s", status, p.Process().Log)
	}
	p.Stop()
	if err := os.Remove(filepath.Join(dir, "chair.key")); err != nil {
		t.Fatal(err)
	}
	p.Restart()
	if status := ask(leaked); status != http.StatusUnauthorized {
		t.Errorf("with another key in the file: %d", status)
	}
	if status := ask(p.Key()); p.Key() == leaked || status == http.StatusUnauthorized {
		t.Errorf("the other key: %d", status)
	}
	p.Stop()
}

package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"rostrum/cmd/internal/program"
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

// What can be guessed over a network is refused there; what other users can read is
// said.
func TestChairKeyThatCanBeGuessed(t *testing.T) {
	dir := t.TempDir()
	data, file := filepath.Join(dir, "data"), filepath.Join(dir, "chair.key")
	if err := errors.Join(os.Mkdir(data, 0o700), os.WriteFile(file, []byte("swordfish"), 0o600), os.Chmod(data, 0o755), os.Chmod(file, 0o644)); err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), testbed.Binary(t, testbed.Rostrum), "serve", "--listen", "0.0.0.0:0", "--data", data, "--chair-key-file", file).CombinedOutput()
	if exit := new(exec.ExitError); !errors.As(err, &exit) || !strings.Contains(string(said), "46 bits") || !strings.Contains(string(said), "remove the file") {
		t.Errorf("on a network: %v, %s", err, said)
	}
	p := testbed.Start(t, dir)
	for _, want := range []string{"can be guessed", fmt.Sprintf("the chair's key, %s, has mode 0644", file), fmt.Sprintf("the folder of journal and keys, %s, has mode 0755", data)} {
		if !p.Process().Says(want) {
			t.Errorf("%q was not said: %s", want, p.Process().Log)
		}
	}
	p.Stop()
}

func TestInvited(t *testing.T) {
	for _, c := range []struct {
		args       []string
		role, name string
		rest       []string
		err        error
	}{
		{nil, "chair", "", nil, nil},
		{[]string{"--data", "x"}, "chair", "", []string{"--data", "x"}, nil},
		{[]string{"--role", "secretary", "--data", "x"}, "secretary", "", []string{"--data", "x"}, nil},
		{[]string{"--data", "x", "-role=secretary"}, "secretary", "", []string{"--data", "x"}, nil},
		{[]string{"--role", "secretary", "--name", "desk 2"}, "secretary", "desk 2", nil, nil},
		{[]string{"--name=desk 2", "--config", "name"}, "chair", "desk 2", []string{"--config", "name"}, nil},
		{[]string{"--role", "chair"}, "chair", "", nil, nil},
		{[]string{"--role", "light"}, "light", "", nil, program.ErrUsage},
		{[]string{"--role"}, "", "", nil, program.ErrUsage},
		{[]string{"--name", strings.Repeat("x", 41)}, "chair", strings.Repeat("x", 41), nil, program.ErrUsage},
	} {
		who, rest, err := invited(c.args)
		if who.Role != c.role || who.Name != c.name || !slices.Equal(rest, c.rest) || !errors.Is(err, c.err) {
			t.Errorf("%q: %+v, %q, %v", c.args, who, rest, err)
		}
	}
}

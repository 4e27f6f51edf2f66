// Package room_test plays the controller beside the equipment of a room: a broker that is
// Debian's mosquitto, with its own subscriber, panels and displays that speak UDP.
package room_test

import (
	"os"
	"path/filepath"
	"testing"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }

const list = "delegation,speaker,kind,remarks\nJapan,PRIVATE Ms. Abe,state,PRIVATE early\nPeru,PRIVATE Mr. Vega,state,PRIVATE late\nFiji,,state,\n"

// controller starts a controller with a list of three.
func controller(t testing.TB, args ...string) *testbed.Controller {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	return testbed.Start(t, dir, append([]string{"--list", path, "--symbol", "S/PV.8539"}, args...)...)
}

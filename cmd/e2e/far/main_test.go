// Package far_test plays the world's screens: nginx from Debian, by the file that deploy/nginx
// has for it, between a controller and more screens than it could serve itself. None of them
// has a socket; each has the time from the stamps of answers alone. It waits for most of a
// minute, and is played where it is asked for.
package far_test

import (
	"os"
	"testing"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }

// Package metrics_test lets a real Prometheus ask a controller for its figures, by the
// configuration, the rules and the dashboard that are shipped.
package metrics_test

import (
	"os"
	"testing"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }

// Package testbed is what tests of the whole programs stand on. It is for tests only.
//
// A test that needs more than Go says so by [Need]. Where that is not there it is
// skipped, in words; where the variable ROSTRUM_REQUIRE names it, it fails. What takes
// minutes says so by [AtLength], and is played where ROSTRUM_LONG is set.
package testbed

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Thing is something that a machine may lack.
type Thing string

// What ROSTRUM_REQUIRE can name, separated by commas.
const (
	Pages Thing = "pages" // browsers with their drivers, and axe-core
	// Details are the tests of one thing on one page, beside Pages.
	Details Thing = "details"
	Disks   Thing = "disks" // file systems to be filled, frozen and broken: Linux, root
	Pi      Thing = "pi"    // an emulated Raspberry Pi with a real kernel
	Hall    Thing = "hall"  // the machine for oneself: enemies take all of it
	// Office is LibreOffice without a screen.
	Office  Thing = "office"
	Metrics Thing = "metrics" // Prometheus and its promtool
	// MQTT is a broker, mosquitto, with its subscriber.
	MQTT Thing = "mqtt"
	// Packages is what builds Debian packages, and a Debian to install them in.
	Packages Thing = "packages"
	// Far is nginx, the cache between a controller and the world's screens.
	Far Thing = "far"
	// Cluster is etcd's server, of which three are started.
	Cluster Thing = "cluster"
)

var everything = []Thing{Pages, Details, Disks, Pi, Hall, Office, Metrics, MQTT, Packages, Far, Cluster}

// The variables that say how much is tested.
const (
	require = "ROSTRUM_REQUIRE"
	long    = "ROSTRUM_LONG"
)

// Required says whether a thing may not be missing. A name that is none fails the
// test: nobody is to believe that it was asked for.
func Required(t testing.TB, what Thing) bool {
	t.Helper()
	named := things(os.Getenv(require))
	for _, one := range named {
		if !slices.Contains(everything, one) {
			t.Fatalf("%s names %q; it knows %v", require, one, everything)
		}
	}
	return slices.Contains(named, what)
}

func things(text string) (named []Thing) {
	for one := range strings.SplitSeq(text, ",") {
		if one = strings.TrimSpace(one); one != "" {
			named = append(named, Thing(one))
		}
	}
	return named
}

// Need skips the test where there is an error, which says what is missing; it fails
// where that is required.
func Need(t testing.TB, what Thing, missing error) {
	t.Helper()
	switch {
	case missing == nil:
	case Required(t, what):
		t.Fatalf("%s=%s: %v", require, what, missing)
	default:
		t.Skip(missing)
	}
}

// Asked skips the test where nobody requires the thing, though it may be there: the
// test is one of many that together take minutes.
func Asked(t testing.TB, what Thing) {
	t.Helper()
	if !Required(t, what) {
		t.Skipf("played where it is asked for: %s=%s", require, what)
	}
}

// Long says whether the tests that take minutes are played.
func Long() bool { return os.Getenv(long) != "" }

// AtLength skips the test where those are not.
func AtLength(t testing.TB) {
	t.Helper()
	if !Long() {
		t.Skipf("played at length: %s=1", long)
	}
}

package testbed

import "testing"

// Of four hundred no two are one: with that many by chance alone it would be otherwise nearly
// always, and two members of a cluster once had the same.
func TestFreePort(t *testing.T) {
	given := make(map[string]bool)
	for range 400 {
		port := FreePort(t)
		if given[port] {
			t.Fatalf("port %s was given twice", port)
		}
		given[port] = true
	}
}

package live_test

import (
	"fmt"

	"rostrum/display/access"
	"rostrum/display/live"
)

// Who may do what depends on the key that was said, and on the door.
func ExampleWho() {
	for _, who := range []live.Who{
		live.Anybody(false),
		live.Anybody(true),
		live.WhoOf(access.Grant{Role: "light", Name: "seat 7", Seats: []string{"7"}}),
		live.WhoOf(access.Grant{Role: "secretary", Name: "desk"}),
	} {
		fmt.Printf("%s: says a key: %v; commands: %v\n", who.Actor, who.MaySayKey() == nil, who.MayCommand() == nil)
	}
	// Output:
	// public: says a key: true; commands: false
	// public: says a key: false; commands: false
	// light (seat 7): says a key: true; commands: false
	// secretary (desk): says a key: true; commands: true
}

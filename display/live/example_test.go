package live_test

import (
	"fmt"

	"rostrum/display/access"
	"rostrum/display/live"
)

// Who may give commands depends on the key that was said.
func ExampleWho() {
	for _, who := range []live.Who{
		live.Anybody(false),
		live.WhoOf(access.Grant{Role: "light", Name: "seat 7", Seats: []string{"7"}}),
		live.WhoOf(access.Grant{Role: "secretary", Name: "desk"}),
	} {
		if err := who.MayCommand(); err != nil {
			fmt.Printf("%s: %v\n", who.Actor, err)
			continue
		}
		fmt.Printf("%s may\n", who.Actor)
	}
	// Output:
	// public: a command needs a key: sign in with the chair's link, or send it as Authorization: Bearer
	// light (seat 7): a key for light may not give commands
	// secretary (desk) may
}

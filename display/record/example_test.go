package record_test

import (
	"fmt"
	"strings"
	"time"

	"rostrum/display/record"
	"rostrum/timer"
	"rostrum/timer/account"
)

func ExampleRecord_CSV() {
	spoke := &timer.Statement{ID: 1, Delegation: "Japan", Kind: timer.State, Course: timer.Course{Started: true}}
	r := record.Record{
		Account: account.Account{Symbol: "S/PV.9571", Statements: []account.Statement{{
			Statement: spoke, Order: 1, Sitting: 1, Allotted: 3 * time.Minute, Used: 4*time.Minute + 12*time.Second, Over: 72 * time.Second,
		}}},
		Zone: time.UTC,
	}
	lines := strings.Split(string(r.CSV()), "\r\n")
	columns, cells := strings.Split(lines[0], ","), strings.Split(lines[1], ",")
	for i, name := range columns {
		switch name {
		case "delegation", "allotted", "used", "used_s", "over":
			fmt.Println(name, cells[i])
		}
	}
	// Output:
	// delegation Japan
	// allotted 0:03:00
	// used_s 252.000
	// used 0:04:12
	// over 0:01:12
}

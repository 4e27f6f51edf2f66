package wire_test

import (
	"errors"
	"fmt"

	"rostrum/display/wire"
	"rostrum/timer"
)

func ExampleParseCommand() {
	r, err := wire.ParseCommand([]byte(`{"id": "a1", "do": "extend", "by_ms": 30000, "statement": 3}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: %s %+v of statement %d\n", r.ID, timer.ActOf(r.Command).Name, r.Command, *r.Statement)

	_, err = wire.ParseCommand([]byte(`{"id": "a2", "do": "extend", "by": "30s"}`))
	var refusal *wire.Error
	if errors.As(err, &refusal) {
		fmt.Printf("%s, %s: %s\n", refusal.Code, refusal.Field, refusal)
	}
	// Output:
	// a1: extend {By:30s Light:<nil>} of statement 3
	// malformed, by_ms: "by_ms" is missing
}

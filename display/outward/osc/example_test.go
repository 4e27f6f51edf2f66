package osc_test

import (
	"fmt"

	"rostrum/display/outward/osc"
)

func ExampleParse() {
	packet := osc.Message{Address: "/rostrum/extend", Args: []any{int32(30)}}.Append(nil)
	messages, err := osc.Parse(packet)
	if err != nil {
		fmt.Println(err)
		return
	}
	act, pressed, err := osc.ActOf(messages[0])
	fmt.Printf("%q\n%s %v %v %v\n", packet, act.Name, act.By, pressed, err)
	// Output:
	// "/rostrum/extend\x00,i\x00\x00\x00\x00\x00\x1e"
	// extend 30s true <nil>
}

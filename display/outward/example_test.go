package outward_test

import (
	"fmt"

	"rostrum/display/outward"
	"rostrum/display/wire"
)

func ExampleOf() {
	limit, zero := int64(180_000), 0.0
	state := wire.State{Floor: &wire.Floor{
		Delegation: "Japan", Speaker: "Ms. Abe", Phase: "over", ElapsedMS: 192_340, ZeroMS: &zero, LimitMS: &limit,
	}}
	shown := outward.Of(&state)
	fmt.Println(shown.Delegation, shown.Phase, shown.Remaining, shown.Digits())
	// Output: Japan over -12 +0:12
}

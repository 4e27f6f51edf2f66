package engine_test

import (
	"testing"
	"testing/synctest"

	"rostrum/timer"
)

// What is told of several controllers is news to everybody where there is one more, to
// operators where one is missed, and else to nobody.
func TestSeveral(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		standby := standsBy(t, boot, 0)
		defer func() { _ = standby.stop() }()
		tell := func(do timer.Several, others ...timer.Other) *timer.Snapshot {
			t.Helper()
			if err := standby.engine.Several(t.Context(), others, do); err != nil {
				t.Fatal(err)
			}
			return standby.engine.Snapshot()
		}
		other := timer.Other{Address: "https://10.0.0.2:8443"}
		first := tell(timer.Several{Leader: other.Address, Machines: 3}, other)
		if len(first.Others) != 1 || first.Several == nil || first.Public != first.Version {
			t.Errorf("the first time: %+v", first)
		}
		if again := tell(timer.Several{Leader: other.Address, Machines: 3}, other); again.Version != first.Version {
			t.Errorf("the same makes version %d of %d", again.Version, first.Version)
		}
		away := tell(timer.Several{Leader: other.Address, Machines: 3, Away: []timer.Machine{{Address: "https://a:2379"}}}, other)
		if away.Version == first.Version || away.Public != first.Public || len(away.Several.Away) != 1 || len(first.Several.Away) != 0 {
			t.Errorf("a machine away: %+v", away)
		}
	})
}

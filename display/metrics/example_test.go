package metrics_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/metrics"
	"rostrum/timer"
)

// A tick that was late is counted, and told to whoever asks on this machine.
func Example() {
	figures := metrics.New()
	figures.TickLate(300 * time.Microsecond)

	door, err := metrics.NewDoor(metrics.Config{
		Figures:   figures,
		Snapshot:  func() *timer.Snapshot { return &timer.Snapshot{Saving: timer.Saving{State: timer.Saved}} },
		Now:       func() timer.Stamp { return timer.Stamp{} },
		Connected: func() map[timer.Role]int { return map[timer.Role]int{timer.Public: 3} },
		Log:       zerolog.Nop(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	answer := httptest.NewRecorder()
	door.Handler().ServeHTTP(answer, httptest.NewRequest("GET", "http://localhost/metrics", nil))
	for line := range strings.Lines(answer.Body.String()) {
		if strings.HasPrefix(line, "rostrum_saving") || strings.HasPrefix(line, "rostrum_screens") || strings.HasSuffix(line, "_count 1\n") {
			fmt.Print(line)
		}
	}
	// Output:
	// rostrum_saving 1
	// rostrum_screens{role="public"} 3
	// rostrum_tick_lateness_seconds_count 1
}

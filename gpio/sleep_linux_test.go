package gpio

import (
	"testing"
	"time"
)

func TestKernelSleepIsNeverEarly(t *testing.T) {
	sleep, err := NewKernelSleep()
	if err != nil {
		t.Fatal(err)
	}
	// Both readings of the clock are taken together to well below this.
	const calibration = 100 * time.Microsecond
	for range 20 {
		deadline := time.Now().Add(2 * time.Millisecond)
		sleep.Until(deadline)
		if early := time.Until(deadline); early > calibration {
			t.Fatalf("woken %v before the deadline", early)
		}
	}
	sleep.Until(time.Now().Add(-time.Hour)) // passed: must return
	sleep.Until(time.Time{})
}

func TestKernelSleepAllocatesNothing(t *testing.T) {
	sleep, ok := BestSleep().(KernelSleep)
	if !ok {
		t.Fatalf("the best sleeper here is %T", BestSleep())
	}
	passed := time.Now()
	if n := testing.AllocsPerRun(100, func() { sleep.Until(passed) }); n != 0 {
		t.Errorf("%v allocations per sleep", n)
	}
}

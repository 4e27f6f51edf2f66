package gpio

import (
	"testing"
	"time"
)

func newKernelSleep(t *testing.T) *KernelSleep {
	t.Helper()
	if _, ok := BestSleep().(*KernelSleep); !ok {
		t.Fatalf("the best sleeper here is %T", BestSleep())
	}
	sleep, err := NewKernelSleep()
	if err != nil {
		t.Fatal(err)
	}
	return sleep
}

// Nobody wakes it, and signals (the collector's, the profiler's) may.
func TestKernelSleepIsNeverEarly(t *testing.T) {
	sleep := newKernelSleep(t)
	// Both readings of the clock are taken together to well below this.
	const calibration = 100 * time.Microsecond
	for range 20 {
		deadline := time.Now().Add(2 * time.Millisecond)
		sleep.Until(deadline)
		for again := 0; time.Until(deadline) > calibration; again++ { // for no reason
			if again > 100 {
				t.Fatalf("returned %v before the deadline, again and again", time.Until(deadline))
			}
			sleep.Until(deadline)
		}
	}
	sleep.Until(time.Now().Add(-time.Hour)) // passed: must return
	sleep.Until(time.Unix(0, 0))
}

// A wake ends the sleep that is under way, or the next one; never two.
func TestKernelSleepIsWoken(t *testing.T) {
	sleep := newKernelSleep(t)
	sleep.Wake()
	sleep.Wake()
	sleep.Until(time.Time{}) // returns, or this test does not
	begun := time.Now()
	for deadline := begun.Add(5 * time.Millisecond); time.Now().Before(deadline); {
		sleep.Until(deadline)
	}

	asked, heard := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(heard)
		for range asked {
			sleep.Until(time.Time{})
			heard <- struct{}{}
		}
	}()
	for range 2000 { // before, while and after it falls asleep
		asked <- struct{}{}
		sleep.Wake()
		<-heard
	}
	close(asked)
	<-heard
}

func TestKernelSleepAllocatesNothing(t *testing.T) {
	sleep := newKernelSleep(t)
	passed := time.Now()
	if n := testing.AllocsPerRun(100, func() {
		sleep.Until(passed)
		sleep.Wake()
	}); n != 0 {
		t.Errorf("%v allocations per sleep", n)
	}
}

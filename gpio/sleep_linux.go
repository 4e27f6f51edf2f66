package gpio

import (
	"fmt"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// KernelSleep sleeps in the kernel, on a futex, to an absolute instant of
// CLOCK_MONOTONIC, from which Go takes its monotonic time too (futex(2),
// FUTEX_WAIT_BITSET). Edge and news wake the thread directly, in its own
// scheduling class: neither waits for Go's timers or for another thread, which on
// a busy machine may be milliseconds away. The last half millisecond it stays awake.
// Made by [NewKernelSleep].
type KernelSleep struct {
	start time.Time // package time ...
	mono  int64     // ... and CLOCK_MONOTONIC in nanoseconds, read together

	woken atomic.Uint32 // the futex: one, where it was woken since it last returned
	until unix.Timespec // of the sleep that is under way
}

// hold is how long before its instant it has come back from the kernel, for a slot of
// Go's scheduler: a thread that comes back has to find one again, and where everybody
// wants one, as when a hall of screens joins, that takes milliseconds. With its slot it
// sleeps on. It is less than the ten milliseconds after which the scheduler takes a slot
// away; a collection that wants the world to stand still wakes it.
const hold = 8 * time.Millisecond

// lead is how long it stays awake before its instant. A processor that wakes up, and
// Go's scheduler, which has to find a slot for a thread that comes back from the
// kernel, take some of it, most while garbage is collected; at two edges a second
// the rest costs a thousandth of one processor.
const lead = 500 * time.Microsecond

// Of linux/futex.h.
const (
	futexWake       = 1
	futexWaitBitset = 9
	futexPrivate    = 128
	futexAnyBit     = 0xffffffff
)

// NewKernelSleep returns a sleeper of the kernel. Both readings of the clock
// are taken here, once: taken at each sleep, a thread that loses the processor
// between them would sleep that much too long.
func NewKernelSleep() (*KernelSleep, error) {
	best := new(KernelSleep)
	gap := int64(-1)
	for range 16 { // the closest pair: what lies between the readings is the error
		before, err := monotonic()
		if err != nil {
			return nil, err
		}
		start := time.Now()
		after, err := monotonic()
		if err != nil {
			return nil, err
		}
		if gap < 0 || after-before < gap {
			gap = after - before
			best.start, best.mono = start, before+gap/2
		}
	}
	return best, nil
}

// Until implements [Sleeper].
func (k *KernelSleep) Until(t time.Time) {
	// What was put before the wake is seen by whoever returns from here.
	if k.woken.Swap(0) == 1 {
		return
	}
	if t.IsZero() {
		k.wait(nil)
		return
	}
	if time.Until(t) > hold {
		k.until = k.at(t.Add(-hold))
		if k.wait(&k.until); time.Until(t) > hold {
			return // for no reason
		}
	}
	if k.woken.Load() == 0 && time.Until(t) > lead {
		k.until = k.at(t.Add(-lead))
		if k.waitInSlot(&k.until); time.Until(t) > lead {
			return // somebody wants the slot, or it was woken
		}
	}
	for k.woken.Load() == 0 && time.Now().Before(t) {
	}
}

// at is an instant on the kernel's clock.
func (k *KernelSleep) at(t time.Time) unix.Timespec {
	return unix.NsecToTimespec(k.mono + int64(t.Sub(k.start)))
}

// waitInSlot is wait for a few milliseconds, of which Go's scheduler is not told.
func (k *KernelSleep) waitInSlot(until *unix.Timespec) {
	_, _, _ = unix.RawSyscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(&k.woken)), futexWaitBitset|futexPrivate, 0,
		uintptr(unsafe.Pointer(until)), 0, futexAnyBit) // whatever it says: it stays awake then
}

// wait returns when it is so late, or woken, or for no reason.
func (k *KernelSleep) wait(until *unix.Timespec) {
	_, _, err := unix.Syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(&k.woken)), futexWaitBitset|futexPrivate, 0,
		uintptr(unsafe.Pointer(until)), 0, futexAnyBit)
	switch err {
	case 0, unix.EAGAIN, unix.EINTR, unix.ETIMEDOUT:
	default: // no kernel without futexes runs Go; if one did, the light would still be right
		time.Sleep(time.Millisecond)
	}
}

// Wake implements [Sleeper].
func (k *KernelSleep) Wake() {
	k.woken.Store(1)
	_, _, _ = unix.Syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(&k.woken)), futexWake|futexPrivate, 1, 0, 0, 0)
}

func monotonic() (int64, error) {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return 0, fmt.Errorf("gpio: reading the kernel's monotonic clock: %w", err)
	}
	return now.Nano(), nil
}

func bestSleep() Sleeper {
	if k, err := NewKernelSleep(); err == nil {
		return k
	}
	return NewTimerSleep()
}

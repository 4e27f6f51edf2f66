package gpio

import (
	"github.com/rs/zerolog"
	"golang.org/x/sys/unix"
)

// priority within SCHED_FIFO: above every ordinary thread, below the kernel's
// own, which have 50.
const priority = 10

// realTime asks for SCHED_FIFO for the calling thread and says whether it was
// given. The class is not handed on to the threads that Go starts from this one.
// The player sleeps nearly always, far below RLIMIT_RTTIME.
func realTime(log zerolog.Logger) bool {
	err := unix.SchedSetAttr(0, &unix.SchedAttr{
		Size: unix.SizeofSchedAttr, Policy: unix.SCHED_FIFO,
		Flags: unix.SCHED_FLAG_RESET_ON_FORK, Priority: priority,
	}, 0)
	if err != nil {
		log.Info().Err(err).Msg("the light is played without a real-time class: edges may be some ms late while the machine is busy")
	}
	return err == nil
}

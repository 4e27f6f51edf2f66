package gpio

import (
	"bytes"
	"log"
	"testing"

	"golang.org/x/sys/unix"
)

func TestKeepStdin(t *testing.T) {
	var before, after unix.Stat_t
	if err := unix.Fstat(0, &before); err != nil {
		t.Fatal(err)
	}
	if err := keepStdin(func() { _ = unix.Close(0) }); err != nil {
		t.Fatal(err)
	}
	if err := unix.Fstat(0, &after); err != nil {
		t.Fatalf("standard input is gone: %v", err)
	}
	if before.Dev != after.Dev || before.Ino != after.Ino {
		t.Error("standard input is another file")
	}
	if flags, err := unix.FcntlInt(0, unix.F_GETFD, 0); err != nil || flags&unix.FD_CLOEXEC != 0 {
		t.Errorf("standard input is closed on exec: flags %#x, %v", flags, err)
	}
}

func TestOverhear(t *testing.T) {
	out, flags := log.Writer(), log.Flags()
	var heard bytes.Buffer
	stop := overhear(&heard)
	log.Println("opening gpio chip failed")
	stop()
	if heard.String() != "opening gpio chip failed\n" {
		t.Errorf("heard %q", heard.String())
	}
	if log.Writer() != out || log.Flags() != flags {
		t.Error("the standard logger was not put back")
	}
}

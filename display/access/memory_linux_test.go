package access

import (
	"errors"
	"os"
	"syscall"
	"testing"
	"time"
)

// No descriptor is left: who was let in goes on, and nobody is told that a key is not
// known.
func TestNoDescriptorsLeft(t *testing.T) {
	s, key, session, grants := shown(t)
	never, _, err := s.NewKey(Grant{Role: "chair"})
	if err != nil {
		t.Fatal(err)
	}
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		t.Fatal(err)
	}
	next, err := os.Open(os.DevNull) // the lowest that is free
	if err != nil {
		t.Fatal(err)
	}
	least := was
	least.Cur = uint64(next.Fd())
	_ = next.Close()
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &least); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &was) }()
	if f, err := os.Open(os.DevNull); err == nil {
		t.Fatalf("there is a descriptor left: %v", f.Fd())
	}
	stillKnown(t, s, key, session, grants)
	if _, err := s.Key(never); !errors.Is(err, syscall.EMFILE) || errors.Is(err, ErrUnknown) {
		t.Errorf("of a key that was never shown it is said: %v", err)
	}
}

// A disk that hangs, which a pipe without a writer does too: who is known waits for it
// once, who is not is refused, and it takes no more than a few threads.
func TestDiskThatHangs(t *testing.T) {
	s, key, session, grants := shown(t)
	s.memory.patience = time.Millisecond
	hang := func(file string) {
		t.Helper()
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var files []string
	for _, g := range grants {
		files = append(files, s.file(g.Kind, g.hash))
	}
	for range mostReads + 4 {
		files = append(files, s.file(KindKey, hash(NewSecret())))
	}
	for _, file := range files {
		hang(file)
	}
	for _, file := range files[2:] {
		if _, err := s.memory.load(file); !errors.Is(err, errNoAnswer) {
			t.Errorf("of a key that nobody showed before it is said: %v", err)
		}
	}
	if n := len(s.memory.places); n != mostReads {
		t.Errorf("%d reads hang; want %d", n, mostReads)
	}
	for range 3 {
		if g, err := s.Key(key); err != nil || g.Role != "secretary" {
			t.Errorf("the key is %+v, %v", g, err)
		}
		if g, err := s.Session(session); err != nil || !s.Holds(g) {
			t.Errorf("the session is %+v, %v", g, err)
		}
	}
	for _, file := range files[:2] {
		if !s.memory.hangs(s.memory.get(file)) {
			t.Error("who is known waits again")
		}
	}
	// The disk answers: every read ends, and a file that is gone by then was revoked.
	for _, file := range files {
		for until := time.Now().Add(10 * time.Second); ; {
			f, err := os.OpenFile(file, os.O_WRONLY|syscall.O_NONBLOCK, 0)
			if err == nil {
				_ = f.Close()
				break
			}
			if len(s.memory.places) < mostReads || time.Now().After(until) { // those that found no place do not read
				break
			}
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	for until := time.Now().Add(10 * time.Second); s.Holds(grants[0]) || s.Holds(grants[1]); {
		if time.Now().After(until) {
			t.Fatal("what was revoked still holds")
		}
	}
}

package main

import (
	"os/exec"
	"runtime"
	"testing"
)

// startChild starts a process that ends with the test, and with the test's own
// process if that is killed. Its children go with it where the system knows groups.
func startChild(t testing.TB, command *exec.Cmd) {
	t.Helper()
	tie(command)
	started, end := make(chan error), make(chan struct{})
	go func() {
		// The kernel takes the end of the thread that starts a child for the end of
		// the parent.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		started <- command.Start()
		<-end
	}()
	if err := <-started; err != nil {
		close(end)
		t.Fatal(err)
	}
	t.Cleanup(func() {
		killTree(command)
		_ = command.Wait()
		close(end)
	})
}

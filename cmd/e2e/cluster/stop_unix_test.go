//go:build unix

package cluster_test

import "syscall"

// stop lets a member stand still, or go on.
func (c *cluster) stop(m *member, still bool) {
	c.Helper()
	signal := syscall.SIGCONT
	if still {
		signal = syscall.SIGSTOP
	}
	if err := m.process.Process.Signal(signal); err != nil {
		c.Fatal(err)
	}
}

package testbed

import (
	"math/rand/v2"
	"net"
	"strconv"
	"testing"
)

// FreePort is one of TCP that the kernel gives to no outgoing connection, so that it is still
// free when a program that cannot choose one for itself is started again. Until the test has
// ended no other test of this machine is given it: whoever has it holds that of UDP.
func FreePort(t testing.TB) string {
	t.Helper()
	for range 1000 {
		port := strconv.Itoa(20_000 + rand.IntN(10_000))
		mine, err := net.ListenPacket("udp", "127.0.0.1:"+port)
		if err != nil {
			continue
		}
		if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			_ = l.Close()
			t.Cleanup(func() { _ = mine.Close() })
			return port
		}
		_ = mine.Close()
	}
	t.Fatal("no port is free")
	return ""
}
